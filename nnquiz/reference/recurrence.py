"""Recurrent cells: one step of each, a run over a sequence, and backpropagation through time for the simple one.

For d inputs and n units x has the shape (d,) or, for m examples, (m, d); states have (n,) or (m, n). Weights stand as
in W x: W is (n, d) and U (n, n), or those of all gates one above the other, in the order in which a cell names them.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.activations import sigmoid, tanh
from nnquiz.reference.arrays import Array, array


class RnnGradients(NamedTuple):
    """Gradients by the inputs and by the state before, of their shapes, and by the weights, summed over examples."""

    dx: Array
    dh: Array
    dW: Array  # noqa: N815 - as books write it
    dU: Array  # noqa: N815
    db: Array


class Lstm(NamedTuple):
    """The gates, the candidate g, the cell and the state after a step."""

    i: Array
    f: Array
    g: Array
    o: Array
    c: Array
    h: Array


class Gru(NamedTuple):
    """The reset gate, the update gate, the candidate and the state after a step."""

    r: Array
    z: Array
    n: Array
    h: Array


def rnn_cell(x: ArrayLike, h: ArrayLike, W: ArrayLike, U: ArrayLike, b: ArrayLike) -> Array:
    """tanh(W x + U h + b); Goodfellow, Bengio & Courville, Deep Learning (2016), equations 10.8 and 10.9."""
    return tanh(array(x) @ array(W).T + array(h) @ array(U).T + array(b))


def rnn(xs: ArrayLike, h: ArrayLike, W: ArrayLike, U: ArrayLike, b: ArrayLike) -> Array:
    """The states after each of T inputs, of shape (T, n) or (T, m, n), from the state h before them.

    Goodfellow, Bengio & Courville (2016), equations 10.8 and 10.9.
    """
    xs, h = array(xs), array(h)
    hs = np.zeros((len(xs), *h.shape))
    for t, x in enumerate(xs):
        hs[t] = h = rnn_cell(x, h, W, U, b)
    return hs


def rnn_cell_backward(
    dh_next: ArrayLike, x: ArrayLike, h: ArrayLike, h_next: ArrayLike, W: ArrayLike, U: ArrayLike
) -> RnnGradients:
    """One step back, from the gradient by h_next = rnn_cell(x, h, ...).

    Goodfellow, Bengio & Courville (2016), section 10.2.2.
    """
    W, U = array(W), array(U)
    dz = array(dh_next) * (1 - array(h_next) ** 2)
    rows = np.atleast_2d(dz)
    dW, dU = rows.T @ np.atleast_2d(array(x)), rows.T @ np.atleast_2d(array(h))
    return RnnGradients(dz @ W, dz @ U, dW, dU, rows.sum(axis=0))


def rnn_backward(
    dhs: ArrayLike, xs: ArrayLike, h: ArrayLike, hs: ArrayLike, W: ArrayLike, U: ArrayLike
) -> RnnGradients:
    """Through time: dhs are a loss's gradients by each state of hs = rnn(xs, h, ...) directly, not by way of later ones.

    Goodfellow, Bengio & Courville (2016), section 10.2.2.
    """
    xs, dhs, states = array(xs), array(dhs), [array(h), *array(hs)]
    W, U = array(W), array(U)
    dxs, dh = np.zeros_like(xs), np.zeros_like(states[0])
    dW, dU, db = np.zeros_like(W), np.zeros_like(U), np.zeros(len(W))
    for t in reversed(range(len(xs))):
        back = rnn_cell_backward(dhs[t] + dh, xs[t], states[t], states[t + 1], W, U)
        dxs[t], dh = back.dx, back.dh
        # All steps share their weights: the gradients add up.
        dW, dU, db = dW + back.dW, dU + back.dU, db + back.db
    return RnnGradients(dxs, dh, dW, dU, db)


def lstm_state(i: ArrayLike, f: ArrayLike, g: ArrayLike, o: ArrayLike, c: ArrayLike) -> Lstm:
    """The step from the values of its gates: c <- f c + i g; h = o tanh(c); entry by entry.

    Gers, Schmidhuber & Cummins, Learning to forget (2000), without peepholes, with tanh for both squashing functions.
    """
    i, f, g, o = array(i), array(f), array(g), array(o)
    c = f * array(c) + i * g
    return Lstm(i, f, g, o, c, o * tanh(c))


def lstm_cell(x: ArrayLike, h: ArrayLike, c: ArrayLike, W: ArrayLike, U: ArrayLike, b: ArrayLike) -> Lstm:
    """A step with W (4n, d), U (4n, n) and b (4n,), in the order i, f, g, o: sigmoid for gates, tanh for g.

    Goodfellow, Bengio & Courville (2016), section 10.10.1, with tanh for the candidate, as PyTorch has it.
    """
    i, f, g, o = np.split(array(x) @ array(W).T + array(h) @ array(U).T + array(b), 4, axis=-1)
    return lstm_state(sigmoid(i), sigmoid(f), tanh(g), sigmoid(o), c)


def lstm(
    xs: Sequence[ArrayLike] | Array, h: ArrayLike, c: ArrayLike, W: ArrayLike, U: ArrayLike, b: ArrayLike
) -> list[Lstm]:
    """The steps of `lstm_cell` over T inputs, one after the other; Gers, Schmidhuber & Cummins (2000)."""
    steps: list[Lstm] = []
    for x in xs:
        steps.append(lstm_cell(x, h, c, W, U, b))
        h, c = steps[-1].h, steps[-1].c
    return steps


def gru_state(z: ArrayLike, n: ArrayLike, h: ArrayLike) -> Array:
    """(1 - z) n + z h, entry by entry: the update gate keeps the state before.

    Cho and others, Learning phrase representations using RNN encoder-decoder (2014), equation 7.
    """
    z = array(z)
    return (1 - z) * array(n) + z * array(h)


def gru_cell(x: ArrayLike, h: ArrayLike, W: ArrayLike, U: ArrayLike, b: ArrayLike, b_h: ArrayLike) -> Gru:
    """A step with W (3n, d), U (3n, n), b and b_h (3n,), in the order r, z, n: n = tanh(W x + b + r (U h + b_h)).

    Cho and others (2014), section 2.3, with the reset gate after the product, as in PyTorch's GRUCell.
    """
    of_input = np.split(array(x) @ array(W).T + array(b), 3, axis=-1)
    of_state = np.split(array(h) @ array(U).T + array(b_h), 3, axis=-1)
    r, z = sigmoid(of_input[0] + of_state[0]), sigmoid(of_input[1] + of_state[1])
    n = tanh(of_input[2] + r * of_state[2])
    return Gru(r, z, n, gru_state(z, n, h))


def gru(
    xs: Sequence[ArrayLike] | Array, h: ArrayLike, W: ArrayLike, U: ArrayLike, b: ArrayLike, b_h: ArrayLike
) -> list[Gru]:
    """The steps of `gru_cell` over T inputs, one after the other; Cho and others (2014), section 2.3."""
    steps: list[Gru] = []
    for x in xs:
        steps.append(gru_cell(x, h, W, U, b, b_h))
        h = steps[-1].h
    return steps
