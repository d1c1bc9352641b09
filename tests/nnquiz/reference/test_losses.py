"""Losses against PyTorch, and their derivatives against autograd."""

import math

import numpy as np
import pytest

from nnquiz.reference import losses
from nnquiz.reference.losses import binary_cross_entropy, binary_cross_entropy_prime, mean_squared_error

SHAPES = [(), (1,), (6,), (3, 4), (1, 4)]
#: Batches of examples, and one example alone; an empty batch as well.
CLASSES = [(5,), (3, 4), (1, 2), (0, 4), (2, 3, 4)]
LARGE = [[1e4, -1e4, 0.0], [-1e4, -1e4 - 1, -1e4 - 2], [800.0, 800.0, 799.0]]


@pytest.mark.parametrize("shape", SHAPES)
def test_cross_entropy_agrees_with_pytorch(torch, rng, equal, shape):
    """The loss of each example and its derivative agree with PyTorch, for hard and soft labels."""
    p = rng.uniform(1e-9, 1 - 1e-9, size=shape)
    for y in (rng.integers(0, 2, size=shape).astype(float), rng.uniform(size=shape)):
        leaf = torch.tensor(p, requires_grad=True)
        loss = torch.nn.functional.binary_cross_entropy(leaf, torch.tensor(y), reduction="none")
        loss.sum().backward()
        equal(binary_cross_entropy(p, y), loss)
        equal(binary_cross_entropy_prime(p, y), leaf.grad)


def test_certain_predictions(torch, equal):
    """A certain prediction that is right costs nothing, and one that is wrong costs without bound."""
    certain = [0.0, 1.0]
    oracle = torch.nn.functional.binary_cross_entropy
    equal(
        binary_cross_entropy(certain, certain),
        oracle(torch.tensor(certain), torch.tensor(certain), reduction="none"),
    )
    assert math.isinf(binary_cross_entropy(0.0, 1.0))
    assert math.isinf(binary_cross_entropy(1.0, 0.0))


@pytest.mark.parametrize("shape", SHAPES)
def test_mean_squared_error_agrees_with_pytorch(torch, rng, equal, shape):
    """The mean over all elements is PyTorch's."""
    y, yhat = rng.normal(size=shape), rng.normal(size=shape)
    equal(mean_squared_error(y, yhat), torch.nn.functional.mse_loss(torch.tensor(yhat), torch.tensor(y)))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "name",
    ["mean_squared_error", "half_mean_squared_error", "root_mean_squared_error", "mean_absolute_error"],
)
def test_regression_losses_agree_with_pytorch(torch, rng, equal, shape, name):
    """Each mean over all elements and its gradient agree with PyTorch."""
    functional = torch.nn.functional
    oracle = {
        "mean_squared_error": functional.mse_loss,
        "half_mean_squared_error": lambda yhat, y: functional.mse_loss(yhat, y) / 2,
        "root_mean_squared_error": lambda yhat, y: functional.mse_loss(yhat, y).sqrt(),
        "mean_absolute_error": functional.l1_loss,
    }[name]
    y, yhat = rng.normal(size=shape), rng.normal(size=shape)
    leaf = torch.tensor(yhat, requires_grad=True)
    loss = oracle(leaf, torch.tensor(y))
    loss.backward()
    equal(getattr(losses, name)(y, yhat), loss)
    equal(getattr(losses, f"{name}_prime")(y, yhat), leaf.grad)


def test_no_error_has_no_gradient(torch, equal):
    """Where a prediction is exact the absolute error's derivative is 0, as in PyTorch."""
    y, yhat = [1.0, 2.0, -1.0], [1.0, 2.5, -3.0]
    leaf = torch.tensor(yhat, requires_grad=True)
    torch.nn.functional.l1_loss(leaf, torch.tensor(y)).backward()
    equal(losses.mean_absolute_error_prime(y, yhat), leaf.grad)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("delta", [0.3, 1.0, 2.5])
