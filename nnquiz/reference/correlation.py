"""Convolution layers: cross-correlation over images, its gradients, and the flipped convolution of mathematics.

Images have the shape (m, C, H, W): examples, channels, rows, columns. A kernel has the shape (F, C, kh, kw), for F
maps that come out. Padding p puts p rows and columns of zeros on each side.
"""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def conv2d(
    x: ArrayLike, k: ArrayLike, b: ArrayLike | None = None, *, stride: int = 1, padding: int = 0
) -> Array:
    """Each place's sum over channels, rows and columns of patch times kernel, plus b (F,); shape (m, F, H', W').

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 9.5.
    """
    k = array(k)
    windows = _windows(_padded(array(x), padding), k.shape[2], k.shape[3], stride)
    y = np.einsum("mcijuv,fcuv->mfij", windows, k)
    return array(y if b is None else y + array(b)[:, None, None])


def conv2d_kernel_gradient(
    x: ArrayLike, dy: ArrayLike, size: tuple[int, int], *, stride: int = 1, padding: int = 0
) -> Array:
    """The gradient by a kernel of that size (kh, kw), from dy (m, F, H', W') by the output; shape (F, C, kh, kw).

    Goodfellow, Bengio & Courville (2016), section 9.5.
    """
    dy = array(dy)
    windows = _windows(_padded(array(x), padding), *size, stride)
    # Rows and columns at the end which no stride reaches have had no part in the output.
    return array(np.einsum("mcijuv,mfij->fcuv", windows[:, :, : dy.shape[2], : dy.shape[3]], dy))


def conv2d_input_gradient(
    dy: ArrayLike, k: ArrayLike, size: tuple[int, int], *, stride: int = 1, padding: int = 0
) -> Array:
    """The gradient by an input of that size (H, W), from dy (m, F, H', W') by the output; shape (m, C, H, W).

    Goodfellow, Bengio & Courville (2016), section 9.5.
    """
    dy, k = array(dy), array(k)
    H, W = size
    dx = np.zeros((dy.shape[0], k.shape[1], H + 2 * padding, W + 2 * padding))
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            top, left = i * stride, j * stride
            patch = dx[:, :, top : top + k.shape[2], left : left + k.shape[3]]
            # Patches overlap where the stride is less than the kernel: what they get adds up.
            patch += np.einsum("mf,fcuv->mcuv", dy[:, :, i, j], k)
    return dx[:, :, padding : padding + H, padding : padding + W]


def correlate(x: ArrayLike, k: ArrayLike, *, stride: int = 1, padding: int = 0) -> Array:
    """One image (H, W) and one kernel (kh, kw), not flipped; Goodfellow, Bengio & Courville (2016), equation 9.6."""
    y = conv2d(array(x)[None, None], array(k)[None, None], stride=stride, padding=padding)
    return array(y[0, 0])


def convolve(x: ArrayLike, k: ArrayLike) -> Array:
    """One image and one kernel, turned by 180 degrees, at all places where the kernel fits as a whole.

    Goodfellow, Bengio & Courville (2016), equation 9.5.
    """
    return correlate(x, array(k)[::-1, ::-1])


def _padded(x: Array, padding: int) -> Array:
    sides = (padding, padding)
    return np.pad(x, ((0, 0), (0, 0), sides, sides))


def _windows(x: Array, kh: int, kw: int, stride: int) -> Array:
    """All patches of that size: shape (m, C, H', W', kh, kw)."""
    patches = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))
    return array(patches[:, :, ::stride, ::stride])
