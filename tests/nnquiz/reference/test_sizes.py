"""Sizes in a convolutional network against PyTorch's layers, and receptive fields against what gradients reach."""

from itertools import product

import numpy as np
import pytest

from nnquiz.reference import sizes
from nnquiz.reference.sizes import Volume


def test_the_size_is_pytorch_s(torch):
    """The output has the size of PyTorch's for every small input, kernel, padding and stride."""
    for i, k, p, s in product(range(5, 13), range(1, 6), range(3), range(1, 5)):
        out = torch.nn.functional.conv1d(torch.zeros(1, 1, i), torch.zeros(1, 1, k), padding=p, stride=s)
        assert sizes.output_size(i, k, p, s) == out.shape[-1]


def test_the_size_with_dilation_is_pytorch_s(torch):
    """A dilated kernel puts out what PyTorch's does, strided or not, wherever it fits the input at all."""
    for i, k, p, s, d in product(range(6, 14), range(1, 5), range(3), range(1, 4), range(1, 5)):
        if sizes.extent(k, d) > i + 2 * p:
            continue
        layer = torch.nn.Conv2d(1, 1, k, padding=p, stride=s, dilation=d)
        out = layer(torch.zeros(1, 1, i, i + 1))
        expected = [sizes.output_size(size, k, p, s, d) for size in (i, i + 1)]
        assert list(out.shape[2:]) == expected


@pytest.mark.parametrize(("k", "d"), [(1, 1), (1, 4), (3, 1), (7, 1), (5, 3), (2, 2), (4, 6)])
def test_same_padding_keeps_the_size(torch, k, d):
    """What PyTorch puts out with this padding is as large as what goes in."""
    x = torch.zeros(1, 1, 20)
    p = sizes.same_padding(k, d)
    assert torch.nn.functional.conv1d(x, torch.zeros(1, 1, k), padding=p, dilation=d).shape == x.shape


@pytest.mark.parametrize(("k", "d"), [(2, 1), (4, 3)])
def test_some_kernels_have_no_same_padding(k, d):
    """Where the two sides cannot be padded alike, there is no answer."""
    with pytest.raises(ValueError, match="no padding"):
        sizes.same_padding(k, d)


def test_the_transposed_size_is_pytorch_s(torch):
    """A transposed convolution puts out what PyTorch's does, wherever anything is left of it."""
    for i, k, p, s in product(range(1, 9), range(1, 6), range(3), range(1, 5)):
        ours = sizes.transposed_output_size(i, k, p, s)
        if ours < 1:
            continue
        layer = torch.nn.ConvTranspose2d(1, 1, k, stride=s, padding=p)
        assert list(layer(torch.zeros(1, 1, i, i)).shape[2:]) == [ours, ours]


def test_a_transposed_convolution_leads_back():
    """It gives the size that the convolution came from, where the strides came out even."""
    for i, k, p, s in product(range(5, 20), range(1, 6), range(3), range(1, 5)):
        if (i + 2 * p - k) % s == 0:
            assert sizes.transposed_output_size(sizes.output_size(i, k, p, s), k, p, s) == i


def test_the_pooled_size_is_pytorch_s(torch):
    """Pooling puts out what PyTorch's does; with ceil_mode there is one more where a rest is left."""
    for i, k, s in product(range(5, 16), range(1, 6), range(1, 6)):
        x = torch.zeros(1, 1, i)
        ours = sizes.pool_output_size(i, k, s)
        assert ours == torch.nn.MaxPool1d(k, s)(x).shape[-1]
        if s <= k:
            rest = (i - k) % s != 0
            assert ours + rest == torch.nn.MaxPool1d(k, s, ceil_mode=True)(x).shape[-1]


@pytest.mark.parametrize(
    ("k", "s"),
    [
        ((3,), (2,)),
        ((3, 3), (1, 1)),
        ((3, 2, 4), (2, 3, 1)),
        ((1, 5, 2), (3, 1, 2)),
        ((2, 2, 2, 2), (2,) * 4),
    ],
)
def test_the_receptive_field_is_what_the_gradient_reaches(torch, k, s):
    """The inputs on which a unit after all layers depends are as many, and one block."""
    x = torch.zeros(1, 1, 150, requires_grad=True)
    out = x
    for kernel, stride in zip(k, s, strict=True):
        out = torch.nn.functional.conv1d(out, torch.ones(1, 1, kernel), stride=stride)
    out[0, 0, out.shape[-1] // 2].backward()
    seen = np.flatnonzero(x.grad.numpy())
    assert seen[-1] - seen[0] + 1 == sizes.receptive_field(k, s)


def test_without_layers_a_unit_sees_itself():
    """The receptive field starts from one place of the input."""
    assert sizes.receptive_field([], []) == 1


@pytest.mark.parametrize(("k", "p", "s"), [(3, 1, 1), (5, 2, 2), (4, 0, 3)])
def test_volumes_are_pytorch_s(torch, k, p, s):
    """A small network has PyTorch's shapes from layer to layer, down to the flattened vector."""
    image = Volume(3, 17, 22)
    conv = sizes.convolved(image, 6, k, p, s)
    pooled = sizes.pooled(conv, 2, 2)
    x = torch.nn.Conv2d(3, 6, k, padding=p, stride=s)(torch.zeros(1, *image))
    assert tuple(x.shape[1:]) == conv
    x = torch.nn.MaxPool2d(2)(x)
    assert tuple(x.shape[1:]) == pooled
    assert torch.nn.Flatten()(x).shape[1] == sizes.flattened(pooled)
