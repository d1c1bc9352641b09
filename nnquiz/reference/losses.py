"""Losses, for each example by itself unless a function says otherwise."""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def binary_cross_entropy(p: ArrayLike, y: ArrayLike) -> Array:
    """-(y ln p + (1 - y) ln(1 - p)), natural logarithm, of the shape of p and y; infinite for a certain error.

    Bishop, Pattern Recognition and Machine Learning (2006), equation 4.90 (for one example).
    """
    p, y = array(p), array(y)
    with np.errstate(divide="ignore", invalid="ignore"):
        # A term of weight 0 counts nothing, even where its logarithm is infinite.
        of_ones = np.where(y == 0, 0.0, y * np.log(p))
        of_zeros = np.where(y == 1, 0.0, (1 - y) * np.log1p(-p))
    # From 0, lest a perfect prediction cost -0.
    return array(0 - (of_ones + of_zeros))


def binary_cross_entropy_prime(p: ArrayLike, y: ArrayLike) -> Array:
    """The derivative by p, (p - y) / (p (1 - p)), for 0 < p < 1; Bishop (2006), section 4.3.2."""
    p, y = array(p), array(y)
    return (p - y) / (p * (1 - p))


def mean_squared_error(y: ArrayLike, yhat: ArrayLike) -> Array:
    """The mean of (yhat - y)^2 over all elements of two arrays of one shape.

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 5.1.4.
    """
    return array(np.mean((array(yhat) - array(y)) ** 2))
