"""What is done to a gradient before a step."""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def clip_by_norm(g: ArrayLike, c: float) -> Array:
    """The gradient of shape (n,), scaled to the Euclidean norm c where its own is larger.

    Pascanu, Mikolov & Bengio, On the difficulty of training recurrent neural networks (2013), Algorithm 1.
    """
    g = array(g)
    norm = np.linalg.norm(g)
    return array(g * c / norm) if norm > c else g


def l2_gradient(w: ArrayLike, dw: ArrayLike, *, lam: float, m: int) -> Array:
    """The gradient dw of a cost to which lam / (2m) sum w^2 is added: dw + lam / m w, of the shape of both.

    Nielsen, Neural Networks and Deep Learning (2015), chapter 3, equation 88.
    """
    return array(dw) + lam / m * array(w)
