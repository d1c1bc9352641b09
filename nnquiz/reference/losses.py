"""Losses, and their derivatives: `*_prime` by the prediction, or by the logit where the loss is taken from logits.

Regression losses are means over all elements of two arrays of one shape. Losses for classification are for each
example by itself: of the shape (m,) for m examples of the shape (m, C), where classes are along the last axis.
Logarithms are natural.
"""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.activations import sigmoid, softmax
from nnquiz.reference.arrays import Array, array

# ---- regression


def mean_squared_error(y: ArrayLike, yhat: ArrayLike) -> Array:
    """The mean of (yhat - y)^2 over all elements of two arrays of one shape.

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 5.1.4.
    """
    return array(np.mean((array(yhat) - array(y)) ** 2))


def mean_squared_error_prime(y: ArrayLike, yhat: ArrayLike) -> Array:
    """The gradient 2 (yhat - y) / n for n elements, of the shape of both; Goodfellow et al. (2016), section 5.1.4."""
    e = array(yhat) - array(y)
    return 2 * e / e.size


def half_mean_squared_error(y: ArrayLike, yhat: ArrayLike) -> Array:
    """Half the mean of (yhat - y)^2 over all elements.

    Nielsen, Neural Networks and Deep Learning (2015), chapter 1, equation 6 (for outputs of one number).
    """
    return mean_squared_error(y, yhat) / 2


def half_mean_squared_error_prime(y: ArrayLike, yhat: ArrayLike) -> Array:
    """The gradient (yhat - y) / n for n elements, of the shape of both; Nielsen (2015), chapter 1, equation 6."""
    return mean_squared_error_prime(y, yhat) / 2


def root_mean_squared_error(y: ArrayLike, yhat: ArrayLike) -> Array:
    """The root of the mean squared error; Bishop, Pattern Recognition and Machine Learning (2006), equation 1.3."""
    return array(np.sqrt(mean_squared_error(y, yhat)))


def root_mean_squared_error_prime(y: ArrayLike, yhat: ArrayLike) -> Array:
    """The gradient (yhat - y) / (n RMSE) for n elements that are not all hit exactly; Bishop (2006), equation 1.3."""
    return half_mean_squared_error_prime(y, yhat) / root_mean_squared_error(y, yhat)


def mean_absolute_error(y: ArrayLike, yhat: ArrayLike) -> Array:
    """The mean of |yhat - y| over all elements.

    Hastie, Tibshirani & Friedman, The Elements of Statistical Learning (2009), section 10.6.
    """
    return array(np.mean(np.abs(array(yhat) - array(y))))


def mean_absolute_error_prime(y: ArrayLike, yhat: ArrayLike) -> Array:
    """The gradient sign(yhat - y) / n for n elements, 0 where there is no error.

    Hastie, Tibshirani & Friedman (2009), section 10.6.
    """
    e = array(yhat) - array(y)
    return np.sign(e) / e.size


def huber(y: ArrayLike, yhat: ArrayLike, *, delta: float) -> Array:
    """The mean of e^2 / 2 where |e| <= delta, and of delta (|e| - delta / 2) elsewhere, with e = yhat - y.

    Huber, Robust estimation of a location parameter (1964).
    """
    size = np.abs(array(yhat) - array(y))
    return array(np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2))))


def huber_prime(y: ArrayLike, yhat: ArrayLike, *, delta: float) -> Array:
    """The gradient: e / n for n elements, with e = yhat - y held between -delta and delta; Huber (1964)."""
    e = array(yhat) - array(y)
    return np.clip(e, -delta, delta) / e.size


# ---- two classes


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


def binary_cross_entropy_from_logits(z: ArrayLike, y: ArrayLike) -> Array:
    """The binary cross-entropy of p = sigmoid(z), of the shape of z and y, for any finite z.

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.2.2.2.
    """
    z, y = array(z), array(y)
    # ln(1 + e^z) - y z, where e^-|z| never overflows.
    return array(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))


def binary_cross_entropy_from_logits_prime(z: ArrayLike, y: ArrayLike) -> Array:
    """The derivative by z, sigmoid(z) - y; Bishop (2006), equation 4.91 (for one example)."""
    return sigmoid(z) - array(y)


def hinge(f: ArrayLike, y: ArrayLike) -> Array:
    """max(0, 1 - y f) for a score f and a label y of 1 or -1, of the shape of both; Bishop (2006), section 7.1.2."""
    return np.maximum(0, 1 - array(y) * array(f))


def hinge_prime(f: ArrayLike, y: ArrayLike) -> Array:
    """The derivative by f: -y where y f < 1, else 0; Bishop (2006), section 7.1.2."""
    f, y = array(f), array(y)
    return np.where(y * f < 1, -y, 0.0)


# ---- several classes


