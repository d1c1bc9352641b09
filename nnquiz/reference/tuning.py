"""Drawing hyperparameters."""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def log_scale(a: float, b: float, u: ArrayLike) -> Array:
    """10^(a + u (b - a)), of the shape of u: from 10^a at u = 0 to 10^b at u = 1.

    Bergstra & Bengio, Random search for hyper-parameter optimization (2012), where such a draw is called exponential.
    """
    return array(np.power(10.0, a + array(u) * (b - a)))


def log_scale_below_one(a: float, b: float, u: ArrayLike) -> Array:
    """1 - 10^(a + u (b - a)), of the shape of u: a number below 1 whose distance from 1 is even on a log scale.

    Ng, Deep Learning Specialization, Improving Deep Neural Networks (2017), week 3.
    """
    return 1 - log_scale(a, b, u)
