"""The kinds that this package brings, family after family."""

from nnquiz.problems import (
    activations,
    adaptive,
    batches,
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
    schedules,
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
    batches,
    momentum,
    adaptive,
    schedules,
    initialization,
    normalization,
    penalties,
    clipping,
    tuning,
    evaluation,
)

KINDS = tuple(kind for family in FAMILIES for kind in family.KINDS)
