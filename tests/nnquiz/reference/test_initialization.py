"""First weights against PyTorch's, drawn with the same chance."""

import pytest

from nnquiz.reference.initialization import he_std, xavier_std


@pytest.mark.parametrize(("fan_in", "fan_out"), [(3, 5), (200, 50), (1, 7)])
def test_standard_deviations_are_pytorch_s(torch, equal, fan_in, fan_out):
    """Standard normal numbers times our deviation are what PyTorch draws from the same seed."""
    init = torch.nn.init
    for ours, theirs in (
        (he_std(fan_in), lambda W: init.kaiming_normal_(W, nonlinearity="relu")),
        (xavier_std(fan_in, fan_out), init.xavier_normal_),
    ):
        with torch.random.fork_rng():
            torch.manual_seed(3)
            drawn = theirs(torch.empty(fan_out, fan_in))
            torch.manual_seed(3)
            standard = torch.empty(fan_out, fan_in).normal_()
        equal(ours * standard.numpy(), drawn)
