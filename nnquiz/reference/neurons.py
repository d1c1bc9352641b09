"""One neuron."""

from numpy.typing import ArrayLike

from nnquiz.reference.activations import sigmoid
from nnquiz.reference.arrays import Array, array


def sigmoid_neuron(w: ArrayLike, x: ArrayLike, b: ArrayLike) -> Array:
    """sigmoid(w . x + b) for weights w and inputs x of shape (n,), or inputs of shape (m, n) for m examples.

    Nielsen, Neural Networks and Deep Learning (2015), chapter 1, equation 4.
    """
    return sigmoid(array(x) @ array(w) + array(b))
