"""The kinds that this package brings, in the order in which they are best learned."""

from nnquiz.problems.activations import LeakyRelu, Sigmoid, SigmoidDerivative, Softmax, TanhDerivative
from nnquiz.problems.evaluation import F1Score
from nnquiz.problems.losses import BinaryCrossEntropy, MeanSquaredError
from nnquiz.problems.networks import BatchNormInference, ConvOutputSize, InitStd, NeuronForward
from nnquiz.problems.optimizers import AdamStep, MomentumStep, RmspropStep
from nnquiz.problems.shapes import ActivationShape, BiasShape, WeightShape
from nnquiz.problems.training import ClipByNorm, GradientDescentStep, L2Gradient, LogScaleSample

KINDS = (
    Sigmoid,
    NeuronForward,
    SigmoidDerivative,
    TanhDerivative,
    LeakyRelu,
    Softmax,
    WeightShape,
    BiasShape,
    ActivationShape,
    MeanSquaredError,
    BinaryCrossEntropy,
    GradientDescentStep,
    InitStd,
    ClipByNorm,
    L2Gradient,
    MomentumStep,
    RmspropStep,
    AdamStep,
    BatchNormInference,
    ConvOutputSize,
    F1Score,
    LogScaleSample,
)
