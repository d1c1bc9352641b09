"""Shapes of a dense layer, of products and of sums against NumPy's own and PyTorch's."""

from itertools import product

import numpy as np
import pytest

from nnquiz.reference.layers import (
    batch_shape,
    bias_shape,
    broadcast_shape,
    gradient_shapes,
    matmul_shape,
    weight_shape,
)

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


@pytest.mark.parametrize(("n_in", "n_out", "m"), [*SIZES, (3, 4, 1)])
def test_gradients_have_autograd_s_shapes(torch, n_in, n_out, m):
    """In both layouts the gradients of a cost have the shapes that autograd gives them."""
    for by_rows in (False, True):
        X = torch.ones(batch_shape(n_in, m, by_rows=by_rows), requires_grad=True)
        W = torch.ones(weight_shape(n_in, n_out, by_rows=by_rows), requires_grad=True)
        b = torch.ones(bias_shape(n_out, by_rows=by_rows), requires_grad=True)
        ((X @ W if by_rows else W @ X) + b).mean().backward()
        assert gradient_shapes(n_in, n_out, m, by_rows=by_rows) == (W.grad.shape, X.grad.shape, b.grad.shape)


def test_products_have_numpy_s_shapes(torch):
    """Any two small shapes have the product that NumPy and PyTorch give them, empty ones too, or none in all three."""
    shapes = [shape for axes in range(4) for shape in product((0, 1, 2, 3), repeat=axes)]
    for a, b in product(shapes, repeat=2):
        try:
            expected = (np.ones(a) @ np.ones(b)).shape
        except ValueError:
            with pytest.raises(ValueError, match=r"differ|number|do not go together"):
                matmul_shape(a, b)
            continue
        assert matmul_shape(a, b) == expected == tuple((torch.ones(a) @ torch.ones(b)).shape)


def test_sums_have_pytorch_s_shapes(torch):
    """Any two small shapes broadcast to what PyTorch and NumPy make of them, empty ones too, or not at all."""
    shapes = [shape for axes in range(4) for shape in product((0, 1, 2, 3), repeat=axes)]
    for a, b in product(shapes, repeat=2):
        try:
            expected = tuple(torch.broadcast_shapes(a, b))
        except RuntimeError:
            with pytest.raises(ValueError, match="do not go together"):
                broadcast_shape(a, b)
            continue
        assert broadcast_shape(a, b) == expected == np.broadcast_shapes(a, b)
