"""The backward pass through single nodes of a graph: from the derivative by a node's output to those by its inputs.

The names are those of the graph: dz is the derivative of the loss by z, and likewise dx, dy and da.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.activations import sigmoid_prime
from nnquiz.reference.arrays import Array, array


class NeuronGradients(NamedTuple):
    """The derivatives of a loss by a neuron's weights, inputs and bias."""

    w: Array
    x: Array
    b: Array


def add_backward(x: ArrayLike, y: ArrayLike, dz: ArrayLike) -> tuple[Array, Array]:
    """Through z = x + y both inputs get dz, element by element; arrays of one shape.

    Karpathy, CS231n, Backpropagation, Intuitions: patterns in backward flow.
    """
    dz = array(dz)
    return dz * np.ones_like(array(x)), dz * np.ones_like(array(y))


def multiply_backward(x: ArrayLike, y: ArrayLike, dz: ArrayLike) -> tuple[Array, Array]:
    """Through z = x y, element by element, each input gets dz times the other; arrays of one shape.

    Karpathy, CS231n, Backpropagation, Intuitions: patterns in backward flow.
    """
    dz = array(dz)
    return dz * array(y), dz * array(x)


def max_backward(x: ArrayLike, y: ArrayLike, dz: ArrayLike) -> tuple[Array, Array]:
    """Through z = max(x, y), element by element, the larger input gets dz; arrays of one shape.

    Where both are equal there is no derivative, and each gets half, as in PyTorch's `maximum`.

    Karpathy, CS231n, Backpropagation, Intuitions: patterns in backward flow.
    """
    x, y, dz = array(x), array(y), array(dz)
    share = np.where(x == y, 0.5, x > y)
    return array(dz * share), array(dz * (1 - share))


def sigmoid_neuron_backward(w: ArrayLike, x: ArrayLike, b: ArrayLike, da: ArrayLike) -> NeuronGradients:
    """Through a = sigmoid(w . x + b), with w of shape (n,): the derivatives of the shapes of w, x and b.

    One example: x of shape (n,) and da a number. A batch: x of shape (m, n) and da (m,), and the derivatives by w and
    b are summed over its examples.

    Nielsen, Neural Networks and Deep Learning (2015), chapter 2, equations BP1 to BP4.
    """
    w, x = array(w), array(x)
    dz = array(da) * sigmoid_prime(x @ w + array(b))
    return NeuronGradients(
        w=array(np.tensordot(dz, x, axes=dz.ndim)), x=array(np.multiply.outer(dz, w)), b=array(dz.sum())
    )
