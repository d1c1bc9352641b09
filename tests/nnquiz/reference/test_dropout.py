"""Dropout against PyTorch, with the mask that PyTorch has drawn."""

from itertools import product

import numpy as np
import pytest

from nnquiz.reference import dropout


@pytest.mark.parametrize("shape", [(50,), (6, 7), (0, 3)])
@pytest.mark.parametrize("keep", [0.2, 0.8, 1.0])
def test_inverted_dropout_agrees_with_pytorch(torch, rng, equal, shape, keep):
    """Output and gradient are PyTorch's, once its mask is read from what it left of the activations."""
    a, da = rng.uniform(0.5, 2, size=shape), rng.normal(size=shape)
    leaf = torch.tensor(a, requires_grad=True)
    theirs = torch.nn.functional.dropout(leaf, p=1 - keep)
    theirs.backward(torch.tensor(da))
    mask = theirs.detach().numpy() != 0
    equal(dropout.inverted_dropout(a, mask, keep=keep), theirs)
    equal(dropout.inverted_dropout_backward(da, mask, keep=keep), leaf.grad)


def test_masks_keep_the_share_asked_for(rng):
    """A mask is of zeros and ones, and keeps about the share given."""
    mask = dropout.drop_mask(rng, (200, 300), keep=0.3)
    assert set(np.unique(mask)) == {0, 1}
    assert mask.mean() == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize("keep", [0.25, 0.9])
def test_counts_are_those_of_all_masks(keep):
    """The units that stay on average, and the number of networks, come from going through all masks."""
    masks = list(product((0, 1), repeat=5))
    chance = [np.prod([keep if unit else 1 - keep for unit in mask]) for mask in masks]
    active = sum(sum(mask) * one for mask, one in zip(masks, chance, strict=True))
    assert dropout.expected_active(5, keep=keep) == pytest.approx(active)
    assert dropout.thinned_networks(5) == len(masks)


def test_the_mean_over_all_masks_is_the_activation():
    """That is what the division is for: on average nothing changes."""
    a, keep = np.array([1.5, -2.0, 4.0]), 0.75
    mean = sum(
        keep ** sum(mask) * (1 - keep) ** (3 - sum(mask)) * dropout.inverted_dropout(a, mask, keep=keep)
        for mask in product((0, 1), repeat=3)
    )
    np.testing.assert_allclose(mean, a)
