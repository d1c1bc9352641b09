"""Normalization against PyTorch."""

import numpy as np
import pytest

from nnquiz.reference.normalization import (
    batch_norm,
    batch_norm_backward,
    batch_norm_inference,
    layer_norm,
    layer_norm_backward,
    running_average,
)


@pytest.mark.parametrize("m", [1, 6])
@pytest.mark.parametrize("epsilon", [0.0, 1e-5])
def test_inference_agrees_with_pytorch(torch, rng, equal, m, epsilon):
    """With running statistics batch normalization agrees with PyTorch's, for one example as for several."""
    x, mean, gamma, beta = (rng.normal(size=size) for size in ((m, 4), 4, 4, 4))
    var = rng.uniform(0.1, 3, size=4)
    theirs = torch.nn.functional.batch_norm(
        *map(torch.tensor, (x, mean, var, gamma, beta)), training=False, eps=epsilon
    )
    equal(batch_norm_inference(x, mean, var, gamma, beta, epsilon=epsilon), theirs)


@pytest.fixture
def drawn(rng):
    """Values (m, n), and gamma and beta (n,); one feature is constant over the batch, and so is one example."""

    def draw(m, n):
        x = rng.normal(size=(m, n))
        x[:, 0] = 0.5
        x[0] = 0.5
        return x, rng.normal(size=n), rng.normal(size=n)

    return draw


@pytest.mark.parametrize(("m", "n"), [(2, 1), (5, 3), (40, 2)])
@pytest.mark.parametrize("epsilon", [1e-5, 0.1])
def test_batch_norm_agrees_with_pytorch(torch, drawn, equal, m, n, epsilon):
    """Training output and all gradients agree, a feature without variance included."""
    x, gamma, beta = drawn(m, n)
    dy = np.cos(np.arange(m * n)).reshape(m, n)
    leaves = [torch.tensor(values, requires_grad=True) for values in (x, gamma, beta)]
    theirs = torch.nn.functional.batch_norm(leaves[0], None, None, *leaves[1:], training=True, eps=epsilon)
    theirs.backward(torch.tensor(dy))
    equal(batch_norm(x, gamma, beta, epsilon=epsilon).y, theirs)
    for ours, leaf in zip(batch_norm_backward(dy, x, gamma, epsilon=epsilon), leaves, strict=True):
        np.testing.assert_allclose(ours, leaf.grad, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("momentum", [0.1, 0.3, 1.0])
def test_running_statistics_agree_with_pytorch(torch, rng, equal, momentum):
    """Mean and variance (over m - 1) are carried on as PyTorch carries them, over three batches."""
    m, mean, var = 6, np.zeros(4), np.ones(4)
    layer = torch.nn.BatchNorm1d(4, momentum=momentum)
    for _ in range(3):
        x = rng.normal(size=(m, 4)) * 3
        layer(torch.tensor(x))
        done = batch_norm(x, 1, 0)
        mean = running_average(mean, done.mean, momentum=momentum)
        var = running_average(var, done.var * m / (m - 1), momentum=momentum)
    equal(mean, layer.running_mean)
    equal(var, layer.running_var)


@pytest.mark.parametrize("shape", [(1, 3), (5, 3), (2, 4, 3), (3,), (0, 3)])
@pytest.mark.parametrize("epsilon", [1e-5, 0.1])
def test_layer_norm_agrees_with_pytorch(torch, rng, equal, shape, epsilon):
    """Output and all gradients agree, for any number of axes before the features, and for no example at all."""
    x, gamma, beta, dy = (rng.normal(size=size) for size in (shape, 3, 3, shape))
    leaves = [torch.tensor(values, requires_grad=True) for values in (x, gamma, beta)]
    theirs = torch.nn.functional.layer_norm(leaves[0], (3,), *leaves[1:], eps=epsilon)
    theirs.backward(torch.tensor(dy))
    equal(layer_norm(x, gamma, beta, epsilon=epsilon).y, theirs)
    for ours, leaf in zip(layer_norm_backward(dy, x, gamma, epsilon=epsilon), leaves, strict=True):
        np.testing.assert_allclose(ours, leaf.grad, rtol=1e-10, atol=1e-10)


def test_layer_norm_of_an_example_without_variance_agrees_with_pytorch(torch, drawn, equal):
    """Where all features are the same, epsilon alone keeps the division possible."""
    x, gamma, beta = drawn(4, 3)
    theirs = torch.nn.functional.layer_norm(*map(torch.tensor, (x,)), (3,), *map(torch.tensor, (gamma, beta)))
    equal(layer_norm(x, gamma, beta, epsilon=1e-5).y, theirs)
    equal(layer_norm(x, gamma, beta, epsilon=1e-5).y[0], beta)


def test_the_statistics_are_those_of_one_axis():
    """A batch's statistics are one for each feature, and a layer's one for each example."""
    x = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(batch_norm(x, 1, 0).mean, [1.5, 2.5, 3.5])
    np.testing.assert_array_equal(layer_norm(x, 1, 0).mean, [1, 4])
    np.testing.assert_allclose(layer_norm(x, 1, 0).var, [2 / 3, 2 / 3])