def cross_entropy(p: ArrayLike, y: ArrayLike) -> Array:
    """-sum_k y_k ln p_k for probabilities p and targets y, one-hot or any other distribution; (C,) or (m, C).

    Bishop, Pattern Recognition and Machine Learning (2006), equation 4.108 (for one example).
    """
    p, y = array(p), array(y)
    with np.errstate(divide="ignore", invalid="ignore"):
        # A class of weight 0 counts nothing, even where its logarithm is infinite.
        terms = np.where(y == 0, 0.0, y * np.log(p))
    return array(0 - terms.sum(axis=-1))


def cross_entropy_prime(p: ArrayLike, y: ArrayLike) -> Array:
    """The derivative by each p, -y_k / p_k, for p > 0; of the shape of both; Bishop (2006), equation 4.108."""
    return -array(y) / array(p)


def cross_entropy_from_logits(z: ArrayLike, y: ArrayLike) -> Array:
    """The cross-entropy of p = softmax(z) with targets y that sum to 1, for any finite z; (C,) or (m, C).

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.2.2.3.
    """
    return array(0 - (array(y) * log_softmax(z)).sum(axis=-1))


def cross_entropy_from_logits_prime(z: ArrayLike, y: ArrayLike) -> Array:
    """The derivative by each z, softmax(z) - y, for targets y that sum to 1; Bishop (2006), equation 4.109."""
    return softmax(z) - array(y)


def sparse_cross_entropy(p: ArrayLike, c: ArrayLike) -> Array:
    """-ln p_c for the true class c, counted from 0; p (C,) with one c, or (m, C) with c (m,).

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.2.2.3.
    """
    p = array(p)
    return cross_entropy(p, one_hot(c, p.shape[-1]))


def sparse_cross_entropy_prime(p: ArrayLike, c: ArrayLike) -> Array:
    """The derivative by each p: -1 / p_c for the true class, 0 for the others; Goodfellow et al. (2016), 6.2.2.3."""
    p = array(p)
    return cross_entropy_prime(p, one_hot(c, p.shape[-1]))


def sparse_cross_entropy_from_logits(z: ArrayLike, c: ArrayLike) -> Array:
    """-z_c + ln sum_k e^z_k for the true class c, counted from 0, and any finite z; shapes (C,), or (m, C) and (m,).

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.2.2.3.
    """
    z = array(z)
    return cross_entropy_from_logits(z, one_hot(c, z.shape[-1]))


def sparse_cross_entropy_from_logits_prime(z: ArrayLike, c: ArrayLike) -> Array:
    """The derivative by each z: softmax(z), less 1 for the true class; Bishop (2006), equation 4.109."""
    z = array(z)
    return cross_entropy_from_logits_prime(z, one_hot(c, z.shape[-1]))


def kl_divergence(p: ArrayLike, q: ArrayLike) -> Array:
    """sum_k p_k ln(p_k / q_k) of the distributions p and q, (C,) or (m, C); infinite where q excludes what p has.

    Kullback & Leibler, On information and sufficiency (1951).
    """
    p, q = array(p), array(q)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Term by term: the difference of two sums would lose its digits where p and q are alike.
        terms = np.where(p == 0, 0.0, p * np.log(p / q))
    return array(terms.sum(axis=-1))


def kl_divergence_prime(p: ArrayLike, q: ArrayLike) -> Array:
    """The derivative by each q, -p_k / q_k, for q > 0: the cross-entropy's; Kullback & Leibler (1951)."""
    return cross_entropy_prime(q, p)


# ---- targets and logarithms of probabilities


def one_hot(c: ArrayLike, C: int) -> Array:
    """1 at the class c, counted from 0, and 0 at the C - 1 others; c of any shape, the classes along a new last axis.

    Bishop, Pattern Recognition and Machine Learning (2006), section 2.2 (the 1-of-K scheme).
    """
    return array(np.eye(C)[np.asarray(c, dtype=np.intp)])


def smoothed_labels(y: ArrayLike, epsilon: float) -> Array:
    """(1 - epsilon) y + epsilon / C: part of the target y is spread evenly over all C classes; (C,) or (m, C).

    Szegedy, Vanhoucke, Ioffe, Shlens & Wojna, Rethinking the Inception architecture (2016), section 7.
    """
    y = array(y)
    return array((1 - epsilon) * y + epsilon / y.shape[-1])


def log_softmax(z: ArrayLike) -> Array:
    """z_i - ln sum_j e^z_j along the last axis, for any finite z; Goodfellow et al. (2016), section 6.2.2.3."""
    z = array(z)
    # The largest logit becomes 0: nothing overflows, and the sum is at least 1.
    below = z - z.max(axis=-1, keepdims=True)
    return array(below - np.log(np.exp(below).sum(axis=-1, keepdims=True)))
