"""Draws on a logarithmic scale against PyTorch."""

import numpy as np
import pytest

from nnquiz.reference.tuning import log_scale


@pytest.mark.parametrize(("a", "b"), [(-4, -1), (0, 3), (-2.5, 1.5)])
def test_even_draws_are_pytorch_s_logspace(torch, equal, a, b):
    """Evenly spaced u give PyTorch's logarithmic spacing, both ends included."""
    equal(log_scale(a, b, np.linspace(0, 1, 9)), torch.logspace(a, b, 9))
