"""Convolutions and their gradients against PyTorch and autograd, and the flipped one against its definition."""

import numpy as np
import pytest

from nnquiz.reference import correlation

# Examples, channels, rows and columns; maps and the kernel's size; stride and padding.
LAYERS = [
    ((2, 3, 7, 6), (4, 3, 3, 2), 1, 0),
    ((2, 3, 7, 6), (4, 3, 3, 2), 2, 1),
    ((1, 1, 5, 5), (1, 1, 5, 5), 1, 0),
    ((3, 2, 8, 9), (1, 2, 2, 3), 3, 2),
    ((1, 2, 4, 4), (3, 2, 1, 1), 1, 0),
    ((0, 2, 4, 4), (3, 2, 2, 2), 1, 1),
]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_and_its_gradients_agree_with_pytorch(torch, rng, equal, layer):
    """The output is PyTorch's, and the gradients by input and kernel are autograd's."""
    of_x, of_k, stride, padding = layer
    x = torch.tensor(rng.normal(size=of_x), requires_grad=True)
    k = torch.tensor(rng.normal(size=of_k), requires_grad=True)
    b = torch.tensor(rng.normal(size=of_k[0]))
    y = torch.nn.functional.conv2d(x, k, b, stride=stride, padding=padding)
    dy = rng.normal(size=tuple(y.shape))
    y.backward(torch.tensor(dy))
    moves = {"stride": stride, "padding": padding}
    X, K = x.detach().numpy(), k.detach().numpy()
    equal(correlation.conv2d(X, K, b.numpy(), **moves), y)
    equal(correlation.conv2d_kernel_gradient(X, dy, of_k[2:], **moves), k.grad)
    equal(correlation.conv2d_input_gradient(dy, K, of_x[2:], **moves), x.grad)


def test_without_a_bias_nothing_is_added(rng, equal):
    """A bias of 0 and none are the same."""
    x, k = rng.normal(size=(2, 3, 5, 5)), rng.normal(size=(2, 3, 2, 2))
    equal(correlation.conv2d(x, k), correlation.conv2d(x, k, np.zeros(2)))


def test_one_image_is_a_layer_of_one_channel(torch, rng, equal):
    """An image and a kernel without further axes agree with PyTorch's layer."""
    x, k = rng.normal(size=(4, 6)), rng.normal(size=(2, 3))
    theirs = torch.nn.functional.conv2d(
        torch.tensor(x)[None, None], torch.tensor(k)[None, None], stride=2, padding=1
    )
    equal(correlation.correlate(x, k, stride=2, padding=1), theirs[0, 0])


@pytest.mark.parametrize(("of_x", "of_k"), [((5, 6), (2, 3)), ((3, 3), (3, 3)), ((4, 2), (1, 1))])
def test_convolution_is_the_sum_of_its_definition(rng, equal, of_x, of_k):
    """The flipped form is the sum of x[i - u, j - v] k[u, v], where all its terms exist."""
    x, k = rng.normal(size=of_x), rng.normal(size=of_k)
    rows, columns = of_k
    expected = [
        [
            sum(x[i - u, j - v] * k[u, v] for u in range(rows) for v in range(columns))
            for j in range(columns - 1, of_x[1])
        ]
        for i in range(rows - 1, of_x[0])
    ]
    equal(correlation.convolve(x, k), expected)
