"""A network with one hidden layer from scratch: sigmoid units, trained by gradient descent on all examples at once.

Examples are columns. With n_x inputs, n_h hidden and n_y output units and m examples, X is (n_x, m), A1 (n_h, m),
A2 and Y (n_y, m). dZ1 and dZ2, the deltas, hold the derivatives of each example's own loss by its pre-activations.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.activations import sigmoid
from nnquiz.reference.arrays import Array, array
from nnquiz.reference.losses import binary_cross_entropy

#: What an example costs, summed over its outputs: -(y ln a + (1 - y) ln(1 - a)), or (a - y)^2 / 2.
Loss = Literal["cross-entropy", "squared error"]


class Parameters(NamedTuple):
    """W1 (n_h, n_x), b1 (n_h, 1), W2 (n_y, n_h), b2 (n_y, 1); or the gradients by them, of the same shapes."""

    W1: Array
    b1: Array
    W2: Array
    b2: Array


class Activations(NamedTuple):
    """What the hidden and the output layer give: A1 (n_h, m), A2 (n_y, m)."""

    A1: Array
    A2: Array


def initialise(n_x: int, n_h: int, n_y: int, *, rng: np.random.Generator) -> Parameters:
    """Random weights of the standard deviation 1 / sqrt(inputs), lest all units stay alike; biases of 0.

    LeCun, Bottou, Orr & Müller, Efficient BackProp (1998), section 4.6.
    """
    W1 = rng.normal(size=(n_h, n_x)) / np.sqrt(n_x)
    W2 = rng.normal(size=(n_y, n_h)) / np.sqrt(n_h)
    return Parameters(W1, np.zeros((n_h, 1)), W2, np.zeros((n_y, 1)))


def forward(parameters: Parameters, X: ArrayLike) -> Activations:
    """A1 = sigmoid(W1 X + b1), A2 = sigmoid(W2 A1 + b2); Nielsen (2015), chapter 2, equation 25."""
    W1, b1, W2, b2 = parameters
    A1 = sigmoid(W1 @ array(X) + b1)
    A2 = sigmoid(W2 @ A1 + b2)
    return Activations(A1, A2)


def cost(A2: ArrayLike, Y: ArrayLike, *, loss: Loss) -> float:
    """The mean of the examples' losses: a sum over the m columns, divided by m.

    Nielsen, Neural Networks and Deep Learning (2015), chapter 1, equation 6; chapter 3 for the cross-entropy.
    """
    A2, Y = array(A2), array(Y)
    losses = binary_cross_entropy(A2, Y) if loss == "cross-entropy" else (A2 - Y) ** 2 / 2
    return float(losses.sum() / Y.shape[1])


def output_delta(A2: ArrayLike, Y: ArrayLike, *, loss: Loss) -> Array:
    """dZ2, of any one shape of A2 and Y: A2 - Y for cross-entropy, (A2 - Y) A2 (1 - A2) for the squared error.

    Nielsen (2015), chapter 2, equation BP1; chapter 3 shows that with cross-entropy sigmoid' cancels.
    """
    A2, Y = array(A2), array(Y)
    return A2 - Y if loss == "cross-entropy" else (A2 - Y) * A2 * (1 - A2)


def hidden_delta(W2: ArrayLike, dZ2: ArrayLike, A1: ArrayLike) -> Array:
    """dZ1 = W2^T dZ2 * A1 (1 - A1), element by element; W2 (n_y, n_h), dZ2 (n_y, m) or (n_y,), A1 accordingly.

    Nielsen (2015), chapter 2, equation BP2.
    """
    A1 = array(A1)
    return array(W2).T @ array(dZ2) * A1 * (1 - A1)


def weight_gradient(dZ: ArrayLike, A: ArrayLike) -> Array:
    """The mean of the examples' outer products, dZ A^T / m, (n_out, n_in); dZ (n_out, m), A (n_in, m) went in.

    Nielsen (2015), chapter 2, equation BP4.
    """
    dZ = array(dZ)
    return array(dZ @ array(A).T / dZ.shape[1])


def bias_gradient(dZ: ArrayLike) -> Array:
    """The mean of dZ over the examples, (n_out, 1), for dZ (n_out, m); Nielsen (2015), chapter 2, equation BP3."""
    dZ = array(dZ)
    return array(dZ.sum(axis=1, keepdims=True) / dZ.shape[1])


def backward(
    parameters: Parameters, X: ArrayLike, Y: ArrayLike, activations: Activations, *, loss: Loss
) -> Parameters:
    """The gradients of the cost by all parameters, from what `forward` gave.

    Rumelhart, Hinton & Williams, Learning representations by back-propagating errors (1986).
    """
    A1, A2 = activations
    dZ2 = output_delta(A2, Y, loss=loss)
    # By the weights that made the prediction: nothing is updated before all gradients are known.
    dZ1 = hidden_delta(parameters.W2, dZ2, A1)
    return Parameters(
        weight_gradient(dZ1, X), bias_gradient(dZ1), weight_gradient(dZ2, A1), bias_gradient(dZ2)
    )


def update(parameters: Parameters, gradients: Parameters, *, lr: float) -> Parameters:
    """Each parameter less lr times its gradient; Rumelhart, Hinton & Williams (1986)."""
    return Parameters(*(one - lr * d for one, d in zip(parameters, gradients, strict=True)))


def train(
    parameters: Parameters, X: ArrayLike, Y: ArrayLike, *, loss: Loss, lr: float, steps: int
) -> Iterator[tuple[Parameters, float]]:
    """Step after step, the parameters after it and the cost before it; Rumelhart, Hinton & Williams (1986)."""
    for _ in range(steps):
        activations = forward(parameters, X)
        before = cost(activations.A2, Y, loss=loss)
        parameters = update(parameters, backward(parameters, X, Y, activations, loss=loss), lr=lr)
        yield parameters, before


def xor() -> tuple[Array, Array]:
    """X (2, 4) and Y (1, 4): a 1 where the two inputs differ, which no single layer can learn.

    Minsky & Papert, Perceptrons (1969).
    """
    return array([[0, 0, 1, 1], [0, 1, 0, 1]]), array([[0, 1, 1, 0]])


def moons(m: int, *, noise: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """X (2, m) and Y (1, m): two half circles that reach into each other, the labels 0 and 1 in turn.

    Placed as by `make_moons` of scikit-learn; normal noise of the standard deviation `noise` is added.
    """
    Y = np.arange(m) % 2
    angle = rng.uniform(0, np.pi, size=m)
    upper = np.stack([np.cos(angle), np.sin(angle)])
    lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)])
    X = np.where(Y == 0, upper, lower) + noise * rng.normal(size=(2, m))
    return array(X), array(Y[np.newaxis])
