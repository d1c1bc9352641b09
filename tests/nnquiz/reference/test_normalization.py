"""Normalization against PyTorch."""

import pytest

from nnquiz.reference.normalization import batch_norm_inference


@pytest.mark.parametrize("m", [1, 6])
@pytest.mark.parametrize("epsilon", [0.0, 1e-5])
def test_inference_agrees_with_pytorch(torch, rng, equal, m, epsilon):
    """With running statistics batch normalization agrees with PyTorch's, for one example as for several."""
    x, mean, gamma, beta = (rng.normal(size=size) for size in ((m, 4), 4, 4, 4))
    var = rng.uniform(0.1, 3, size=4)
    theirs = torch.nn.functional.batch_norm(
        *map(torch.tensor, (x, mean, var, gamma, beta)), training=False, eps=epsilon
    )
    equal(batch_norm_inference(x, mean, var, gamma, beta, epsilon=epsilon), theirs)
