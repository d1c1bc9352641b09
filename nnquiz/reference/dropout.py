"""Dropout, in the inverted form that libraries have: scaled in training, and left out at test time."""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def drop_mask(rng: np.random.Generator, shape: tuple[int, ...], *, keep: float) -> Array:
    """Ones with the probability keep, and zeros; Srivastava et al., Dropout (2014), section 4."""
    return array(rng.random(shape) < keep)


def inverted_dropout(a: ArrayLike, mask: ArrayLike, *, keep: float) -> Array:
    """In training, a mask / keep; a and mask of one shape. At test time a stays as it is.

    Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting (2014), section 10.
    """
    return array(a) * array(mask) / keep


def inverted_dropout_backward(da: ArrayLike, mask: ArrayLike, *, keep: float) -> Array:
    """The gradient by the activations from that by what dropout made of them: da mask / keep, with the same mask.

    Srivastava et al. (2014), section 5.1: units that were dropped pass no gradient.
    """
    return array(da) * array(mask) / keep


def expected_active(n: int, *, keep: float) -> float:
    """Of n units those that stay on average, n keep; Srivastava et al. (2014), section 4, where each is Bernoulli."""
    return n * keep


def thinned_networks(n: int) -> int:
    """The networks that dropout can make of n units, 2^n; Srivastava et al. (2014), section 1."""
    return int(2**n)
