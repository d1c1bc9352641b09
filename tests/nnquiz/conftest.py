"""PyTorch as the oracle of the reference, and the one rule for when it is missing."""

import os
import warnings

import numpy as np
import pytest

REQUIRE = "FLASHCARDS_REQUIRE_ORACLES"


@pytest.fixture(scope="session")
def torch():
    """PyTorch in float64; without it a test is skipped, or fails where oracles are required."""
    try:
        with warnings.catch_warnings():
            # What PyTorch warns of while it is imported is no concern of ours.
            warnings.simplefilter("ignore")
            import torch
    except ImportError:
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(f"PyTorch is not installed, and {REQUIRE}=1")
        pytest.skip("PyTorch, the oracle of the reference, is not installed: pip install flashcards[oracle]")
    torch.set_default_dtype(torch.float64)
    return torch


@pytest.fixture
def rng():
    """Random arrays, the same in every run."""
    return np.random.default_rng(7)


@pytest.fixture
def equal():
    """Assert that two arrays agree to 1e-12, relative or absolute, and in shape."""

    def check(ours, theirs):
        theirs = theirs.detach().numpy() if hasattr(theirs, "detach") else np.asarray(theirs)
        assert np.shape(ours) == theirs.shape
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12)

    return check
