"""Losses against PyTorch."""

import math

import pytest

from nnquiz.reference.losses import binary_cross_entropy, binary_cross_entropy_prime, mean_squared_error


@pytest.mark.parametrize("shape", [(), (1,), (6,), (3, 4)])
def test_cross_entropy_agrees_with_pytorch(torch, rng, equal, shape):
    """The loss of each example and its derivative agree with PyTorch, for hard and soft labels."""
    p = rng.uniform(1e-9, 1 - 1e-9, size=shape)
    for y in (rng.integers(0, 2, size=shape).astype(float), rng.uniform(size=shape)):
        leaf = torch.tensor(p, requires_grad=True)
        loss = torch.nn.functional.binary_cross_entropy(leaf, torch.tensor(y), reduction="none")
        loss.sum().backward()
        equal(binary_cross_entropy(p, y), loss)
        equal(binary_cross_entropy_prime(p, y), leaf.grad)


def test_certain_predictions(torch, equal):
    """A certain prediction that is right costs nothing, and one that is wrong costs without bound."""
    certain = [0.0, 1.0]
    oracle = torch.nn.functional.binary_cross_entropy
    equal(
        binary_cross_entropy(certain, certain),
        oracle(torch.tensor(certain), torch.tensor(certain), reduction="none"),
    )
    assert math.isinf(binary_cross_entropy(0.0, 1.0))
    assert math.isinf(binary_cross_entropy(1.0, 0.0))


@pytest.mark.parametrize("shape", [(), (1,), (6,), (3, 4)])
def test_mean_squared_error_agrees_with_pytorch(torch, rng, equal, shape):
    """The mean over all elements is PyTorch's."""
    y, yhat = rng.normal(size=shape), rng.normal(size=shape)
    equal(mean_squared_error(y, yhat), torch.nn.functional.mse_loss(torch.tensor(yhat), torch.tensor(y)))
