"""Sizes of a convolution against PyTorch's."""

from itertools import product

from nnquiz.reference.convolutions import output_size


def test_the_size_is_pytorch_s(torch):
    """The output has the size of PyTorch's for every small input, kernel, padding and stride."""
    for i, k, p, s in product(range(5, 13), range(1, 6), range(3), range(1, 5)):
        out = torch.nn.functional.conv1d(torch.zeros(1, 1, i), torch.zeros(1, 1, k), padding=p, stride=s)
        assert output_size(i, k, p, s) == out.shape[-1]
