"""Exponentially weighted averages: a value of k steps ago has the weight (1 - beta) beta^k."""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def blend(v: ArrayLike, x: ArrayLike, *, beta: float) -> Array:
    """The average after one more value x, beta v + (1 - beta) x; v and x of one shape.

    Ng, Deep Learning Specialization, Improving Deep Neural Networks (2017), week 2.
    """
    return beta * array(v) + (1 - beta) * array(x)


def moving_average(x: ArrayLike, *, beta: float, start: ArrayLike = 0.0) -> Array:
    """The average after each of the values x of shape (T, ...), of the same shape; `start` is that before the first.

    Ng (2017), week 2, as `blend`.
    """
    x = array(x)
    averages = np.empty_like(x)
    v = array(start)
    for t, value in enumerate(x):
        v = averages[t] = blend(v, value, beta=beta)
    return averages


def corrected(v: ArrayLike, *, t: int, beta: float) -> Array:
    """An average that started at 0, divided by what its t values weigh together: v / (1 - beta^t), t from 1.

    Kingma & Ba, Adam: a method for stochastic optimization (2015), section 3.
    """
    return array(array(v) / (1 - beta**t))


def window(beta: float) -> float:
    """Over about how many values an average with this beta averages, 1 / (1 - beta); Ng (2017), week 2."""
    return 1 / (1 - beta)


def beta_of_window(n: float) -> float:
    """The beta that averages over about n values, 1 - 1 / n, the inverse of `window`; Ng (2017), week 2."""
    return 1 - 1 / n
