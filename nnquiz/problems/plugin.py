"""The kinds that this package brings, in the order in which they are best learned."""

from nnquiz.problems.activations import LeakyRelu, Sigmoid, SigmoidDerivative, Softmax, TanhDerivative
from nnquiz.problems.losses import BinaryCrossEntropy
from nnquiz.problems.optimizers import AdamStep, MomentumStep, RmspropStep
from nnquiz.problems.shapes import ActivationShape, BiasShape, WeightShape

KINDS = (
    Sigmoid,
    SigmoidDerivative,
    TanhDerivative,
    LeakyRelu,
    Softmax,
    WeightShape,
    BiasShape,
    ActivationShape,
    BinaryCrossEntropy,
    MomentumStep,
    RmspropStep,
    AdamStep,
)
