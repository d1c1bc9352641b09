"""Clipping and the penalty's gradient against PyTorch."""

import numpy as np
import pytest

from nnquiz.reference.gradients import clip_by_norm, l2_gradient


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
