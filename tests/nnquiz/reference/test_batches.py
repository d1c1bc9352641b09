"""Counting updates against PyTorch's loader."""

import pytest

from nnquiz.reference.batches import updates


@pytest.mark.parametrize(("m", "batch_size"), [(10, 3), (9, 3), (2, 5), (1, 1), (0, 4), (7, 7)])
@pytest.mark.parametrize("drop_last", [False, True])
def test_updates_agree_with_pytorch(torch, m, batch_size, drop_last):
    """As many updates are counted as PyTorch's loader gives batches, epoch after epoch."""
    data = list(range(m))
    loader = torch.utils.data.DataLoader(data, batch_size=batch_size, drop_last=drop_last)
    seen = sum(1 for _ in range(3) for _ in loader)
    assert updates(m, batch_size, 3, drop_last=drop_last) == seen
