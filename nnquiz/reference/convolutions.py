"""Sizes in a convolution."""


def output_size(i: int, k: int, p: int, s: int) -> int:
    """floor((i + 2 p - k) / s) + 1 along one axis: input i, kernel k, padding p on both sides, stride s.

    Dumoulin & Visin, A guide to convolution arithmetic for deep learning (2016), relationship 6.
    """
    return (i + 2 * p - k) // s + 1
