"""First weights against PyTorch's, drawn with the same chance."""

from itertools import product

import numpy as np
import pytest

from nnquiz.reference import initialization
from nnquiz.reference.initialization import he_std, lecun_std, uniform_limit, xavier_std

#: Ours, and what it takes for its deviation.
INITIALIZERS = {
    "lecun": lambda shape: lecun_std(initialization.fans(shape)[0]),
    "xavier": lambda shape: xavier_std(*initialization.fans(shape)),
    "he": lambda shape: he_std(initialization.fans(shape)[0]),
}


@pytest.mark.parametrize(("fan_in", "fan_out"), [(3, 5), (200, 50), (1, 7)])
def test_standard_deviations_are_pytorch_s(torch, equal, fan_in, fan_out):
    """Standard normal numbers times our deviation are what PyTorch draws from the same seed."""
    init = torch.nn.init
    for ours, theirs in (
        (he_std(fan_in), lambda W: init.kaiming_normal_(W, nonlinearity="relu")),
        (xavier_std(fan_in, fan_out), init.xavier_normal_),
        # With the gain 1 of a linear layer, He's formula is LeCun's.
        (lecun_std(fan_in), lambda W: init.kaiming_normal_(W, nonlinearity="linear")),
    ):
        with torch.random.fork_rng():
            torch.manual_seed(3)
            drawn = theirs(torch.empty(fan_out, fan_in))
            torch.manual_seed(3)
            standard = torch.empty(fan_out, fan_in).normal_()
        equal(ours * standard.numpy(), drawn)


@pytest.mark.parametrize(("fan_in", "fan_out"), [(3, 5), (200, 50), (1, 7)])
def test_uniform_limits_are_pytorch_s(torch, equal, fan_in, fan_out):
    """Uniform numbers from -1 to 1 times our limit are what PyTorch draws from the same seed."""
    init = torch.nn.init
    for std, theirs in (
        (he_std(fan_in), lambda W: init.kaiming_uniform_(W, nonlinearity="relu")),
        (xavier_std(fan_in, fan_out), init.xavier_uniform_),
        (lecun_std(fan_in), lambda W: init.kaiming_uniform_(W, nonlinearity="linear")),
    ):
        with torch.random.fork_rng():
            torch.manual_seed(3)
            drawn = theirs(torch.empty(fan_out, fan_in))
            torch.manual_seed(3)
            standard = torch.empty(fan_out, fan_in).uniform_(-1, 1)
        equal(uniform_limit(std) * standard.numpy(), drawn)


@pytest.mark.parametrize("shape", [(4, 3), (5, 2, 3, 3), (6, 1, 7)])
def test_fans_are_pytorch_s(torch, shape):
    """The fans of dense and convolutional weights are those that PyTorch counts."""
    assert initialization.fans(shape) == torch.nn.init._calculate_fan_in_and_fan_out(torch.empty(shape))  # noqa: SLF001


@pytest.mark.parametrize("scheme", INITIALIZERS)
@pytest.mark.parametrize("shape", [(300, 200), (40, 20, 5, 5)])
def test_initialisers_have_the_deviation_of_their_scheme(scheme, shape):
    """Many weights have the mean 0 and the deviation asked for; uniform ones fill their limits and keep them."""
    std = INITIALIZERS[scheme](shape)
    for form in ("normal", "uniform"):
        make = getattr(initialization, f"{scheme}_{form}")
        W = make(np.random.default_rng(5), shape)
        assert W.shape == shape
        assert abs(W.mean()) < 0.02 * std
        assert W.std() == pytest.approx(std, rel=0.02)
        np.testing.assert_array_equal(W, make(np.random.default_rng(5), shape))
    assert 0.999 * uniform_limit(std) < np.abs(W).max() <= uniform_limit(std)


def test_variance_through_a_layer_is_that_of_all_cases():
    """With weights and inputs of two values each, all sums that can occur have the variance of the formula."""
    s, r, n = 0.5, 3.0, 3
    sums = [
        sum(w * x for w, x in zip(weights, inputs, strict=True))
        for weights in product((-s, s), repeat=n)
        for inputs in product((-r, r), repeat=n)
    ]
    assert np.var(sums) == pytest.approx(initialization.variance_through_layers(n, s**2, r**2))
    twice = initialization.variance_through_layers(n, s**2, np.var(sums))
    assert initialization.variance_through_layers(n, s**2, r**2, layers=2) == pytest.approx(twice)
