"""The kinds that this package brings, family after family."""

from nnquiz.problems import (
    activations,
    adam,
    adamw,
    adaptive,
    averages,
    clipping,
    convolution_sizes,
    descent,
    evaluation,
    initialization,
    losses,
    momentum,
    neurons,
    normalization,
    penalties,
    shapes,
    tuning,
)

FAMILIES = (
    neurons,
    activations,
    shapes,
    convolution_sizes,
    losses,
    descent,
    averages,
    momentum,
    adaptive,
    adam,
    adamw,
    initialization,
    normalization,
    penalties,
    clipping,
    tuning,
    evaluation,
)

KINDS = tuple(kind for family in FAMILIES for kind in family.KINDS)
