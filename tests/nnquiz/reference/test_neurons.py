"""Neurons against PyTorch's layer and autograd."""

import numpy as np
import pytest

from nnquiz.reference.neurons import perceptron, perceptron_update, sigmoid_neuron

SHAPES = [(1,), (3,), (5, 4), (0, 2)]

shapes = pytest.mark.parametrize("shape", SHAPES)


def _linear(torch, w, x, b):
    return torch.nn.functional.linear(torch.tensor(x), torch.tensor(w[None]), torch.tensor([b])).squeeze(-1)


@shapes
def test_a_neuron_agrees_with_pytorch(torch, rng, equal, shape):
    """A neuron's output is the sigmoid of PyTorch's linear map, for one example and for several."""
    w, x, b = rng.normal(size=shape[-1]), rng.normal(size=shape), rng.normal()
    equal(sigmoid_neuron(w, x, b), torch.sigmoid(_linear(torch, w, x, b)))


@shapes
def test_a_perceptron_agrees_with_pytorch(torch, rng, equal, shape):
    """A perceptron's output is PyTorch's step function of its linear map."""
    w, x, b = rng.normal(size=shape[-1]), rng.normal(size=shape), rng.normal()
    equal(perceptron(w, x, b), torch.heaviside(_linear(torch, w, x, b), torch.tensor(0.0)))


def test_on_the_boundary_the_output_is_0():
    """Where w . x + b is exactly 0, the perceptron does not fire."""
    np.testing.assert_array_equal(perceptron([1, -2], [[4, 1], [4, 0.5], [4, 2]], -2), [0, 1, 0])


@pytest.mark.parametrize("t", [0, 1])
@pytest.mark.parametrize("n", [1, 2, 8])
def test_an_update_descends_autograd_s_gradient(torch, rng, equal, t, n):
    """The rule is a step down the perceptron criterion -(t - y)(w . x + b), in which y is held constant."""
    for _ in range(10):
        w, x, b, eta = rng.normal(size=n), rng.normal(size=n), rng.normal(), 0.3
        weights, bias = torch.tensor(w, requires_grad=True), torch.tensor(b, requires_grad=True)
        z = weights @ torch.tensor(x) + bias
        (-(t - torch.heaviside(z.detach(), torch.tensor(0.0))) * z).backward()
        updated = perceptron_update(w, b, x, t, eta=eta)
        equal(updated.w, weights.detach() - eta * weights.grad)
        equal(updated.b, bias.detach() - eta * bias.grad)


def test_the_rule_learns_what_is_separable():
    """From zero weights the rule finds AND, which a line can cut off, and then stops changing."""
    inputs, targets = [(0, 0), (0, 1), (1, 0), (1, 1)], [0, 0, 0, 1]
    w, b = np.zeros(2), 0.0
    for _ in range(20):
        for x, t in zip(inputs, targets, strict=True):
            w, b = perceptron_update(w, b, x, t, eta=0.5)
    np.testing.assert_array_equal(perceptron(w, inputs, b), targets)
