"""Exponentially weighted averages against PyTorch's interpolation, and against the sum of weights in fractions."""

from fractions import Fraction

import numpy as np
import pytest

from nnquiz.reference.averages import beta_of_window, blend, corrected, moving_average, window

SHAPES = [(1,), (7,), (4, 3), (5, 1, 2)]


@pytest.mark.parametrize("shape", [(), (1,), (5,), (2, 3), (0, 4)])
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.999])
def test_one_more_value_is_pytorch_s_interpolation(torch, rng, equal, shape, beta):
    """A value is blended in as PyTorch's `lerp` does, with the weight 1 - beta."""
    v, x = rng.normal(size=shape), rng.normal(size=shape)
    equal(blend(v, x, beta=beta), torch.tensor(v).lerp(torch.tensor(x), 1 - beta))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("start", [0.0, -2.5])
def test_averages_agree_with_pytorch_value_after_value(torch, rng, equal, shape, start):
    """The averages of a whole row of values are PyTorch's, whatever shape a value has."""
    x = rng.normal(size=shape)
    theirs = [torch.full(shape[1:], start)]
    for value in torch.tensor(x):
        theirs.append(theirs[-1].lerp(value, 0.1))
    equal(moving_average(x, beta=0.9, start=start), torch.stack(theirs[1:]))


def test_no_values_have_no_averages(equal):
    """An empty row gives an empty one."""
    equal(moving_average(np.zeros((0, 3)), beta=0.9), np.zeros((0, 3)))


def test_values_weigh_less_the_older_they_are(rng):
    """The average is the sum of the values, each with the weight (1 - beta) beta^k of its age."""
    beta = Fraction(3, 4)
    values = [Fraction(int(value)) for value in rng.integers(-9, 9, size=12)]
    last = len(values) - 1
    expected = sum((1 - beta) * beta ** (last - t) * value for t, value in enumerate(values))
    ours = moving_average([float(value) for value in values], beta=float(beta))
    assert ours[-1] == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize("beta", [0.5, 0.9, 0.999])
def test_the_correction_makes_a_constant_of_a_constant(equal, beta):
    """Corrected, the averages of equal values are that value from the first step on."""
    averages = moving_average([7.0] * 20, beta=beta)
    equal([corrected(v, t=t, beta=beta) for t, v in enumerate(averages, 1)], [7.0] * 20)


@pytest.mark.parametrize("t", [1, 2, 30])
def test_the_correction_is_that_of_pytorch_s_adam(torch, rng, equal, t):
    """PyTorch's first step of Adam with a second moment of one is the corrected first moment."""
    m = rng.normal(size=4)
    leaf = torch.zeros(4, requires_grad=True)
    adam = torch.optim.Adam([leaf], lr=1.0, betas=(0.8, 0.0), eps=0)
    # The gradient 1 sets the second moment to 1, and adds 0.2 to the first.
    adam.state[leaf] = {
        "step": torch.tensor(t - 1.0),
        "exp_avg": (torch.tensor(m) - 0.2) / 0.8,
        "exp_avg_sq": torch.zeros(4),
    }
    leaf.grad = torch.ones(4)
    adam.step()
    equal(corrected(m, t=t, beta=0.8), -leaf)


@pytest.mark.parametrize("beta", [0.5, 0.9, 0.98, 0.999])
def test_the_window_is_where_a_value_weighs_a_third(beta):
    """As old as the window, a value weighs a quarter to 1/e of what the latest does; `beta_of_window` goes back."""
    assert 0.25 <= beta ** window(beta) < np.exp(-1)
    assert beta_of_window(window(beta)) == pytest.approx(beta, rel=1e-12)


def test_windows_everybody_knows():
    """0.9 averages over 10 values, 0.98 over 50 and 0.999 over 1000."""
    assert [window(beta) for beta in (0.9, 0.98, 0.999)] == pytest.approx([10, 50, 1000], rel=1e-12)