def test_huber_agrees_with_pytorch(torch, rng, equal, shape, delta):
    """The loss and its gradient agree on both sides of delta, and at it."""
    y = rng.normal(size=shape)
    for yhat in (rng.normal(size=shape), y + delta, y - delta):
        leaf = torch.tensor(yhat, requires_grad=True)
        loss = torch.nn.functional.huber_loss(leaf, torch.tensor(y), delta=delta)
        loss.backward()
        equal(losses.huber(y, yhat, delta=delta), loss)
        equal(losses.huber_prime(y, yhat, delta=delta), leaf.grad)


@pytest.mark.parametrize("shape", [*SHAPES, (0, 3)])
def test_binary_cross_entropy_from_logits_agrees_with_pytorch(torch, rng, equal, shape):
    """The loss from logits and its derivative agree with PyTorch, however large the logits."""
    for size in (1, 30, 1e4):
        z = rng.normal(size=shape) * size
        for y in (rng.integers(0, 2, size=shape).astype(float), rng.uniform(size=shape)):
            leaf = torch.tensor(z, requires_grad=True)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                leaf, torch.tensor(y), reduction="none"
            )
            loss.sum().backward()
            equal(losses.binary_cross_entropy_from_logits(z, y), loss)
            equal(losses.binary_cross_entropy_from_logits_prime(z, y), leaf.grad)


@pytest.mark.parametrize("shape", [*SHAPES, (0,)])
def test_hinge_agrees_with_pytorch(torch, rng, equal, shape):
    """The loss is PyTorch's margin loss against the score 0, and its derivative autograd's."""
    f, y = rng.normal(size=shape) * 2, rng.choice([-1.0, 1.0], size=shape)
    leaf = torch.tensor(f, requires_grad=True)
    loss = torch.nn.functional.margin_ranking_loss(
        leaf, torch.zeros(shape), torch.tensor(y), margin=1, reduction="none"
    )
    loss.sum().backward()
    equal(losses.hinge(f, y), loss)
    equal(losses.hinge_prime(f, y), leaf.grad)


def test_hinge_at_the_margin():
    """At the margin itself nothing is lost, and nothing pulls."""
    assert losses.hinge(1.0, 1.0) == losses.hinge_prime(1.0, 1.0) == 0


@pytest.mark.parametrize("shape", CLASSES)
def test_cross_entropy_of_probabilities_agrees_with_pytorch(torch, rng, equal, shape):
    """The loss of each example and its derivative by each probability agree, for any targets."""
    p, y = _distributions(rng, shape), _distributions(rng, shape)
    leaf = torch.tensor(p, requires_grad=True)
    loss = -torch.special.xlogy(torch.tensor(y), leaf).sum(-1)
    loss.sum().backward()
    equal(losses.cross_entropy(p, y), loss)
    equal(losses.cross_entropy_prime(p, y), leaf.grad)


@pytest.mark.parametrize("shape", [(5,), (3, 4), (1, 2), (0, 4)])
def test_cross_entropy_from_logits_agrees_with_pytorch(torch, rng, equal, shape):
    """The loss from logits and its gradient agree with PyTorch, for targets that are distributions."""
    y = _distributions(rng, shape)
    for size in (1, 30, 1e4):
        z = rng.normal(size=shape) * size
        leaf = torch.tensor(z, requires_grad=True)
        loss = torch.nn.functional.cross_entropy(leaf, torch.tensor(y), reduction="none")
        loss.sum().backward()
        equal(losses.cross_entropy_from_logits(z, y), loss)
        equal(losses.cross_entropy_from_logits_prime(z, y), leaf.grad)


