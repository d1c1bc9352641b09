"""Normalization of activations."""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def batch_norm_inference(
    x: ArrayLike,
    mean: ArrayLike,
    var: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    *,
    epsilon: float = 0.0,
) -> Array:
    """With the statistics of training, gamma (x - mean) / sqrt(var + epsilon) + beta; x (m, n) or (n,), others (n,).

    Ioffe & Szegedy, Batch normalization (2015), Algorithm 2.
    """
    x_hat = (array(x) - array(mean)) / np.sqrt(array(var) + epsilon)
    return array(gamma) * x_hat + array(beta)
