"""Schedules against PyTorch's, epoch by epoch."""

import math

import numpy as np
import pytest

from nnquiz.reference import schedules

EPOCHS = np.arange(25)


@pytest.fixture
def rates(torch):
    """The rates that a PyTorch scheduler sets from one epoch to the next."""

    def run(make, lr=0.3):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
        scheduler = make(optimizer, torch.optim.lr_scheduler)
        seen = []
        for _ in EPOCHS:
            seen.append(scheduler.get_last_lr()[0])
            optimizer.step()
            scheduler.step()
        return seen

    return run


@pytest.mark.parametrize("gamma", [0.5, 0.9, 1.0])
def test_exponential_decay_agrees_with_pytorch(rates, equal, gamma):
    """The power of the factor is PyTorch's factor after each epoch."""
    theirs = rates(lambda optimizer, named: named.ExponentialLR(optimizer, gamma))
    equal(schedules.exponential_decay(0.3, EPOCHS, gamma=gamma), theirs)


@pytest.mark.parametrize("every", [1, 4, 10, 100])
def test_step_decay_agrees_with_pytorch(rates, equal, every):
    """Drops come at the same epochs, and there are none before the first."""
    theirs = rates(lambda optimizer, named: named.StepLR(optimizer, every, 0.2))
    equal(schedules.step_decay(0.3, EPOCHS, factor=0.2, every=every), theirs)


@pytest.mark.parametrize("lr_min", [0.0, 0.01])
def test_cosine_decay_agrees_with_pytorch(rates, equal, lr_min):
    """Half a wave over all epochs, down to the lowest rate, is PyTorch's."""
    theirs = rates(lambda optimizer, named: named.CosineAnnealingLR(optimizer, 24, lr_min))
    equal(schedules.cosine_decay(0.3, EPOCHS, T=24, lr_min=lr_min), theirs)


@pytest.mark.parametrize("start", [0.1, 0.5, 1.0])
def test_warm_up_agrees_with_pytorch(rates, equal, start):
    """The line up to the full rate, and the rate after it, are PyTorch's."""
    theirs = rates(lambda optimizer, named: named.LinearLR(optimizer, start, total_iters=8))
    equal(schedules.linear_warm_up(0.3, EPOCHS, W=8, start=start), theirs)


def test_warm_up_then_cosine_agrees_with_pytorch(rates, equal):
    """Warm-up and the cosine after it join as PyTorch joins two schedulers."""

    def joined(optimizer, named):
        warm_up = named.LambdaLR(optimizer, lambda t: t / 5)
        cosine = named.CosineAnnealingLR(optimizer, 19)
        return named.SequentialLR(optimizer, [warm_up, cosine], [5])

    equal(schedules.warm_up_then_cosine(0.3, EPOCHS, W=5, T=24), rates(joined))


def test_one_over_t_decay_agrees_with_pytorch(rates, equal):
    """The initial rate is divided anew in each epoch."""
    theirs = rates(lambda optimizer, named: named.LambdaLR(optimizer, lambda t: 1 / (1 + 0.7 * t)))
    equal(schedules.inverse_time_decay(0.3, EPOCHS, k=0.7), theirs)


def test_schedules_start_at_the_full_rate_and_end_where_they_say():
    """At t = 0 nothing has decayed, and at the end the rate is the lowest."""
    assert schedules.inverse_time_decay(0.3, 0, k=2) == 0.3
    assert schedules.exponential_decay(0.3, 0, gamma=0.5) == 0.3
    assert schedules.step_decay(0.3, 0, factor=0.5, every=3) == 0.3
    assert schedules.cosine_decay(0.3, 0, T=9) == 0.3
    assert math.isclose(schedules.cosine_decay(0.3, 9, T=9, lr_min=0.1), 0.1)
    assert schedules.linear_warm_up(0.3, 0, W=4) == 0
    np.testing.assert_allclose(
        schedules.warm_up_then_cosine(0.3, [0, 4, 9], W=4, T=9), [0, 0.3, 0], atol=1e-15
    )
