"""Shapes of a dense layer against NumPy's own products and PyTorch's layer."""

import numpy as np
import pytest

from nnquiz.reference.layers import batch_shape, bias_shape, weight_shape

SIZES = [(3, 5, 7), (4, 2, 16), (1, 6, 2)]


@pytest.mark.parametrize(("n_in", "n_out", "m"), SIZES)
def test_shapes_fit_together(n_in, n_out, m):
    """In both layouts the product is possible, and the bias is added once to each example."""
    for by_rows in (False, True):
        X = np.ones(batch_shape(n_in, m, by_rows=by_rows))
        W = np.ones(weight_shape(n_in, n_out, by_rows=by_rows))
        b = np.arange(n_out).reshape(bias_shape(n_out, by_rows=by_rows))
        Z = (X @ W if by_rows else W @ X) + b
        assert Z.shape == batch_shape(n_out, m, by_rows=by_rows)
        units = Z[0] if by_rows else Z[:, 0]
        np.testing.assert_array_equal(units, n_in + np.arange(n_out))


@pytest.mark.parametrize(("n_in", "n_out", "m"), SIZES)
def test_pytorch_has_rows_and_stores_the_other_weight(torch, n_in, n_out, m):
    """PyTorch's layer takes examples as rows, with a bias of one axis, and stores W as in W X."""
    layer = torch.nn.Linear(n_in, n_out)
    assert tuple(layer.weight.shape) == weight_shape(n_in, n_out, by_rows=False)
    assert tuple(layer.bias.shape) == bias_shape(n_out, by_rows=True)
    assert tuple(layer(torch.zeros(m, n_in)).shape) == batch_shape(n_out, m, by_rows=True)
