"""Normalization of activations."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


class Normalized(NamedTuple):
    """The output, the same before gamma and beta, and the statistics used."""

    y: Array
    x_hat: Array
    mean: Array
    var: Array


class NormalizationGradients(NamedTuple):
    """The gradients of a loss by the input and by the two parameters."""

    x: Array
    gamma: Array
    beta: Array


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


def batch_norm(x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, *, epsilon: float = 0.0) -> Normalized:
    """In training, with mean and variance (over m) of the batch; x is (m, n) or (m,), the others (n,) or ().

    Ioffe & Szegedy, Batch normalization (2015), Algorithm 1.
    """
    return _normalized(array(x), gamma, beta, axis=0, epsilon=epsilon)


def batch_norm_backward(
    dy: ArrayLike, x: ArrayLike, gamma: ArrayLike, *, epsilon: float = 0.0
) -> NormalizationGradients:
    """The gradients by x, gamma and beta from dy, that by the output; shapes as in `batch_norm`.

    Ioffe & Szegedy, Batch normalization (2015), section 3, the equations of the backward pass.
    """
    dy, done = array(dy), batch_norm(x, gamma, 0, epsilon=epsilon)
    dx = _through(dy * array(gamma), done, axis=0, epsilon=epsilon)
    return NormalizationGradients(dx, np.sum(dy * done.x_hat, axis=0), np.sum(dy, axis=0))


def running_average(old: ArrayLike, new: ArrayLike, *, momentum: float) -> Array:
    """(1 - momentum) old + momentum new, of the shape of both: a running mean or variance after one more batch.

    As PyTorch's BatchNorm has it, whose momentum weighs the new one; the variance that it takes is over m - 1.
    """
    return (1 - momentum) * array(old) + momentum * array(new)


def layer_norm(x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, *, epsilon: float = 0.0) -> Normalized:
    """Each example by the mean and variance (over n) of its features; x is (..., n), gamma and beta (n,).

    Ba, Kiros & Hinton, Layer normalization (2016), equations 3 and 4.
    """
    return _normalized(array(x), gamma, beta, axis=-1, epsilon=epsilon)


def layer_norm_backward(
    dy: ArrayLike, x: ArrayLike, gamma: ArrayLike, *, epsilon: float = 0.0
) -> NormalizationGradients:
    """The gradients by x, gamma and beta from dy, that by the output; shapes as in `layer_norm`.

    By the chain rule from Ba, Kiros & Hinton (2016), equations 3 and 4, as in batch normalization.
    """
    dy, done = array(dy), layer_norm(x, gamma, 0, epsilon=epsilon)
    dx = _through(dy * array(gamma), done, axis=-1, epsilon=epsilon)
    examples = tuple(range(dy.ndim - 1))
    return NormalizationGradients(dx, np.sum(dy * done.x_hat, axis=examples), np.sum(dy, axis=examples))


def _normalized(x: Array, gamma: ArrayLike, beta: ArrayLike, *, axis: int, epsilon: float) -> Normalized:
    mean, var = x.mean(axis=axis, keepdims=True), x.var(axis=axis, keepdims=True)
    x_hat = (x - mean) / np.sqrt(var + epsilon)
    y = array(gamma) * x_hat + array(beta)
    return Normalized(y, x_hat, mean.squeeze(axis), var.squeeze(axis))


def _through(dx_hat: Array, done: Normalized, *, axis: int, epsilon: float) -> Array:
    """The gradient by x: what shifts or stretches all values alike is taken out, for the output ignores it."""
    shift = dx_hat.mean(axis=axis, keepdims=True)
    stretch = (dx_hat * done.x_hat).mean(axis=axis, keepdims=True)
    root = np.sqrt(np.expand_dims(done.var, axis) + epsilon)
    return array((dx_hat - shift - done.x_hat * stretch) / root)
