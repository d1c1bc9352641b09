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
    "identity": (activations.identity, activations.identity_prime, lambda torch: torch.nn.Identity()),
    "absolute value": (activations.absolute, activations.absolute_prime, lambda torch: torch.abs),
    "ReLU": (activations.relu, activations.relu_prime, lambda torch: torch.relu),
    "leaky ReLU": (
        lambda z: activations.leaky_relu(z, 0.05),
        lambda z: activations.leaky_relu_prime(z, 0.05),
        lambda torch: lambda z: torch.nn.functional.leaky_relu(z, 0.05),
    ),
    "ELU": (
        lambda z: activations.elu(z, 1.3),
        lambda z: activations.elu_prime(z, 1.3),
        lambda torch: lambda z: torch.nn.functional.elu(z, 1.3),
    ),
    "SELU": (activations.selu, activations.selu_prime, lambda torch: torch.selu),
    # PyTorch's own softplus returns z itself from 20 on.
    "softplus": (
        activations.softplus,
        activations.softplus_prime,
        lambda torch: lambda z: torch.logaddexp(torch.zeros_like(z), z),
    ),
    "swish": (activations.swish, activations.swish_prime, lambda torch: torch.nn.functional.silu),
    "swish with beta": (
        lambda z: activations.swish(z, 0.7),
        lambda z: activations.swish_prime(z, 0.7),
        lambda torch: lambda z: z * torch.sigmoid(0.7 * z),
    ),
    "normal distribution": (
        activations.normal_cdf,
        activations.normal_pdf,
        lambda torch: torch.special.ndtr,
    ),
    "GELU": (activations.gelu, activations.gelu_prime, lambda torch: torch.nn.functional.gelu),
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


def test_the_tanh_form_of_gelu_agrees_with_pytorch(torch, rng, equal):
    """The value everywhere; the derivative where PyTorch's own is a number, which it is not at 1e300."""
    for z in _samples(rng):
        leaf = torch.tensor(z, requires_grad=True)
        theirs = torch.nn.functional.gelu(leaf, approximate="tanh")
        theirs.sum().backward()
        equal(activations.gelu_tanh(z), theirs)
        known = ~np.isnan(leaf.grad.numpy())
        assert known[np.abs(z) < 1e100].all()
        equal(activations.gelu_tanh_prime(z)[known], leaf.grad.numpy()[known])
    assert activations.gelu_tanh_prime([1e300, -1e300]).tolist() == [1, 0]


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


@pytest.mark.parametrize("T", [0.5, 1.0, 4.0])
def test_softmax_with_a_temperature(torch, rng, equal, T):
    """The temperature divides the logits, as large as they may be."""
    for z in (rng.normal(scale=3, size=(4, 5)), np.array([1000.0, 998.0]), np.empty((0, 3))):
        equal(activations.softmax(z, T), torch.softmax(torch.tensor(z) / T, dim=-1))


@pytest.mark.parametrize("shape", [(1,), (3,), (4, 5), (2, 3, 4), (0, 3)])
@pytest.mark.parametrize("shift", [0.0, 1000.0, -1000.0])
def test_log_sum_exp_and_log_softmax_agree_with_pytorch(torch, rng, equal, shape, shift):
    """Both agree with PyTorch along the last axis, for large logits too."""
    z = rng.normal(scale=3, size=shape) + shift
    equal(activations.log_sum_exp(z), torch.logsumexp(torch.tensor(z), dim=-1))
    equal(activations.log_softmax(z), torch.log_softmax(torch.tensor(z), dim=-1))


@pytest.mark.parametrize("z", [[0.0, 800.0, -800.0], [0.0, 0.0, 0.0], [1e300, 0.0]])
def test_log_sum_exp_and_log_softmax_of_far_logits(torch, equal, z):
    """Where a probability is 0 in float64, its logarithm is finite all the same."""
    equal(activations.log_sum_exp(z), torch.logsumexp(torch.tensor(z), dim=-1))
    equal(activations.log_softmax(z), torch.log_softmax(torch.tensor(z), dim=-1))


@pytest.mark.parametrize("z", [[0.3], [1.0, -2.0, 0.5], [1000.0, 998.0, 1001.0], [0.0, 800.0]])
def test_the_jacobian_of_softmax_agrees_with_autograd(torch, equal, z):
    """Row i, column j is the derivative of p_i by z_j."""
    jacobian = torch.autograd.functional.jacobian(lambda one: torch.softmax(one, dim=-1), torch.tensor(z))
    equal(activations.softmax_jacobian(z), jacobian)


@pytest.mark.parametrize("shape", [(4, 3), (2, 5, 3), (0, 3)])
def test_the_jacobian_of_each_row_of_a_batch(rng, equal, shape):
    """A batch has a Jacobian for each row, of which the rows and the columns sum to 0."""
    z = rng.normal(scale=3, size=shape)
    jacobians = activations.softmax_jacobian(z)
    assert jacobians.shape == (*shape, 3)
    for place in np.ndindex(shape[:-1]):
        equal(jacobians[place], activations.softmax_jacobian(z[place]))
    for axis in (-1, -2):
        np.testing.assert_allclose(jacobians.sum(axis=axis), np.zeros(shape), atol=1e-15)


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


@given(st.floats(-5, 5))
def test_the_tanh_form_of_gelu_is_near_to_the_exact_one(z):
    """The two forms differ by less than 5e-4."""
    assert activations.gelu_tanh(z) == pytest.approx(activations.gelu(z), abs=5e-4)


@given(st.floats(-700, 700))
def test_softplus_of_both_signs_differ_by_z(z):
    """ln(1 + e^z) - ln(1 + e^-z) = z."""
    assert activations.softplus(z) - activations.softplus(-z) == pytest.approx(z, abs=1e-12)
