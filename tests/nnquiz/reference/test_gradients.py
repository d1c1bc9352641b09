"""Clipping and the penalty's gradient against PyTorch."""

import numpy as np
import pytest

from nnquiz.reference.gradients import clip_by_global_norm, clip_by_norm, clip_by_value, l2_gradient


@pytest.mark.parametrize("size", [1, 2, 3, 50])
@pytest.mark.parametrize("share", [0.1, 0.9, 1.1, 10.0])
def test_clipping_agrees_with_pytorch(torch, rng, equal, size, share):
    """Gradients above and below the threshold are clipped as PyTorch clips them."""
    # PyTorch adds 1e-6 to the norm: beside a norm so large it is nothing.
    g = rng.normal(size=size) * 1e9
    c = share * float(np.linalg.norm(g))
    leaf = torch.zeros(size, requires_grad=True)
    leaf.grad = torch.tensor(g)
    torch.nn.utils.clip_grad_norm_([leaf], c)
    equal(clip_by_norm(g, c), leaf.grad)


def test_no_gradient_stays_none():
    """A gradient of 0 has no direction to keep, and stays 0."""
    np.testing.assert_array_equal(clip_by_norm([0.0, 0.0], 1.0), [0.0, 0.0])


@pytest.mark.parametrize("shape", [(), (4,), (2, 3)])
def test_the_penalty_s_gradient_agrees_with_autograd(torch, rng, equal, shape):
    """The gradient is autograd's of a cost with lam / (2m) times the sum of squares."""
    w, target, lam, m = rng.normal(size=shape), torch.tensor(rng.normal(size=shape)), 0.7, 12
    leaf = torch.tensor(w, requires_grad=True)
    cost = ((leaf - target) ** 4).sum()
    (dw,) = torch.autograd.grad(cost, leaf, retain_graph=True)
    (cost + lam / (2 * m) * (leaf**2).sum()).backward()
    equal(l2_gradient(w, dw.numpy(), lam=lam, m=m), leaf.grad)


@pytest.mark.parametrize("share", [0.1, 0.9, 1.1])
def test_clipping_by_the_global_norm_agrees_with_pytorch(torch, rng, equal, share):
    """Arrays of several shapes are clipped together as PyTorch clips a model's parameters."""
    # As above, for the 1e-6 that PyTorch adds.
    gradients = [rng.normal(size=shape) * 1e9 for shape in ((3, 2), (3,), (), (0, 4))]
    c = share * float(np.sqrt(sum((g**2).sum() for g in gradients)))
    leaves = [torch.zeros(g.shape, requires_grad=True) for g in map(np.asarray, gradients)]
    for leaf, g in zip(leaves, gradients, strict=True):
        leaf.grad = torch.tensor(g)
    torch.nn.utils.clip_grad_norm_(leaves, c)
    for ours, leaf in zip(clip_by_global_norm(gradients, c), leaves, strict=True):
        equal(ours, leaf.grad)


def test_all_gradients_none_stay_none():
    """Where all gradients are 0, or there are none at all, nothing is divided."""
    np.testing.assert_array_equal(clip_by_global_norm([[0.0, 0.0], 0.0], 1.0)[0], [0.0, 0.0])
    assert clip_by_global_norm([], 1.0) == []


@pytest.mark.parametrize("shape", [(), (5,), (2, 3), (0, 3)])
@pytest.mark.parametrize("c", [0.1, 1.0, 100.0])
def test_clipping_by_value_agrees_with_pytorch(torch, rng, equal, shape, c):
    """Each entry is clipped by itself as PyTorch clips it."""
    g = rng.normal(size=shape)
    leaf = torch.zeros(shape, requires_grad=True)
    leaf.grad = torch.tensor(g)
    torch.nn.utils.clip_grad_value_([leaf], c)
    equal(clip_by_value(g, c), leaf.grad)
