"""Pooling over windows of f by f, moved by the stride s; x has the shape (..., H, W), and the leading axes stay."""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def max_pool2d(x: ArrayLike, f: int, s: int) -> Array:
    """The largest number of each window; Goodfellow, Bengio & Courville, Deep Learning (2016), section 9.3."""
    return array(_windows(array(x), f, s).max(axis=(-2, -1)))


def average_pool2d(x: ArrayLike, f: int, s: int) -> Array:
    """The mean of each window; LeCun, Bottou, Bengio & Haffner, Gradient-based learning (1998), section II.A."""
    return array(_windows(array(x), f, s).mean(axis=(-2, -1)))


def max_pool2d_backward(x: ArrayLike, dy: ArrayLike, f: int, s: int) -> Array:
    """The gradient by x: each window's dy goes to its largest number, to the first in reading order of equal ones.

    Scherer, Müller & Behnke, Evaluation of pooling operations in convolutional architectures (2010).
    """
    x = array(x)
    windows = _windows(x, f, s)
    winners = windows.reshape(*windows.shape[:-2], f * f).argmax(axis=-1)
    is_winner = winners[..., None] == np.arange(f * f)
    return _spread(is_winner.reshape(windows.shape) * array(dy)[..., None, None], x, s)


def average_pool2d_backward(x: ArrayLike, dy: ArrayLike, f: int, s: int) -> Array:
    """The gradient by x: each window's dy, shared equally among its numbers.

    The derivative of the mean in LeCun and others (1998), section II.A.
    """
    x = array(x)
    windows = _windows(x, f, s)
    return _spread(np.ones_like(windows) / f**2 * array(dy)[..., None, None], x, s)


def _windows(x: Array, f: int, s: int) -> Array:
    """All windows: shape (..., H', W', f, f)."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (f, f), axis=(-2, -1))
    return array(windows[..., ::s, ::s, :, :])


def _spread(parts: Array, x: Array, s: int) -> Array:
    """What each window gives to its numbers, of shape (..., H', W', f, f), added up where windows overlap."""
    dx = np.zeros_like(x)
    rows, columns, f = parts.shape[-4], parts.shape[-3], parts.shape[-1]
    for i in range(rows):
        for j in range(columns):
            dx[..., i * s : i * s + f, j * s : j * s + f] += parts[..., i, j, :, :]
    return dx
