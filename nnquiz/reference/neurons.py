"""One neuron."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.activations import sigmoid
from nnquiz.reference.arrays import Array, array


class Perceptron(NamedTuple):
    """The weights and the bias of a perceptron."""

    w: Array
    b: Array


def sigmoid_neuron(w: ArrayLike, x: ArrayLike, b: ArrayLike) -> Array:
    """sigmoid(w . x + b) for weights w and inputs x of shape (n,), or inputs of shape (m, n) for m examples.

    Nielsen, Neural Networks and Deep Learning (2015), chapter 1, equation 4.
    """
    return sigmoid(array(x) @ array(w) + array(b))


def perceptron(w: ArrayLike, x: ArrayLike, b: ArrayLike) -> Array:
    """1 where w . x + b > 0, and 0 elsewhere, for w and x of shape (n,), or x of shape (m, n) for m examples.

    Nielsen, Neural Networks and Deep Learning (2015), chapter 1, equation 2.
    """
    return np.where(array(x) @ array(w) + array(b) > 0, 1.0, 0.0)


def perceptron_update(w: ArrayLike, b: ArrayLike, x: ArrayLike, t: float, *, eta: float) -> Perceptron:
    """One example x of shape (n,) with the target t, 0 or 1: w <- w + eta (t - y) x; b <- b + eta (t - y).

    Haykin, Neural Networks and Learning Machines (2009), Table 1.1, which has outputs of -1 and 1.
    """
    e = t - perceptron(w, x, b)
    return Perceptron(array(w) + eta * e * array(x), array(array(b) + eta * e))
