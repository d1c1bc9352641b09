"""Costs with penalties against PyTorch, and their gradients against autograd."""

import pytest

from nnquiz.reference.gradients import l2_gradient
from nnquiz.reference.penalties import l1_cost, l2_cost


@pytest.mark.parametrize("shape", [(), (1,), (5,), (3, 4), (0, 4)])
def test_penalised_costs_agree_with_pytorch(torch, rng, equal, shape):
    """The cost grows by the sum of squares or of sizes, with the factors stated; no weights cost nothing."""
    w = rng.normal(size=shape)
    leaf = torch.tensor(w)
    equal(l2_cost(0.7, w, lam=0.3, m=8), 0.7 + 0.3 / 16 * leaf.pow(2).sum())
    equal(l1_cost(0.7, w, lam=0.3, m=8), 0.7 + 0.3 / 8 * torch.linalg.vector_norm(leaf, ord=1))


def test_the_l2_gradient_is_that_of_the_l2_cost(torch, rng, equal):
    """What autograd makes of the penalised cost is the plain gradient plus lam / m w."""
    w, a = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    leaf = torch.tensor(w, requires_grad=True)
    plain = (torch.tensor(a) * leaf).sum()
    (plain + 2 / (2 * 10) * leaf.pow(2).sum()).backward()
    equal(l2_gradient(w, a, lam=2, m=10), leaf.grad)
