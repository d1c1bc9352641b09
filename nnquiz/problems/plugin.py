"""The kinds that this package brings, family after family."""

from nnquiz.problems import (
    activations,
    adaptive,
    backward,
    clipping,
    convolution_sizes,
    descent,
    evaluation,
    gradient_checking,
    initialization,
    layer_gradients,
    losses,
    momentum,
    neurons,
    normalization,
    penalties,
    shapes,
    training_step,
    tuning,
)

FAMILIES = (
    neurons,
    activations,
    shapes,
    convolution_sizes,
    losses,
    backward,
    layer_gradients,
    gradient_checking,
    descent,
    training_step,
    momentum,
    adaptive,
    initialization,
    normalization,
    penalties,
    clipping,
    tuning,
    evaluation,
)

KINDS = tuple(kind for family in FAMILIES for kind in family.KINDS)
