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


@pytest.fixture
def descended(torch):
    """The weights after each of several steps of a PyTorch optimiser, whose gradients a function gives."""

    def run(make, w, gradient, steps):
        leaf = torch.tensor(w, requires_grad=True)
        optimizer = make([leaf])
        path = []
        for _ in range(steps):
            leaf.grad = torch.tensor(np.asarray(gradient(leaf.detach().numpy())))
            optimizer.step()
            path.append(leaf.detach().numpy().copy())
        return path

    return run


def bowl(w):
    """The gradient of a bowl that is steeper in some directions than in others, with its bottom at 0.3."""
    return np.linspace(0.5, 3, np.size(w)).reshape(np.shape(w)) * (w - 0.3)


@pytest.mark.parametrize("shape", SHAPES)
def test_nesterov_agrees_with_pytorch(torch, rng, descended, equal, shape):
    """The rewritten form is PyTorch's; the other one looks ahead to the same points, from its own weights."""
    w = rng.normal(size=shape)
    theirs = descended(
        lambda weights: torch.optim.SGD(weights, lr=0.05, momentum=0.8, nesterov=True), w, bowl, 8
    )
    rewritten = optimizers.Momentum(np.zeros(shape), w)
    ahead = optimizers.Momentum(np.zeros(shape), w)
    for point in theirs:
        rewritten = optimizers.rewritten_nesterov(*rewritten, bowl(rewritten.w), lr=0.05, beta=0.8)
        ahead = optimizers.nesterov(*ahead, bowl, lr=0.05, beta=0.8)
        equal(rewritten.w, point)
        equal(ahead.w + 0.8 * ahead.v, point)
        equal(ahead.v, -0.05 * rewritten.v)


def test_nesterov_without_momentum_is_plain_descent(rng, equal):
    """With beta = 0 there is nothing to look ahead to, in either form."""
    v, w = rng.normal(size=(2, 4))
    plain = optimizers.gradient_descent(w, bowl(w), lr=0.1)
    equal(optimizers.nesterov(v, w, bowl, lr=0.1, beta=0).w, plain)
    equal(optimizers.rewritten_nesterov(v, w, bowl(w), lr=0.1, beta=0).w, plain)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("start", [0.0, 0.1])
def test_adagrad_agrees_with_pytorch(torch, rng, descended, equal, shape, start):
    """Several steps of Adagrad agree with PyTorch's, which adds epsilon outside the root."""
    w = rng.normal(size=shape)
    theirs = descended(
        lambda weights: torch.optim.Adagrad(weights, lr=0.3, eps=1e-10, initial_accumulator_value=start),
        w,
        bowl,
        6,
    )
    ours = optimizers.Adagrad(np.full(shape, start), w)
    for point in theirs:
        ours = optimizers.adagrad(*ours, bowl(ours.w), lr=0.3, epsilon=1e-10)
        equal(ours.w, point)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("decay", [0.0, 0.01, 2.0])
def test_adamw_agrees_with_pytorch(torch, rng, descended, equal, shape, decay):
    """Several steps of AdamW agree with PyTorch's, which shrinks the weight before its step."""
    w = rng.normal(size=shape)
    theirs = descended(
        lambda weights: torch.optim.AdamW(weights, lr=0.1, betas=(0.8, 0.95), eps=1e-8, weight_decay=decay),
        w,
        bowl,
        6,
    )
    m, v = np.zeros(shape), np.zeros(shape)
    for t, point in enumerate(theirs, 1):
        m, v, _, _, w = optimizers.adamw(
            m, v, w, bowl(w), t=t, lr=0.1, beta1=0.8, beta2=0.95, decay=decay, epsilon=1e-8
        )
        equal(w, point)


def test_adamw_without_decay_is_adam(rng, equal):
    """With decay 0 nothing shrinks."""
    m, w, g = rng.normal(size=(3, 4))
    rates = {"t": 3, "lr": 0.1, "beta1": 0.9, "beta2": 0.99}
    equal(
        optimizers.adamw(m, m**2, w, g, decay=0, **rates).w,
        optimizers.adam(m, m**2, w, g, **rates).w,
    )