@pytest.mark.parametrize("shape", [(5,), (3, 4), (1, 2), (0, 4)])
def test_sparse_cross_entropy_agrees_with_pytorch(torch, rng, equal, shape):
    """With class indices, both losses and their gradients agree with PyTorch."""
    c = rng.integers(0, shape[-1], size=shape[:-1])
    z, classes = rng.normal(size=shape), torch.tensor(c)
    leaf = torch.tensor(z, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(leaf, classes, reduction="none")
    loss.sum().backward()
    equal(losses.sparse_cross_entropy_from_logits(z, c), loss)
    equal(losses.sparse_cross_entropy_from_logits_prime(z, c), leaf.grad)
    p = torch.softmax(torch.tensor(z), dim=-1).requires_grad_()
    loss = torch.nn.functional.nll_loss(p.log(), classes, reduction="none")
    loss.sum().backward()
    equal(losses.sparse_cross_entropy(p.detach().numpy(), c), loss)
    equal(losses.sparse_cross_entropy_prime(p.detach().numpy(), c), p.grad)


@pytest.mark.parametrize("z", LARGE)
@pytest.mark.parametrize("c", [0, 1, 2])
def test_large_logits_do_not_overflow(torch, equal, z, c):
    """Logits of thousands give the loss and the gradient that PyTorch gives, without a warning."""
    leaf = torch.tensor(z, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(leaf, torch.tensor(c))
    loss.backward()
    equal(losses.sparse_cross_entropy_from_logits(z, c), loss)
    equal(losses.sparse_cross_entropy_from_logits_prime(z, c), leaf.grad)
    equal(losses.log_softmax(z), torch.log_softmax(torch.tensor(z), dim=-1))


def test_certain_classes():
    """A class held impossible costs nothing where it is not the true one, and without bound where it is."""
    np.testing.assert_array_equal(losses.cross_entropy([[0.0, 1.0], [1.0, 0.0]], [0.0, 1.0]), [0.0, math.inf])


@pytest.mark.parametrize("shape", CLASSES)
def test_kl_divergence_agrees_with_pytorch(torch, rng, equal, shape):
    """The divergence of each pair and its derivative by the second agree with PyTorch."""
    p, q = _distributions(rng, shape), _distributions(rng, shape)
    leaf = torch.tensor(q, requires_grad=True)
    loss = torch.nn.functional.kl_div(leaf.log(), torch.tensor(p), reduction="none").sum(-1)
    loss.sum().backward()
    equal(losses.kl_divergence(p, q), loss)
    equal(losses.kl_divergence_prime(p, q), leaf.grad)


def test_kl_divergence_of_certain_distributions():
    """What p does not have adds nothing; where q excludes what p has, the divergence is infinite."""
    assert losses.kl_divergence([1.0, 0.0], [0.5, 0.5]) == pytest.approx(math.log(2))
    assert losses.kl_divergence([1.0, 0.0], [1.0, 0.0]) == 0
    assert math.isinf(losses.kl_divergence([0.5, 0.5], [1.0, 0.0]))


@pytest.mark.parametrize("shape", [(5,), (3, 4), (1, 2), (0, 4)])
@pytest.mark.parametrize("epsilon", [0.0, 0.1, 1.0])
def test_smoothed_labels_agree_with_pytorch(torch, rng, equal, shape, epsilon):
    """The cross-entropy with smoothed labels is PyTorch's with `label_smoothing`."""
    c = rng.integers(0, shape[-1], size=shape[:-1])
    z = rng.normal(size=shape)
    y = losses.smoothed_labels(losses.one_hot(c, shape[-1]), epsilon)
    loss = torch.nn.functional.cross_entropy(
        torch.tensor(z), torch.tensor(c), reduction="none", label_smoothing=epsilon
    )
    equal(losses.cross_entropy_from_logits(z, y), loss)
    equal(y.sum(axis=-1), np.ones(shape[:-1]))


def test_one_hot_agrees_with_pytorch(torch, rng, equal):
    """Class indices of any shape get a new last axis, as in PyTorch."""
    for shape in ((), (6,), (2, 3), (0,)):
        c = rng.integers(0, 4, size=shape)
        equal(losses.one_hot(c, 4), torch.nn.functional.one_hot(torch.tensor(c), 4).double())


def _distributions(rng, shape):
    return rng.dirichlet(np.ones(shape[-1]), size=shape[:-1])
