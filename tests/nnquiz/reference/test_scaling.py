"""Feature scaling against PyTorch's statistics."""

import numpy as np
import pytest

from nnquiz.reference.scaling import min_max, standardize


@pytest.mark.parametrize("m", [2, 3, 50])
def test_scaling_agrees_with_pytorch(torch, rng, equal, m):
    """New examples are scaled by the statistics of the training set, as PyTorch gives them."""
    X, x = rng.normal(size=(m, 4)) * 5 + 3, rng.normal(size=(6, 4))
    theirs, new = torch.tensor(X), torch.tensor(x)
    equal(standardize(x, X), (new - theirs.mean(0)) / theirs.std(0, correction=0))
    low, high = theirs.min(0).values, theirs.max(0).values
    equal(min_max(x, X), (new - low) / (high - low))


def test_the_training_set_itself_is_brought_to_scale(rng):
    """Its features get the mean 0 and the deviation 1, or the range from 0 to 1."""
    X = rng.normal(size=(20, 3)) * [1, 50, 1e-3] + [0, 7, 1000]
    np.testing.assert_allclose(standardize(X, X).mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(standardize(X, X).std(axis=0), 1)
    np.testing.assert_array_equal(min_max(X, X).min(axis=0), 0)
    np.testing.assert_array_equal(min_max(X, X).max(axis=0), 1)


@pytest.mark.parametrize("m", [1, 3])
def test_a_constant_feature_is_moved_and_not_stretched(m):
    """Without any variance there is nothing to divide by, rounding in the mean or not."""
    X = np.full((m, 1), 0.1)
    np.testing.assert_allclose(standardize([[0.1], [1.1]], X), [[0], [1]], atol=1e-15)
    np.testing.assert_allclose(min_max([[0.1], [1.1]], X), [[0], [1]], atol=1e-15)
