"""The gradient of linear regression against PyTorch's autograd."""

import pytest

from nnquiz.reference.regression import mean_squared_error_gradient


@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 4), (3, 1), (5, 2), (2, 7), (4, 0)])
def test_gradient_agrees_with_autograd(torch, rng, equal, m, n):
    """The gradient is autograd's of PyTorch's mean squared error, for any numbers of examples and features."""
    X, y, w = rng.normal(size=(m, n)), rng.normal(size=m), rng.normal(size=n)
    leaf = torch.tensor(w, requires_grad=True)
    torch.nn.functional.mse_loss(torch.tensor(X) @ leaf, torch.tensor(y)).backward()
    equal(mean_squared_error_gradient(X, y, w), leaf.grad)
