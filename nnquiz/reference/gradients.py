"""What is done to a gradient before a step."""

from collections.abc import Sequence

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


def clip_by_global_norm(gradients: Sequence[ArrayLike], c: float) -> list[Array]:
    """Arrays of any shapes, all scaled by one factor so that their common Euclidean norm is at most c.

    Pascanu, Mikolov & Bengio (2013), Algorithm 1, with all parameters as one vector.
    """
    arrays = [array(g) for g in gradients]
    norm = np.sqrt(sum(np.sum(g**2) for g in arrays))
    return [g * c / norm for g in arrays] if norm > c else arrays


def clip_by_value(g: ArrayLike, c: float) -> Array:
    """The gradient with each entry moved into [-c, c] by itself, of its shape.

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 10.11.1.
    """
    return np.clip(array(g), -c, c)


def l2_gradient(w: ArrayLike, dw: ArrayLike, *, lam: float, m: int) -> Array:
    """The gradient dw of a cost to which lam / (2m) sum w^2 is added: dw + lam / m w, of the shape of both.

    Nielsen, Neural Networks and Deep Learning (2015), chapter 3, equation 88.
    """
    return array(dw) + lam / m * array(w)
