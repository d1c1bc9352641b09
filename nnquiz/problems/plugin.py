"""The kinds that this package brings, family after family."""

from nnquiz.problems import (
    activations,
    adaptive,
    clipping,
    convolution_sizes,
    cross_entropy,
    descent,
    evaluation,
    initialization,
    loss_gradients,
    losses,
    momentum,
    neurons,
    normalization,
    penalties,
    shapes,
    soft_targets,
    tuning,
)

FAMILIES = (
    neurons,
    activations,
    shapes,
    convolution_sizes,
    losses,
    cross_entropy,
    soft_targets,
    loss_gradients,
    descent,
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
