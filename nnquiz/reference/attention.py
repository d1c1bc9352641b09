"""Scaled dot-product attention: queries Q (..., n, d), keys K (..., m, d), values V (..., m, e).

A mask (n, m) is true where a query sees a key; each query must see one at least.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnquiz.reference.activations import softmax
from nnquiz.reference.arrays import Array, array

Mask = NDArray[np.bool_]


def weights_of_scores(scores: ArrayLike, d: int, mask: ArrayLike | None = None) -> Array:
    """softmax(scores / sqrt d) along the last axis, from scores Q K^T; what a mask hides gets the weight 0.

    Vaswani and others, Attention is all you need (2017), equation 1; for the mask section 3.2.3.
    """
    scaled = array(scores) / math.sqrt(d)
    return softmax(scaled if mask is None else np.where(np.asarray(mask, dtype=bool), scaled, -np.inf))


def attention_weights(Q: ArrayLike, K: ArrayLike, mask: ArrayLike | None = None) -> Array:
    """softmax(Q K^T / sqrt d), of shape (..., n, m); Vaswani and others (2017), equation 1."""
    Q, K = array(Q), array(K)
    return weights_of_scores(Q @ np.swapaxes(K, -1, -2), Q.shape[-1], mask)


def attention(Q: ArrayLike, K: ArrayLike, V: ArrayLike, mask: ArrayLike | None = None) -> Array:
    """The values, averaged by the weights: softmax(Q K^T / sqrt d) V, of shape (..., n, e).

    Vaswani and others (2017), equation 1.
    """
    return array(attention_weights(Q, K, mask) @ array(V))


def causal_mask(n: int) -> Mask:
    """True where the key is not later than the query, (n, n); Vaswani and others (2017), section 3.2.3."""
    return np.tri(n, dtype=bool)
