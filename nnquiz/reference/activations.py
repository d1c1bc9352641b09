"""Activation functions and their derivatives, element by element unless a function says otherwise.

Every `*_prime` takes the pre-activation z, not the output.
"""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def sigmoid(z: ArrayLike) -> Array:
    """1 / (1 + e^-z), of any shape, for any finite z without overflow.

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 3.10.
    """
    z = array(z)
    # e^-|z| never overflows; below 0 the fraction is expanded by e^z.
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_prime(z: ArrayLike) -> Array:
    """The product a (1 - a) with a = sigmoid(z); Goodfellow, Bengio & Courville (2016), section 3.10."""
    # sigmoid(-z) is 1 - a without the loss of digits where a is nearly 1.
    return sigmoid(z) * sigmoid(-array(z))


def tanh(z: ArrayLike) -> Array:
    """(e^z - e^-z) / (e^z + e^-z); LeCun, Bottou, Orr & Müller, Efficient BackProp (1998), section 4.4."""
    return array(np.tanh(array(z)))


def tanh_prime(z: ArrayLike) -> Array:
    """1 - a^2 with a = tanh(z); LeCun, Bottou, Orr & Müller (1998), section 4.4."""
    a = tanh(z)
    # Factored, because 1 - a^2 loses its digits where a is nearly 1.
    return (1 - a) * (1 + a)


def leaky_relu(z: ArrayLike, alpha: float) -> Array:
    """The number itself where it is positive, alpha z elsewhere.

    Maas, Hannun & Ng, Rectifier nonlinearities improve neural network acoustic models (2013), section 2.
    """
    z = array(z)
    return np.where(z > 0, z, alpha * z)


def leaky_relu_prime(z: ArrayLike, alpha: float) -> Array:
    """1 where z is positive, alpha elsewhere, at 0 as well; Maas, Hannun & Ng (2013), section 2."""
    return np.where(array(z) > 0, 1.0, alpha)


def softmax(z: ArrayLike) -> Array:
    """e^z_i / sum_j e^z_j along the last axis; shapes (C,) or (m, C), any finite z.

    Bridle, Probabilistic interpretation of feedforward classification network outputs (1990).
    """
    z = array(z)
    # The largest logit becomes 0: the quotient is the same, and nothing overflows.
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return array(e / e.sum(axis=-1, keepdims=True))
