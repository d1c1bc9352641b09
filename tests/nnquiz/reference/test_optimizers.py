"""Steps of optimisers against PyTorch's, from any state and over several steps."""

import numpy as np
import pytest

from nnquiz.reference import optimizers

SHAPES = [(), (1,), (5,), (2, 3)]


@pytest.fixture
def drawn(rng):
    """A weight, a gradient and two states of a shape; the second state is positive, and some gradients are 0."""

    def draw(shape):
        g = rng.normal(size=shape) * (rng.uniform(size=shape) > 0.2)
        return rng.normal(size=shape), g, rng.normal(size=shape), rng.uniform(0.1, 2, size=shape)

    return draw


@pytest.fixture
def stepped(torch):
    """The weight after one step of a PyTorch optimiser that starts from a state."""

    def step(make, w, g, state):
        leaf = torch.tensor(w, requires_grad=True)
        optimizer = make([leaf])
        optimizer.state[leaf] = {name: torch.tensor(value) for name, value in state.items()}
        leaf.grad = torch.tensor(g)
        optimizer.step()
        return leaf, optimizer.state[leaf]

    return step


@pytest.mark.parametrize("shape", SHAPES)
def test_momentum_agrees_with_pytorch(torch, drawn, stepped, equal, shape):
    """Both forms of momentum agree with PyTorch's, the averaging one as its dampening."""
    w, g, v, _ = drawn(shape)
    forms = {0.0: optimizers.summed_momentum, 0.9: optimizers.averaged_momentum}
    for dampening, ours in forms.items():
        theirs, state = stepped(
            lambda weights, dampening=dampening: torch.optim.SGD(
                weights, lr=0.3, momentum=0.9, dampening=dampening
            ),
            w,
            g,
            {"momentum_buffer": v},
        )
        done = ours(v, w, g, lr=0.3, beta=0.9)
        equal(done.v, state["momentum_buffer"])
        equal(done.w, theirs)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("epsilon", [0.0, 1e-8])
def test_rmsprop_agrees_with_pytorch(torch, drawn, stepped, equal, shape, epsilon):
    """RMSprop agrees with PyTorch's, which adds epsilon outside the root."""
    w, g, _, s = drawn(shape)
    theirs, state = stepped(
        lambda weights: torch.optim.RMSprop(weights, lr=0.3, alpha=0.8, eps=epsilon),
        w,
        g,
        {"step": 1.0, "square_avg": s},
    )
    done = optimizers.rmsprop(s, w, g, lr=0.3, beta=0.8, epsilon=epsilon)
    equal(done.s, state["square_avg"])
    equal(done.w, theirs)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("t", [1, 2, 10, 5000])
def test_adam_agrees_with_pytorch(torch, drawn, stepped, equal, shape, t):
    """Adam agrees with PyTorch's at any step, the first and a late one too."""
    w, g, m, v = drawn(shape)
    if t == 1:
        m, v = np.zeros(shape), np.zeros(shape)
    theirs, state = stepped(
        lambda weights: torch.optim.Adam(weights, lr=0.3, betas=(0.9, 0.99), eps=1e-8),
        w,
        g,
        {"step": float(t - 1), "exp_avg": m, "exp_avg_sq": v},
    )
    done = optimizers.adam(m, v, w, g, t=t, lr=0.3, beta1=0.9, beta2=0.99, epsilon=1e-8)
    equal(done.m, state["exp_avg"])
    equal(done.v, state["exp_avg_sq"])
    equal(done.w, theirs)


def test_a_run_of_adam_agrees_with_pytorch(torch, rng, equal):
    """Ten steps from nothing end where PyTorch's end."""
    w = rng.normal(size=(3, 2))
    leaf = torch.tensor(w, requires_grad=True)
    theirs = torch.optim.Adam([leaf], lr=0.1, betas=(0.9, 0.999), eps=0)
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t in range(1, 11):
        g = rng.normal(size=w.shape)
        leaf.grad = torch.tensor(g)
        theirs.step()
        m, v, _, _, w = optimizers.adam(m, v, w, g, t=t, lr=0.1, beta1=0.9, beta2=0.999)
    equal(w, leaf)


def test_the_first_step_of_adam_has_the_size_of_the_rate():
    """After the correction the first step is the learning rate, whatever the gradient's size."""
    done = optimizers.adam(0, 0, [1.0, 1.0], [0.001, -50.0], t=1, lr=0.1, beta1=0.9, beta2=0.999)
    np.testing.assert_allclose(done.w, [0.9, 1.1])


@pytest.mark.parametrize("shape", SHAPES)
def test_gradient_descent_agrees_with_pytorch(torch, drawn, stepped, equal, shape):
    """A plain step agrees with PyTorch's."""
    w, g, _, _ = drawn(shape)
    theirs, _ = stepped(lambda weights: torch.optim.SGD(weights, lr=0.3), w, g, {})
    equal(optimizers.gradient_descent(w, g, lr=0.3), theirs)
