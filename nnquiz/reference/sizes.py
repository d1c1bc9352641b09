"""Sizes in a convolutional network: along one axis, of whole volumes, and of what a unit sees of the input."""

from collections.abc import Iterable
from math import prod
from typing import NamedTuple


class Volume(NamedTuple):
    """The sizes of an image or of feature maps."""

    channels: int
    height: int
    width: int


def output_size(i: int, k: int, p: int = 0, s: int = 1, d: int = 1) -> int:
    """floor((i + 2 p - d (k - 1) - 1) / s) + 1 along one axis: input i, kernel k, padding p on both sides, stride s.

    The dilation d is the distance of neighbouring elements of the kernel: 1 for a plain kernel. Where the kernel does
    not fit, the size is 0 or less. Dumoulin & Visin, A guide to convolution arithmetic for deep learning (2016),
    relationships 6 and 15.
    """
    return (i + 2 * p - extent(k, d)) // s + 1


def extent(k: int, d: int) -> int:
    """The size that a kernel k of dilation d covers: d (k - 1) + 1.

    Dumoulin & Visin (2016), section 5.1, where it is written k + (k - 1) (d - 1).
    """
    return d * (k - 1) + 1


def same_padding(k: int, d: int = 1) -> int:
    """The padding on both sides that keeps the size at stride 1, d (k - 1) / 2; ValueError where it is not whole.

    Dumoulin & Visin (2016), section 2.2.1 (half padding), with the extent of section 5.1.
    """
    if d * (k - 1) % 2:
        raise ValueError(f"no padding that is the same on both sides keeps the size for k = {k}, d = {d}")
    return d * (k - 1) // 2


def transposed_output_size(i: int, k: int, p: int, s: int) -> int:
    """The size of what a transposed convolution puts out, s (i - 1) + k - 2 p.

    The stride s and the padding p are those of the convolution that it transposes. Dumoulin & Visin (2016),
    relationship 13.
    """
    return s * (i - 1) + k - 2 * p


def pool_output_size(i: int, k: int, s: int) -> int:
    """floor((i - k) / s) + 1 for windows of size k at stride s, without padding.

    Dumoulin & Visin (2016), relationship 7.
    """
    return (i - k) // s + 1


def receptive_field(k: Iterable[int], s: Iterable[int]) -> int:
    """1 + sum of (k_l - 1) s_1 ... s_{l-1}: how much of the input one unit after layers of kernels k, strides s sees.

    Araujo, Norris & Sim, Computing Receptive Fields of Convolutional Neural Networks, Distill (2019), equation 2.
    """
    field, jump = 1, 1
    for kernel, stride in zip(k, s, strict=True):
        field += (kernel - 1) * jump
        jump *= stride
    return field


def convolved(volume: Volume, filters: int, k: int, p: int = 0, s: int = 1) -> Volume:
    """The feature maps that filters of k x k make of a volume, one map each.

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 9.5.
    """
    _, height, width = volume
    return Volume(filters, output_size(height, k, p, s), output_size(width, k, p, s))


def pooled(volume: Volume, k: int, s: int) -> Volume:
    """Each map of the volume pooled with windows of k x k at stride s: the channels stay.

    Goodfellow, Bengio & Courville (2016), section 9.3.
    """
    channels, height, width = volume
    return Volume(channels, pool_output_size(height, k, s), pool_output_size(width, k, s))


def flattened(volume: Volume) -> int:
    """How many numbers the volume has, laid out in one row as by PyTorch's Flatten."""
    return prod(volume)
