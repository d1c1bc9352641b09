"""Activation functions and their derivatives, element by element unless a function says otherwise.

Every `*_prime` takes the pre-activation z, not the output.
"""

import math

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


def identity(z: ArrayLike) -> Array:
    """The number itself, a linear output unit; Goodfellow, Bengio & Courville (2016), section 6.2.2.1."""
    return array(z)


def identity_prime(z: ArrayLike) -> Array:
    """1 everywhere; Goodfellow, Bengio & Courville (2016), section 6.2.2.1."""
    return np.ones_like(array(z))


def absolute(z: ArrayLike) -> Array:
    """The size |z|, absolute value rectification; Goodfellow, Bengio & Courville (2016), section 6.3.1."""
    return np.abs(array(z))


def absolute_prime(z: ArrayLike) -> Array:
    """The sign of z, 0 at 0 by convention; Goodfellow, Bengio & Courville (2016), section 6.3.1."""
    return np.sign(array(z))


def relu(z: ArrayLike) -> Array:
    """max(0, z); Glorot, Bordes & Bengio, Deep sparse rectifier neural networks (2011), section 3."""
    return np.maximum(array(z), 0.0)


def relu_prime(z: ArrayLike) -> Array:
    """1 where z is positive, 0 elsewhere, at 0 by convention; Goodfellow et al. (2016), section 6.3."""
    return np.where(array(z) > 0, 1.0, 0.0)


def leaky_relu(z: ArrayLike, alpha: float) -> Array:
    """The number itself where it is positive, alpha z elsewhere.

    Maas, Hannun & Ng, Rectifier nonlinearities improve neural network acoustic models (2013), section 2.
    """
    z = array(z)
    return np.where(z > 0, z, alpha * z)


def leaky_relu_prime(z: ArrayLike, alpha: float) -> Array:
    """1 where z is positive, alpha elsewhere, at 0 as well; Maas, Hannun & Ng (2013), section 2."""
    return np.where(array(z) > 0, 1.0, alpha)


def elu(z: ArrayLike, alpha: float = 1.0) -> Array:
    """The number itself where it is positive, alpha (e^z - 1) elsewhere.

    Clevert, Unterthiner & Hochreiter, Fast and accurate deep network learning by exponential linear units
    (2016), section 3.
    """
    z = array(z)
    # The branch not taken must not overflow; expm1 keeps the digits of e^z - 1 near 0.
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


def elu_prime(z: ArrayLike, alpha: float = 1.0) -> Array:
    """1 where z is positive, alpha e^z elsewhere, at 0 as well; Clevert et al. (2016), section 3."""
    z = array(z)
    return np.where(z > 0, 1.0, alpha * np.exp(np.minimum(z, 0)))


# The fixed point for mean 0 and variance 1.
_SELU_LAMBDA, _SELU_ALPHA = 1.0507009873554804934, 1.6732632423543772848


def selu(z: ArrayLike) -> Array:
    """The scaled lambda ELU(z), with the paper's lambda and alpha.

    Klambauer, Unterthiner, Mayr & Hochreiter, Self-normalizing neural networks (2017), equation 2.
    """
    return _SELU_LAMBDA * elu(z, _SELU_ALPHA)


def selu_prime(z: ArrayLike) -> Array:
    """The derivative of ELU times lambda; Klambauer et al. (2017), equation 2."""
    return _SELU_LAMBDA * elu_prime(z, _SELU_ALPHA)


def softplus(z: ArrayLike) -> Array:
    """ln(1 + e^z), for any finite z without overflow; Goodfellow, Bengio & Courville (2016), section 3.10."""
    return array(np.logaddexp(0.0, array(z)))


def softplus_prime(z: ArrayLike) -> Array:
    """The sigmoid of z; Goodfellow, Bengio & Courville (2016), section 3.10."""
    return sigmoid(z)


def swish(z: ArrayLike, beta: float = 1.0) -> Array:
    """The product z sigmoid(beta z), called SiLU where beta is 1.

    Ramachandran, Zoph & Le, Searching for activation functions (2017), section 4.
    """
    z = array(z)
    return z * sigmoid(beta * z)


