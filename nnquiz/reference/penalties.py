"""Costs with a penalty on the weights, for m examples; the weights w are an array of any shape, without the biases."""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def l2_cost(cost: ArrayLike, w: ArrayLike, *, lam: float, m: int) -> Array:
    """The cost plus lam / (2m) sum w^2; Nielsen, Neural Networks and Deep Learning (2015), chapter 3, equation 87."""
    return array(array(cost) + lam / (2 * m) * np.sum(array(w) ** 2))


def l1_cost(cost: ArrayLike, w: ArrayLike, *, lam: float, m: int) -> Array:
    """The cost plus lam / m sum |w|; Nielsen, Neural Networks and Deep Learning (2015), chapter 3, equation 95."""
    return array(array(cost) + lam / m * np.sum(np.abs(array(w))))
