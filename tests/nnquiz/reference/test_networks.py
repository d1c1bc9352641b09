"""A network with one hidden layer against PyTorch's autograd, against central differences, and in training."""

import numpy as np
import pytest

from nnquiz.reference import networks
from nnquiz.reference.checking import central_difference, relative_error_norm
from nnquiz.reference.networks import Parameters

LOSSES = ["cross-entropy", "squared error"]
#: n_x, n_h, n_y, m.
SIZES = [(2, 2, 1, 4), (3, 5, 2, 7), (1, 1, 1, 1), (6, 4, 3, 1), (4, 2, 5, 9)]


def drawn(rng, n_x, n_h, n_y, m, size=1.0):
    """Parameters, inputs and soft labels; `size` stretches all parameters."""
    shapes = [(n_h, n_x), (n_h, 1), (n_y, n_h), (n_y, 1)]
    parameters = Parameters(*(size * rng.normal(size=shape) for shape in shapes))
    return parameters, rng.normal(size=(n_x, m)), rng.uniform(size=(n_y, m))


def torch_cost(torch, parameters, X, Y, loss):
    """The same network by PyTorch's own layers and losses, with examples as rows: its cost and its leaves."""
    W1, b1, W2, b2 = leaves = [torch.tensor(one, requires_grad=True) for one in parameters]
    linear = torch.nn.functional.linear
    A1 = torch.sigmoid(linear(torch.tensor(X.T), W1, b1[:, 0]))
    Z2 = linear(A1, W2, b2[:, 0])
    labels = torch.tensor(Y.T)
    if loss == "cross-entropy":
        total = torch.nn.functional.binary_cross_entropy_with_logits(Z2, labels, reduction="sum")
    else:
        total = torch.nn.functional.mse_loss(torch.sigmoid(Z2), labels, reduction="sum") / 2
    return total / len(labels), leaves


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("sizes", SIZES)
def test_cost_and_gradients_agree_with_autograd(torch, rng, equal, sizes, loss):
    """The cost and the gradients by all parameters are those of autograd, whatever the sizes."""
    parameters, X, Y = drawn(rng, *sizes)
    theirs, leaves = torch_cost(torch, parameters, X, Y, loss)
    theirs.backward()
    activations = networks.forward(parameters, X)
    equal(networks.cost(activations.A2, Y, loss=loss), theirs)
    for ours, leaf in zip(networks.backward(parameters, X, Y, activations, loss=loss), leaves, strict=True):
        equal(ours, leaf.grad)


@pytest.mark.parametrize("loss", LOSSES)
def test_saturated_units_agree_with_autograd(torch, rng, equal, loss):
    """Large pre-activations neither overflow nor lose the gradient that cross-entropy keeps."""
    parameters, X, Y = drawn(rng, 3, 4, 2, 6, size=100.0)
    theirs, leaves = torch_cost(torch, parameters, X, Y, loss)
    theirs.backward()
    gradients = networks.backward(parameters, X, Y, networks.forward(parameters, X), loss=loss)
    for ours, leaf in zip(gradients, leaves, strict=True):
        equal(ours, leaf.grad)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_gradients_pass_a_gradient_check(rng, loss):
    """All gradients agree with central differences to seven digits, which needs no other library."""
    parameters, X, Y = drawn(rng, 3, 4, 2, 5)
    gradients = networks.backward(parameters, X, Y, networks.forward(parameters, X), loss=loss)
    for name, gradient in gradients._asdict().items():

        def cost_at(value, name=name):
            moved = parameters._replace(**{name: value})
            return networks.cost(networks.forward(moved, X).A2, Y, loss=loss)

        numerical = central_difference(cost_at, getattr(parameters, name))
        assert relative_error_norm(gradient, numerical) < 1e-7


@pytest.mark.parametrize("shape", [(3, 2), (2,), (1, 1)])
@pytest.mark.parametrize("loss", LOSSES)
def test_deltas_agree_with_autograd(torch, rng, equal, shape, loss):
    """The output's and the hidden layer's delta are autograd's, for a batch and for one example without an axis."""
    n_y, n_h = shape[0], 4
    W2, Z1, Y = rng.normal(size=(n_y, n_h)), rng.normal(size=(n_h, *shape[1:])), rng.uniform(size=shape)
    leaf = torch.tensor(Z1, requires_grad=True)
    Z2 = torch.tensor(W2) @ torch.sigmoid(leaf)
    Z2.retain_grad()
    A2, labels = torch.sigmoid(Z2), torch.tensor(Y)
    if loss == "cross-entropy":
        total = torch.nn.functional.binary_cross_entropy(A2, labels, reduction="sum")
    else:
        total = ((A2 - labels) ** 2 / 2).sum()
    total.backward()
    dZ2 = networks.output_delta(A2.detach().numpy(), Y, loss=loss)
    equal(dZ2, Z2.grad)
    equal(networks.hidden_delta(W2, dZ2, torch.sigmoid(leaf).detach().numpy()), leaf.grad)


