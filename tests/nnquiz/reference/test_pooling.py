"""Pooling and its gradients against PyTorch and autograd."""

import pytest

from nnquiz.reference import pooling

# The shape of the maps, the window and the stride: apart, overlapping, with rows left over, one window, no example.
MAPS = [
    ((2, 3, 6, 8), 2, 2),
    ((2, 3, 7, 5), 3, 1),
    ((1, 1, 7, 8), 3, 2),
    ((1, 2, 4, 4), 4, 1),
    ((2, 1, 7, 7), 2, 3),
    ((0, 1, 4, 4), 2, 2),
]


@pytest.mark.parametrize("maps", MAPS)
@pytest.mark.parametrize("summary", ["max", "avg"])
def test_pooling_agrees_with_pytorch(torch, rng, equal, maps, summary):
    """What comes out is PyTorch's, and the gradient is autograd's, equal numbers in a window included."""
    shape, f, s = maps
    ours = {
        "max": (pooling.max_pool2d, pooling.max_pool2d_backward),
        "avg": (pooling.average_pool2d, pooling.average_pool2d_backward),
    }[summary]
    for x in (rng.normal(size=shape), rng.integers(0, 3, size=shape).astype(float)):
        leaf = torch.tensor(x, requires_grad=True)
        y = getattr(torch.nn.functional, f"{summary}_pool2d")(leaf, f, s)
        dy = rng.normal(size=tuple(y.shape))
        y.backward(torch.tensor(dy))
        equal(ours[0](x, f, s), y)
        equal(ours[1](x, dy, f, s), leaf.grad)


def test_one_map_needs_no_further_axes(equal):
    """A map of rows and columns alone is pooled as it is."""
    x = [[1.0, 2.0, 5.0], [4.0, 3.0, 0.0]]
    equal(pooling.max_pool2d(x, 2, 1), [[4.0, 5.0]])
    equal(pooling.average_pool2d(x, 2, 1), [[2.5, 2.5]])
    equal(pooling.max_pool2d_backward(x, [[10.0, 20.0]], 2, 1), [[0.0, 0.0, 20.0], [10.0, 0.0, 0.0]])
