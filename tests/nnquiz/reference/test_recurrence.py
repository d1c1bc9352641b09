"""Recurrent cells against PyTorch's with the same weights, and gradients against autograd."""

import numpy as np
import pytest

from nnquiz.reference import recurrence

# Inputs, units, and the axes before them: none, several examples, one, no example.
SIZES = [(3, 4, ()), (3, 4, (5,)), (1, 1, (1,)), (2, 3, (0,))]

every_size = pytest.mark.parametrize("size", SIZES)


def of_pytorch(torch, cell, rng, scale=1.0):
    """W, U and the two biases drawn anew for a PyTorch cell."""
    weights = [getattr(cell, name) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
    with torch.no_grad():
        for weight in weights:
            weight.copy_(torch.tensor(rng.normal(size=tuple(weight.shape)) * scale))
    return [weight.detach().numpy() for weight in weights]


@every_size
@pytest.mark.parametrize("scale", [1.0, 50.0])
def test_the_simple_cell_agrees_with_pytorch(torch, rng, equal, size, scale):
    """One step is PyTorch's, its two biases being added up, saturated units included."""
    d, n, batch = size
    cell = torch.nn.RNNCell(d, n)
    W, U, b, b_h = of_pytorch(torch, cell, rng, scale)
    x, h = rng.normal(size=(*batch, d)), rng.normal(size=(*batch, n))
    equal(recurrence.rnn_cell(x, h, W, U, b + b_h), cell(torch.tensor(x), torch.tensor(h)))


@every_size
def test_one_step_back_agrees_with_autograd(torch, rng, equal, size):
    """Gradients by input, state and weights are autograd's."""
    d, n, batch = size
    cell = torch.nn.RNNCell(d, n)
    W, U, b, b_h = of_pytorch(torch, cell, rng)
    x = torch.tensor(rng.normal(size=(*batch, d)), requires_grad=True)
    h = torch.tensor(rng.normal(size=(*batch, n)), requires_grad=True)
    dh_next = rng.normal(size=(*batch, n))
    cell(x, h).backward(torch.tensor(dh_next))
    X, H = x.detach().numpy(), h.detach().numpy()
    back = recurrence.rnn_cell_backward(dh_next, X, H, recurrence.rnn_cell(X, H, W, U, b + b_h), W, U)
    for ours, theirs in zip(
        back, (x.grad, h.grad, cell.weight_ih.grad, cell.weight_hh.grad, cell.bias_ih.grad), strict=True
    ):
        equal(ours, theirs)


@every_size
@pytest.mark.parametrize("T", [0, 1, 6])
def test_a_sequence_and_its_way_back_agree_with_autograd(torch, rng, equal, size, T):
    """The states of a run are PyTorch's, and the gradients through time autograd's."""
    d, n, batch = size
    cell = torch.nn.RNNCell(d, n)
    W, U, b, b_h = of_pytorch(torch, cell, rng)
    xs = torch.tensor(rng.normal(size=(T, *batch, d)), requires_grad=True)
    start = torch.tensor(rng.normal(size=(*batch, n)), requires_grad=True)
    dhs = rng.normal(size=(T, *batch, n))
    states = [start]
    for t in range(T):
        states.append(cell(xs[t], states[-1]))
    X, h = xs.detach().numpy(), start.detach().numpy()
    hs = recurrence.rnn(X, h, W, U, b + b_h)
    equal(hs, np.reshape([state.detach().numpy() for state in states[1:]], (T, *batch, n)))
    back = recurrence.rnn_backward(dhs, X, h, hs, W, U)
    loss = (start * 0).sum() + sum((states[t + 1] * torch.tensor(dhs[t])).sum() for t in range(T))
    leaves = (xs, start, cell.weight_ih, cell.weight_hh, cell.bias_ih)
    grads = torch.autograd.grad(loss, leaves, allow_unused=True)
    for ours, theirs, leaf in zip(back, grads, leaves, strict=True):
        equal(ours, torch.zeros_like(leaf) if theirs is None else theirs)


@every_size
def test_the_lstm_agrees_with_pytorch(torch, rng, equal, size):
    """Cell and state after each of three steps are PyTorch's."""
    d, n, batch = size
    cell = torch.nn.LSTMCell(d, n)
    W, U, b, b_h = of_pytorch(torch, cell, rng)
    xs = rng.normal(size=(3, *batch, d))
    h, c = rng.normal(size=(2, *batch, n))
    theirs = (torch.tensor(h), torch.tensor(c))
    for x, step in zip(xs, recurrence.lstm(xs, h, c, W, U, b + b_h), strict=True):
        theirs = cell(torch.tensor(x), theirs)
        equal(step.h, theirs[0])
        equal(step.c, theirs[1])


@every_size
def test_the_gru_agrees_with_pytorch(torch, rng, equal, size):
    """The state after each of three steps is PyTorch's."""
    d, n, batch = size
    cell = torch.nn.GRUCell(d, n)
    W, U, b, b_h = of_pytorch(torch, cell, rng)
    xs, h = rng.normal(size=(3, *batch, d)), rng.normal(size=(*batch, n))
    theirs = torch.tensor(h)
    for x, step in zip(xs, recurrence.gru(xs, h, W, U, b, b_h), strict=True):
        theirs = cell(torch.tensor(x), theirs)
        equal(step.h, theirs)


def test_gates_are_open_or_closed():
    """Open and closed gates keep the cell, replace it, and hide it."""
    kept = recurrence.lstm_state(i=0, f=1, g=0.7, o=1, c=1.5)
    replaced = recurrence.lstm_state(i=1, f=0, g=0.7, o=0, c=1.5)
    assert (kept.c, kept.h) == (1.5, np.tanh(1.5))
    assert (replaced.c, replaced.h) == (0.7, 0)
    assert (recurrence.gru_state(1, 0.2, 0.9), recurrence.gru_state(0, 0.2, 0.9)) == (0.9, 0.2)