@pytest.mark.parametrize(("n_in", "n_out", "m"), [(2, 3, 4), (1, 1, 1), (5, 2, 1)])
def test_gradients_of_a_layer_are_means_of_outer_products(rng, equal, n_in, n_out, m):
    """A layer's gradients are the means, over the examples, of delta times input and of delta."""
    dZ, A = rng.normal(size=(n_out, m)), rng.normal(size=(n_in, m))
    dW = [[sum(dZ[i, k] * A[j, k] for k in range(m)) / m for j in range(n_in)] for i in range(n_out)]
    equal(networks.weight_gradient(dZ, A), dW)
    equal(networks.bias_gradient(dZ), [[sum(row) / m] for row in dZ])


def test_an_update_agrees_with_pytorch(torch, rng, equal):
    """A step of training is a step of torch.optim.SGD with the same rate."""
    parameters, X, Y = drawn(rng, 2, 3, 1, 5)
    theirs, leaves = torch_cost(torch, parameters, X, Y, "cross-entropy")
    theirs.backward()
    torch.optim.SGD(leaves, lr=0.5).step()
    ((stepped, before),) = networks.train(parameters, X, Y, loss="cross-entropy", lr=0.5, steps=1)
    equal(before, theirs)
    for ours, leaf in zip(stepped, leaves, strict=True):
        equal(ours, leaf)


def test_first_weights_differ_and_keep_the_variance(rng):
    """No two units start alike, the biases start at 0, and the spread of the weights is 1 / sqrt(inputs)."""
    W1, b1, W2, b2 = networks.initialise(400, 100, 25, rng=rng)
    assert (W1.shape, b1.shape, W2.shape, b2.shape) == ((100, 400), (100, 1), (25, 100), (25, 1))
    assert len(np.unique(W1)) == W1.size
    assert W1.std() == pytest.approx(1 / 20, rel=0.05)
    assert W2.std() == pytest.approx(1 / 10, rel=0.05)
    assert not b1.any()
    assert not b2.any()


@pytest.mark.parametrize(("loss", "lr"), [("cross-entropy", 2.0), ("squared error", 5.0)])
def test_training_learns_xor(loss, lr):
    """With either loss, XOR is learned: the cost ends low, all four are right, and a second run is the same."""
    X, Y = networks.xor()
    runs = [
        list(
            networks.train(
                networks.initialise(2, 4, 1, rng=np.random.default_rng(0)), X, Y, loss=loss, lr=lr, steps=2000
            )
        )
        for _ in range(2)
    ]
    (parameters, last), (_, first) = runs[0][-1], runs[0][0]
    assert last < 0.01 < first
    assert ((networks.forward(parameters, X).A2 > 0.5) == (Y == 1)).all()
    assert [cost for _, cost in runs[0]] == [cost for _, cost in runs[1]]


def test_training_learns_the_moons():
    """Two interleaved half circles, which no line parts, are told apart."""
    rng = np.random.default_rng(0)
    X, Y = networks.moons(100, noise=0.1, rng=rng)
    start = networks.initialise(2, 8, 1, rng=rng)
    *_, (parameters, last) = networks.train(start, X, Y, loss="cross-entropy", lr=2.0, steps=3000)
    assert last < 0.02
    assert ((networks.forward(parameters, X).A2 > 0.5) == (Y == 1)).all()


def test_moons_without_noise_lie_on_their_circles(rng):
    """Each point is on the half circle of its label: above around (0, 0), below around (1, 1/2)."""
    X, Y = networks.moons(51, noise=0.0, rng=rng)
    assert (X.shape, Y.shape, Y.sum()) == ((2, 51), (1, 51), 25)
    upper, lower = X[:, Y[0] == 0], X[:, Y[0] == 1]
    np.testing.assert_allclose(np.hypot(*upper), 1, rtol=1e-12)
    np.testing.assert_allclose(np.hypot(lower[0] - 1, lower[1] - 0.5), 1, rtol=1e-12)
    assert (upper[1] >= 0).all()
    assert (lower[1] <= 0.5).all()
