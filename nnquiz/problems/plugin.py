"""The kinds that this package brings, family after family."""

from nnquiz.problems import (
    activations,
    adaptive,
    batches,
    clipping,
    convolution_sizes,
    descent,
    dropout,
    evaluation,
    initialization,
    losses,
    momentum,
    neurons,
    normalization,
    penalties,
    scaling,
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
    scaling,
    normalization,
    penalties,
    dropout,
    clipping,
    tuning,
    evaluation,
)

KINDS = tuple(kind for family in FAMILIES for kind in family.KINDS)