def swish_prime(z: ArrayLike, beta: float = 1.0) -> Array:
    """The sum s + beta z s (1 - s) with s = sigmoid(beta z); Ramachandran, Zoph & Le (2017), section 4."""
    z = array(z)
    return sigmoid(beta * z) + beta * z * sigmoid_prime(beta * z)


def normal_pdf(z: ArrayLike) -> Array:
    """phi(z) = e^(-z^2 / 2) / sqrt(2 pi), the standard normal density; Bishop (2006), equation 1.46."""
    # Beyond 40 the density is 0 in float64, and the square of a large number would overflow.
    size = np.minimum(np.abs(array(z)), 40.0)
    return array(np.exp(-(size**2) / 2) / math.sqrt(2 * math.pi))


def normal_cdf(z: ArrayLike) -> Array:
    """Phi(z), the integral of the standard normal density up to z.

    Bishop, Pattern Recognition and Machine Learning (2006), equation 4.114.
    """
    # NumPy has no erf. The complement keeps the digits far to the left, where Phi is nearly 0.
    return array(np.vectorize(_normal_cdf, otypes=[float])(array(z)))


def _normal_cdf(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2


def gelu(z: ArrayLike) -> Array:
    """The exact form, z Phi(z); Hendrycks & Gimpel, Gaussian error linear units (2016), section 2."""
    z = array(z)
    return z * normal_cdf(z)


def gelu_prime(z: ArrayLike) -> Array:
    """Phi(z) + z phi(z), the derivative of z Phi(z); Hendrycks & Gimpel (2016), section 2."""
    z = array(z)
    return normal_cdf(z) + z * normal_pdf(z)


def gelu_tanh(z: ArrayLike) -> Array:
    """z/2 (1 + tanh(sqrt(2 / pi) (z + 0.044715 z^3))), which is near to `gelu`.

    Hendrycks & Gimpel (2016), section 2.
    """
    z = array(z)
    return z * sigmoid(2 * _gelu_argument(z))


def gelu_tanh_prime(z: ArrayLike) -> Array:
    """The sum s + 2 z s (1 - s) u' with s = (1 + tanh(u)) / 2; Hendrycks & Gimpel (2016), section 2."""
    z = array(z)
    u = _gelu_argument(z)
    slope = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * np.clip(z, -40.0, 40.0) ** 2)
    return sigmoid(2 * u) + z * sigmoid_prime(2 * u) * 2 * slope


def _gelu_argument(z: Array) -> Array:
    # Beyond 40 the tanh is 1 or -1 in float64, and the cube of a large number would overflow.
    z = np.clip(z, -40.0, 40.0)
    return array(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))


def softmax(z: ArrayLike, T: float = 1.0) -> Array:
    """e^(z_i / T) / sum_j e^(z_j / T) along the last axis; shapes (..., C), any finite z.

    Hinton, Vinyals & Dean, Distilling the knowledge in a neural network (2015), equation 1. T is the
    temperature; with T = 1 it is softmax as it is usually meant.
    """
    z = array(z) / T
    # The largest logit becomes 0: the quotient is the same, and nothing overflows.
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return array(e / e.sum(axis=-1, keepdims=True))


def softmax_jacobian(z: ArrayLike) -> Array:
    """dp_i / dz_j = p_i (1[i = j] - p_j) with p = softmax(z); (..., C) becomes (..., C, C), i before j.

    Bishop, Pattern Recognition and Machine Learning (2006), equation 4.106.
    """
    p = softmax(z)
    return array(p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :]))


def log_sum_exp(z: ArrayLike) -> Array:
    """ln(sum_j e^z_j) along the last axis, which goes: (..., C) becomes (...), for any finite z without overflow.

    Blanchard, Higham & Higham, Accurately computing the log-sum-exp and softmax functions (2021).
    """
    z = array(z)
    m = z.max(axis=-1)
    return array(m + np.log(np.exp(z - m[..., None]).sum(axis=-1)))


def log_softmax(z: ArrayLike) -> Array:
    """The logarithm of softmax, z - log_sum_exp(z), along the last axis; shapes (..., C), any finite z.

    Goodfellow, Bengio & Courville (2016), equation 6.30.
    """
    z = array(z)
    shifted = z - z.max(axis=-1, keepdims=True)
    return array(shifted - log_sum_exp(shifted)[..., None])
