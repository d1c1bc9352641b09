"""Gradient checking: gradients by central differences, and how far others are from them."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def central_difference(f: Callable[[Array], ArrayLike], x: ArrayLike, h: float = 1e-5) -> Array:
    """(f(x + h) - f(x - h)) / (2 h) for each element of x by itself, of the shape of x; f gives one number.

    Bishop, Pattern Recognition and Machine Learning (2006), section 5.3.3.
    """
    x = array(x)
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        change = np.zeros_like(x)
        change[place] = h
        gradient[place] = (array(f(x + change)) - array(f(x - change))) / (2 * h)
    return gradient


def relative_error_sum(a: ArrayLike, n: ArrayLike) -> Array:
    """|a - n| / (|a| + |n|) for each element, 0 where both are 0; of the shape of a and n.

    Karpathy, CS231n, Neural Networks Part 3, section Gradient Checks, which adds or takes the larger.
    """
    a, n = array(a), array(n)
    return _quotient(np.abs(a - n), np.abs(a) + np.abs(n))


def relative_error_max(a: ArrayLike, n: ArrayLike) -> Array:
    """|a - n| / max(|a|, |n|) for each element, 0 where both are 0; of the shape of a and n.

    Karpathy, CS231n, Neural Networks Part 3, section Gradient Checks.
    """
    a, n = array(a), array(n)
    return _quotient(np.abs(a - n), np.maximum(np.abs(a), np.abs(n)))


def relative_error_norm(a: ArrayLike, n: ArrayLike) -> Array:
    """||a - n|| / (||a|| + ||n||) with the Euclidean norms of all elements, one number; 0 where both norms are 0.

    Ng, Improving Deep Neural Networks (2017), week 1.
    """
    a, n = array(a).ravel(), array(n).ravel()
    return _quotient(np.linalg.norm(a - n), np.linalg.norm(a) + np.linalg.norm(n))


def _quotient(above: ArrayLike, below: ArrayLike) -> Array:
    """The quotient of numbers that are 0 together, and then 0."""
    above, below = array(above), array(below)
    return above / np.where(below == 0, 1, below)
