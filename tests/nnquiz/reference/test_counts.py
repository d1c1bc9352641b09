"""Counts of parameters against those of PyTorch's layers, and of multiply-adds against a count one by one."""

from itertools import pairwise, product

import pytest

from nnquiz.reference import counts

D_H = [(3, 5), (7, 2), (1, 1), (4, 4)]


def learned(layer):
    return sum(parameter.numel() for parameter in layer.parameters())


@pytest.mark.parametrize("n", [(4,), (3, 1), (2, 5, 7), (6, 4, 4, 1)])
def test_dense_layers_learn_as_many_as_pytorch_s(torch, n):
    """Weights and biases of all layers are counted, and inputs alone have none."""
    layers = [torch.nn.Linear(n_in, n_out) for n_in, n_out in pairwise(n)]
    assert counts.dense_parameters(n) == sum(map(learned, layers))


@pytest.mark.parametrize(("k", "c_in", "c_out"), [(3, 16, 32), (1, 4, 7), (5, 1, 1), (2, 3, 2)])
def test_a_convolution_learns_as_many_as_pytorch_s(torch, k, c_in, c_out):
    """All kernels are counted, with one bias each."""
    assert counts.conv_parameters(k, c_in, c_out) == learned(torch.nn.Conv2d(c_in, c_out, k))


@pytest.mark.parametrize(("d", "h"), D_H)
def test_recurrent_layers_learn_as_many_as_pytorch_s(torch, d, h):
    """PyTorch keeps two bias vectors in each block, or none."""
    pairs = (
        (counts.rnn_parameters, torch.nn.RNN),
        (counts.lstm_parameters, torch.nn.LSTM),
        (counts.gru_parameters, torch.nn.GRU),
    )
    for ours, layer in pairs:
        assert ours(d, h, biases=2) == learned(layer(d, h))
        assert ours(d, h, biases=0) == learned(layer(d, h, bias=False))
        assert ours(d, h) == ours(d, h, biases=0) + (ours(d, h, biases=2) - ours(d, h, biases=0)) / 2


@pytest.mark.parametrize(
    ("n", "k", "s", "c_in", "c_out"), [(6, 3, 1, 2, 3), (7, 2, 2, 3, 1), (4, 4, 1, 1, 2)]
)
def test_multiply_adds_are_those_of_the_loops(n, k, s, c_in, c_out):
    """Written as loops, the convolution takes as many multiply-adds."""
    places = range(0, n - k + 1, s)
    loops = product(places, places, range(c_out), range(k), range(k), range(c_in))
    assert counts.conv_multiply_adds(len(places), len(places), k, c_in, c_out) == sum(1 for _ in loops)
