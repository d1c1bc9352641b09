"""Scaled dot-product attention against PyTorch's."""

import numpy as np
import pytest

from nnquiz.reference import attention

# Axes in front, queries, keys, width of a key, width of a value.
SIZES = [((), 3, 5, 4, 2), ((2,), 4, 4, 3, 3), ((2, 3), 1, 6, 1, 5), ((), 2, 1, 8, 1), ((0,), 2, 3, 4, 5)]

every_size = pytest.mark.parametrize("sizes", SIZES)


def drawn(rng, sizes, scale=1.0):
    front, n, m, d, e = sizes
    return [rng.normal(size=(*front, *shape)) * scale for shape in ((n, d), (m, d), (m, e))]


@every_size
@pytest.mark.parametrize("scale", [1.0, 40.0])
def test_attention_agrees_with_pytorch(torch, rng, sizes, scale):
    """Averaged values are PyTorch's, large scores included."""
    Q, K, V = drawn(rng, sizes, scale)
    theirs = torch.nn.functional.scaled_dot_product_attention(*map(torch.tensor, (Q, K, V)))
    np.testing.assert_allclose(attention.attention(Q, K, V), theirs.numpy(), rtol=1e-10, atol=1e-10)


@every_size
def test_a_mask_agrees_with_pytorch(torch, rng, equal, sizes):
    """What a mask hides has no weight, as in PyTorch, and the other weights sum to 1."""
    Q, K, V = drawn(rng, sizes)
    front, n, m, *_ = sizes
    mask = rng.uniform(size=(n, m)) > 0.5
    mask[:, 0] = True
    theirs = torch.nn.functional.scaled_dot_product_attention(
        *map(torch.tensor, (Q, K, V)), attn_mask=torch.tensor(mask)
    )
    equal(attention.attention(Q, K, V, mask), theirs)
    weights = attention.attention_weights(Q, K, mask)
    assert not weights[..., ~mask].any()
    equal(weights.sum(axis=-1), np.ones((*front, n)))


def test_the_causal_mask_agrees_with_pytorch(torch, rng, equal):
    """A query sees the keys up to its own place."""
    Q, K, V = drawn(rng, ((2,), 5, 5, 3, 2))
    theirs = torch.nn.functional.scaled_dot_product_attention(*map(torch.tensor, (Q, K, V)), is_causal=True)
    equal(attention.attention(Q, K, V, attention.causal_mask(5)), theirs)


def test_weights_of_scores_are_those_of_queries_and_keys(rng, equal):
    """Scores taken apart from the queries and keys give the same weights."""
    Q, K, _ = drawn(rng, ((), 3, 4, 5, 1))
    equal(attention.weights_of_scores(Q @ K.T, 5), attention.attention_weights(Q, K))
