"""The kinds that this package brings, family after family."""

from nnquiz.problems import (
    activations,
    adaptive,
    clipping,
    convolution_sizes,
    descent,
    evaluation,
    forward,
    graphs,
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
    forward,
    losses,
    graphs,
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
