"""Backward passes through single nodes against autograd."""

import numpy as np
import pytest

from nnquiz.reference.graphs import add_backward, max_backward, multiply_backward, sigmoid_neuron_backward

SHAPES = [(), (1,), (7,), (3, 4), (0, 2)]

shapes = pytest.mark.parametrize("shape", SHAPES)


def _agrees(torch, equal, ours, theirs, numbers):
    x, y, dz = numbers
    inputs = [torch.tensor(one, requires_grad=True) for one in (x, y)]
    theirs(*inputs).backward(torch.tensor(dz))
    for mine, leaf in zip(ours(x, y, dz), inputs, strict=True):
        equal(mine, leaf.grad)


@shapes
def test_gates_agree_with_autograd(torch, rng, equal, shape):
    """Sums, products and maxima hand back what autograd hands back."""
    numbers = rng.normal(size=(3, *shape))
    _agrees(torch, equal, add_backward, torch.add, numbers)
    _agrees(torch, equal, multiply_backward, torch.mul, numbers)
    _agrees(torch, equal, max_backward, torch.maximum, numbers)


def test_a_tie_is_shared(torch, equal):
    """Equal inputs of a maximum get half each, as PyTorch does it; 0 and inf are numbers as any other."""
    numbers = np.array([[1.0, 0.0, 2.0, np.inf], [1.0, -0.0, 3.0, 1.0], [4.0, 2.0, 5.0, 3.0]])
    _agrees(torch, equal, max_backward, torch.maximum, numbers)


@pytest.mark.parametrize("shape", [(1,), (3,), (5, 4), (1, 2), (0, 3)])
@pytest.mark.parametrize("scale", [1, 30])
def test_a_neuron_s_gradients_agree_with_autograd(torch, rng, equal, shape, scale):
    """The gradients by weights, inputs and bias are autograd's, for one example, batches and saturated neurons."""
    w, x, b = rng.normal(size=shape[-1]) * scale, rng.normal(size=shape), rng.normal()
    da = rng.normal(size=shape[:-1])
    leaves = [torch.tensor(one, requires_grad=True) for one in (w, x, b)]
    weights, inputs, bias = leaves
    torch.sigmoid(inputs @ weights + bias).backward(torch.tensor(da))
    for ours, leaf in zip(sigmoid_neuron_backward(w, x, b, da), leaves, strict=True):
        equal(ours, leaf.grad)
