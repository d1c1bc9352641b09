"""Draws on a logarithmic scale against PyTorch."""

import numpy as np
import pytest

from nnquiz.reference.tuning import log_scale, log_scale_below_one


@pytest.mark.parametrize(("a", "b"), [(-4, -1), (0, 3), (-2.5, 1.5)])
def test_even_draws_are_pytorch_s_logspace(torch, equal, a, b):
    """Evenly spaced u give PyTorch's logarithmic spacing, both ends included."""
    equal(log_scale(a, b, np.linspace(0, 1, 9)), torch.logspace(a, b, 9))


def test_below_one_the_distance_from_one_is_pytorch_s_logspace(torch, equal):
    """Evenly spaced u give numbers whose distances from 1 are PyTorch's logarithmic spacing."""
    equal(log_scale_below_one(-1, -3, np.linspace(0, 1, 9)), 1 - torch.logspace(-1, -3, 9))
