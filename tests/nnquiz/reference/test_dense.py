"""A dense layer and its gradients against PyTorch's layer and autograd."""

import pytest

from nnquiz.reference.dense import backward, forward

SIZES = [(3, 2), (1, 4), (5, 1), (4, 4)]
#: None is a single example, without an axis for the batch.
BATCHES = [None, 0, 1, 6]

sizes = pytest.mark.parametrize(("n_in", "n_out"), SIZES)
batches = pytest.mark.parametrize("m", BATCHES)


def _layer(rng, n_in, n_out, m):
    """Weights as W X has them, biases, inputs with examples as rows, and derivatives by the outputs."""
    examples = () if m is None else (m,)
    return (
        rng.normal(size=(n_out, n_in)),
        rng.normal(size=n_out),
        rng.normal(size=(*examples, n_in)),
        rng.normal(size=(*examples, n_out)),
    )


@sizes
@batches
def test_forward_agrees_with_pytorch(torch, rng, equal, n_in, n_out, m):
    """Both layouts give PyTorch's outputs, and the bias may be a column beside columns."""
    W, b, X, _ = _layer(rng, n_in, n_out, m)
    Z = torch.nn.functional.linear(*map(torch.tensor, (X, W, b)))
    equal(forward(W.T, b, X, by_rows=True), Z)
    equal(forward(W, b, X.T), Z.T if m is not None else Z)
    equal(forward(W, b[:, None], X.T), Z.T if m is not None else Z)


@sizes
@batches
def test_backward_agrees_with_autograd(torch, rng, equal, n_in, n_out, m):
    """The gradients by weights, biases and inputs are autograd's, in both layouts."""
    W, b, X, dZ = _layer(rng, n_in, n_out, m)
    leaves = [torch.tensor(one, requires_grad=True) for one in (W, b, X)]
    weight, bias, inputs = leaves
    torch.nn.functional.linear(inputs, weight, bias).backward(torch.tensor(dZ))

    rows = backward(W.T, X, dZ, by_rows=True)
    equal(rows.W, weight.grad.T)
    equal(rows.b, bias.grad)
    equal(rows.X, inputs.grad)

    columns = backward(W, X.T, dZ.T)
    equal(columns.W, weight.grad)
    equal(columns.b, bias.grad if m is None else bias.grad[:, None])
    equal(columns.X, inputs.grad if m is None else inputs.grad.T)
