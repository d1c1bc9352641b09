"""Activation functions against PyTorch, their derivatives against its autograd, and their laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnquiz.reference import activations

SHAPES = [(), (1,), (7,), (3, 5), (2, 3, 4)]
EDGES = [0.0, -0.0, 1e-9, -1e-9, 30.0, -30.0, 800.0, -800.0, 1e300, -1e300]

#: ours, ours' derivative, and the name of PyTorch's in torch or torch.nn.functional
PAIRS = {
    "sigmoid": (activations.sigmoid, activations.sigmoid_prime, lambda torch: torch.sigmoid),
    "tanh": (activations.tanh, activations.tanh_prime, lambda torch: torch.tanh),
    "leaky ReLU": (
        lambda z: activations.leaky_relu(z, 0.05),
        lambda z: activations.leaky_relu_prime(z, 0.05),
        lambda torch: lambda z: torch.nn.functional.leaky_relu(z, 0.05),
    ),
}


def _samples(rng):
    return [*(rng.normal(scale=4, size=shape) for shape in SHAPES), np.array(EDGES)]


@pytest.mark.parametrize("name", PAIRS)
def test_values_agree_with_pytorch(torch, rng, equal, name):
    """An activation agrees with PyTorch on every shape and far from 0."""
    ours, _, oracle = PAIRS[name]
    for z in _samples(rng):
        equal(ours(z), oracle(torch)(torch.tensor(z)))


@pytest.mark.parametrize("name", PAIRS)
def test_derivatives_agree_with_autograd(torch, rng, equal, name):
    """A derivative agrees with autograd on every shape and far from 0."""
    _, prime, oracle = PAIRS[name]
    for z in _samples(rng):
        leaf = torch.tensor(z, requires_grad=True)
        oracle(torch)(leaf).sum().backward()
        equal(prime(z), leaf.grad)


@pytest.mark.parametrize("shape", [(1,), (3,), (4, 5), (2, 3, 4)])
@pytest.mark.parametrize("shift", [0.0, 1000.0, -1000.0])
def test_softmax_agrees_with_pytorch(torch, rng, equal, shape, shift):
    """Softmax agrees with PyTorch along the last axis, for large logits too."""
    z = rng.normal(scale=3, size=shape) + shift
    equal(activations.softmax(z), torch.softmax(torch.tensor(z), dim=-1))


def test_softmax_of_far_logits(torch, equal):
    """A logit far above the others takes all, and equal ones share equally."""
    for z in ([0.0, 800.0, -800.0], [0.0, 0.0, 0.0], [1e300, 0.0]):
        equal(activations.softmax(z), torch.softmax(torch.tensor(z), dim=-1))


@pytest.mark.parametrize("name", PAIRS)
@given(z=st.floats(-10, 10).filter(lambda z: abs(z) > 1e-3))
def test_derivatives_agree_with_central_differences(name, z):
    """A derivative is the limit of its difference quotient."""
    value, prime, _ = PAIRS[name]
    h = 1e-5
    assert prime(z) == pytest.approx((value(z + h) - value(z - h)) / (2 * h), abs=1e-8)


@given(st.floats(-700, 700))
def test_sigmoid_and_tanh_are_one_function(z):
    """Tanh is the sigmoid, stretched and moved: tanh(z) = 2 sigmoid(2z) - 1."""
    assert activations.tanh(z) == pytest.approx(2 * activations.sigmoid(2 * z) - 1, abs=1e-15)


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=6), st.floats(-1e3, 1e3))
def test_softmax_sums_to_one_and_ignores_a_shift(z, shift):
    """Probabilities sum to 1, and adding a number to every logit changes nothing."""
    p = activations.softmax(z)
    assert p.sum() == pytest.approx(1)
    np.testing.assert_allclose(activations.softmax(np.array(z) + shift), p, atol=1e-9)
