"""Gradient checking against autograd, and against plain arithmetic."""

import math

import numpy as np
import pytest

from nnquiz.reference.checking import (
    central_difference,
    relative_error_max,
    relative_error_norm,
    relative_error_sum,
)


@pytest.mark.parametrize("shape", [(), (1,), (4,), (2, 3), (0,)])
def test_central_differences_agree_with_autograd(torch, rng, shape):
    """For a smooth function of an array of any shape, the estimate is the gradient to eight digits."""
    x = rng.normal(size=shape)
    leaf = torch.tensor(x, requires_grad=True)
    (torch.sin(leaf).sum() * torch.exp(leaf).sum()).backward()
    estimate = central_difference(lambda at: np.sin(at).sum() * np.exp(at).sum(), x)
    assert estimate.shape == shape
    np.testing.assert_allclose(estimate, leaf.grad.numpy(), rtol=1e-8, atol=1e-8)


def test_central_differences_are_off_by_the_square_of_h():
    """The estimate for a x^3 is above 3 a x^2 by a h^2, and that for a parabola is exact."""
    for h in (0.5, 0.25, 0.125):
        assert central_difference(lambda x: 2 * x**3, 1.5, h) == pytest.approx(13.5 + 2 * h**2, rel=1e-12)
        assert central_difference(lambda x: x**2 - x, 1.5, h) == pytest.approx(2, rel=1e-12)


def test_the_array_checked_is_left_as_it_was(rng):
    """Elements are moved in copies alone."""
    x = rng.normal(size=(2, 3))
    before = x.copy()
    central_difference(lambda at: at.sum(), x)
    assert (x == before).all()


@pytest.mark.parametrize("shape", [(1,), (5,), (3, 4)])
def test_relative_errors_agree_with_plain_arithmetic(rng, equal, shape):
    """All three forms are what their formulas give, number by number."""
    a, n = rng.normal(size=shape), rng.normal(size=shape)
    pairs = list(zip(a.ravel(), n.ravel(), strict=True))
    equal(relative_error_sum(a, n), np.reshape([abs(x - y) / (abs(x) + abs(y)) for x, y in pairs], shape))
    equal(relative_error_max(a, n), np.reshape([abs(x - y) / max(abs(x), abs(y)) for x, y in pairs], shape))
    norms = math.hypot(*a.ravel()) + math.hypot(*n.ravel())
    equal(relative_error_norm(a, n), math.hypot(*(x - y for x, y in pairs)) / norms)


@pytest.mark.parametrize("error", [relative_error_sum, relative_error_max, relative_error_norm])
def test_relative_errors_at_their_ends(error):
    """Equal gradients, zeros among them, have no error; one that is missing has the whole error."""
    assert error(0.0, 0.0) == 0
    assert error([0.3], [0.3]) == 0
    assert error(0.0, 1e-9) == 1
    assert error(-2.0, 0.0) == 1
    assert error(0.3, 0.1) == error(0.1, 0.3)
