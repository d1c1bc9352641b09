"""The kinds that this package brings, family after family."""

from nnquiz.problems import (
    activations,
    adaptive,
    array_shapes,
    clipping,
    convolution_sizes,
    convolution_volumes,
    counts,
    descent,
    evaluation,
    initialization,
    losses,
    momentum,
    neurons,
    normalization,
    penalties,
    recurrent_counts,
    shapes,
    tuning,
)

FAMILIES = (
    neurons,
    activations,
    array_shapes,
    shapes,
    convolution_sizes,
    convolution_volumes,
    counts,
    recurrent_counts,
    losses,
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
