"""The kinds that this package brings, family after family."""

from nnquiz.problems import (
    activations,
    adaptive,
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
    rectifiers,
    shapes,
    smooth_rectifiers,
    softmax,
    tuning,
)

FAMILIES = (
    neurons,
    activations,
    rectifiers,
    smooth_rectifiers,
    softmax,
    shapes,
    convolution_sizes,
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
