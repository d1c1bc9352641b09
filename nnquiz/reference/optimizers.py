"""One step of an optimiser: the state before it, and a gradient, give the state after it. Arrays of one shape."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


class Momentum(NamedTuple):
    """The velocity and the weight after a step."""

    v: Array
    w: Array


class Adagrad(NamedTuple):
    """The sum of squares and the weight after a step."""

    G: Array
    w: Array


class RMSprop(NamedTuple):
    """The mean square and the weight after a step."""

    s: Array
    w: Array


class Adam(NamedTuple):
    """The two moments, the same corrected for their start at 0, and the weight after a step."""

    m: Array
    v: Array
    m_hat: Array
    v_hat: Array
    w: Array


def gradient_descent(w: ArrayLike, g: ArrayLike, *, lr: float) -> Array:
    """Plain descent: w <- w - lr g; Goodfellow, Bengio & Courville, Deep Learning (2016), section 4.3."""
    return array(w) - lr * array(g)


def averaged_momentum(v: ArrayLike, w: ArrayLike, g: ArrayLike, *, lr: float, beta: float) -> Momentum:
    """Momentum that averages: v <- beta v + (1 - beta) g; w <- w - lr v.

    Ng, Deep Learning Specialization, Improving Deep Neural Networks (2017), week 2.
    """
    v = beta * array(v) + (1 - beta) * array(g)
    return Momentum(v, array(w) - lr * v)


def summed_momentum(v: ArrayLike, w: ArrayLike, g: ArrayLike, *, lr: float, beta: float) -> Momentum:
    """Momentum that adds up: v <- beta v + g; w <- w - lr v.

    Polyak, Some methods of speeding up the convergence of iteration methods (1964), as PyTorch writes it.
    """
    v = beta * array(v) + array(g)
    return Momentum(v, array(w) - lr * v)


def nesterov(
    v: ArrayLike, w: ArrayLike, gradient: Callable[[Array], ArrayLike], *, lr: float, beta: float
) -> Momentum:
    """Momentum that looks ahead: v <- beta v - lr gradient(w + beta v); w <- w + v.

    Sutskever, Martens, Dahl & Hinton, On the importance of initialization and momentum in deep learning (2013),
    equations 3 and 4.
    """
    v, w = array(v), array(w)
    v = beta * v - lr * array(gradient(w + beta * v))
    return Momentum(v, w + v)


def rewritten_nesterov(v: ArrayLike, w: ArrayLike, g: ArrayLike, *, lr: float, beta: float) -> Momentum:
    """The same where w is the look-ahead point, and g the gradient there: v <- beta v + g; w <- w - lr (g + beta v).

    Bengio, Boulanger-Lewandowski & Pascanu, Advances in optimizing recurrent networks (2013), as PyTorch writes it.
    """
    g = array(g)
    v = beta * array(v) + g
    return Momentum(v, array(w) - lr * (g + beta * v))


def adagrad(G: ArrayLike, w: ArrayLike, g: ArrayLike, *, lr: float, epsilon: float = 0.0) -> Adagrad:
    """Gradients divided by all of their past: G <- G + g^2; w <- w - lr g / (sqrt(G) + epsilon).

    Duchi, Hazan & Singer, Adaptive subgradient methods for online learning and stochastic optimization (2011),
    section 1.1, with the diagonal alone.
    """
    g = array(g)
    G = array(G) + g**2
    return Adagrad(G, array(w) - lr * g / (np.sqrt(G) + epsilon))


def rmsprop(
    s: ArrayLike, w: ArrayLike, g: ArrayLike, *, lr: float, beta: float, epsilon: float = 0.0
) -> RMSprop:
    """Gradients divided by their size of late: s <- beta s + (1 - beta) g^2; w <- w - lr g / (sqrt(s) + epsilon).

    Tieleman & Hinton, Lecture 6.5, rmsprop: divide the gradient by a running average of its magnitude (2012).
    """
    g = array(g)
    s = beta * array(s) + (1 - beta) * g**2
    return RMSprop(s, array(w) - lr * g / (np.sqrt(s) + epsilon))


def adam(  # noqa: PLR0913 - the parameters of Algorithm 1
    m: ArrayLike,
    v: ArrayLike,
    w: ArrayLike,
    g: ArrayLike,
    *,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    epsilon: float = 0.0,
) -> Adam:
    """Step t, counted from 1: w <- w - lr m_hat / (sqrt(v_hat) + epsilon).

    Kingma & Ba, Adam: a method for stochastic optimization (2015), Algorithm 1.
    """
    g = array(g)
    m = beta1 * array(m) + (1 - beta1) * g
    v = beta2 * array(v) + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return Adam(m, v, m_hat, v_hat, array(w) - lr * m_hat / (np.sqrt(v_hat) + epsilon))


def adamw(  # noqa: PLR0913 - the parameters of Algorithm 2
    m: ArrayLike,
    v: ArrayLike,
    w: ArrayLike,
    g: ArrayLike,
    *,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    decay: float,
    epsilon: float = 0.0,
) -> Adam:
    """Step t of Adam from the weight w (1 - lr decay), so that the decay is not divided by sqrt(v_hat).

    Loshchilov & Hutter, Decoupled weight decay regularization (2019), Algorithm 2, with lr in the decay as PyTorch
    has it; the paper scales the decay by the schedule alone.
    """
    decayed = array(w) * (1 - lr * decay)
    return adam(m, v, decayed, g, t=t, lr=lr, beta1=beta1, beta2=beta2, epsilon=epsilon)
