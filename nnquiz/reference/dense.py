"""A dense layer of n_in inputs and n_out units, for one example or a batch of m, in both layouts.

Examples as columns: Z = W X + b, with W of shape (n_out, n_in), X (n_in, m) and Z (n_out, m), as in Nielsen, Neural
Networks and Deep Learning (2015), chapter 2. Examples as rows: Z = X W + b, with W of shape (n_in, n_out), X (m, n_in)
and Z (m, n_out), as in Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.1. A single example is X of
shape (n_in,) in either, and gives Z of shape (n_out,).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


class Gradients(NamedTuple):
    """The derivatives of a loss by a layer's weights, biases and inputs, each of the shape of what it is taken by."""

    W: Array
    b: Array
    X: Array


def forward(W: ArrayLike, b: ArrayLike, X: ArrayLike, *, by_rows: bool = False) -> Array:
    """The pre-activations Z, with b of shape (n_out,), or (n_out, 1) beside columns.

    Goodfellow, Bengio & Courville (2016), section 6.1.
    """
    W, X, biases = array(W), array(X), array(b).reshape(-1)
    if by_rows:
        return array(X @ W + biases)
    return array(W @ X + (biases if X.ndim == 1 else biases[:, np.newaxis]))


def backward(W: ArrayLike, X: ArrayLike, dZ: ArrayLike, *, by_rows: bool = False) -> Gradients:
    """The derivatives from those by Z, summed over the examples; b as (n_out, 1) beside columns, else (n_out,).

    Where the loss is a mean over the batch, its 1 / m is in dZ already.

    Goodfellow, Bengio & Courville (2016), section 6.5.6.
    """
    W, X, dZ = array(W), array(X), array(dZ)
    if by_rows:
        dW = np.outer(X, dZ) if X.ndim == 1 else X.T @ dZ
        return Gradients(array(dW), dZ if X.ndim == 1 else array(dZ.sum(axis=0)), array(dZ @ W.T))
    dW = np.outer(dZ, X) if X.ndim == 1 else dZ @ X.T
    return Gradients(array(dW), dZ if X.ndim == 1 else array(dZ.sum(axis=1, keepdims=True)), array(W.T @ dZ))
