"""Learning rates that change in the course of training. The time t is a number or an array, and so is the rate."""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def inverse_time_decay(lr: float, t: ArrayLike, *, k: float) -> Array:
    """1/t decay, lr / (1 + k t).

    Ng, Deep Learning Specialization, Improving Deep Neural Networks (2017), week 2.
    """
    return lr / (1 + k * array(t))


def exponential_decay(lr: float, t: ArrayLike, *, gamma: float) -> Array:
    """The rate lr gamma^t: the same factor after every unit of time.

    Ng, Deep Learning Specialization, Improving Deep Neural Networks (2017), week 2.
    """
    return array(lr * np.power(gamma, array(t)))


def step_decay(lr: float, t: ArrayLike, *, factor: float, every: int) -> Array:
    """The rate lr factor^floor(t / every), constant between drops.

    As PyTorch's StepLR; He, Zhang, Ren & Sun, Deep residual learning for image recognition (2016), drop in stages, too.
    """
    return array(lr * np.power(factor, np.floor(array(t) / every)))


def cosine_decay(lr: float, t: ArrayLike, *, T: int, lr_min: float = 0.0) -> Array:
    """lr_min + (lr - lr_min) (1 + cos(pi t / T)) / 2, half a cosine wave from lr at 0 to lr_min at T.

    Loshchilov & Hutter, SGDR: stochastic gradient descent with warm restarts (2017), equation 5, one run of it.
    """
    return array(lr_min + (lr - lr_min) * (1 + np.cos(np.pi * array(t) / T)) / 2)


def linear_warm_up(lr: float, t: ArrayLike, *, W: int, start: float = 0.0) -> Array:
    """In a straight line from the share `start` of lr at 0 to lr at W, and lr from there on.

    Goyal et al., Accurate, large minibatch SGD (2017), section 2.2.
    """
    return lr * (start + (1 - start) * np.minimum(array(t) / W, 1))


def warm_up_then_cosine(lr: float, t: ArrayLike, *, W: int, T: int) -> Array:
    """Linear warm-up from 0 over W steps, then cosine decay over the T - W that are left.

    Goyal et al. (2017), section 2.2, followed by Loshchilov & Hutter (2017), equation 5.
    """
    t = array(t)
    later = cosine_decay(lr, np.maximum(t - W, 0), T=T - W)
    return np.where(t < W, linear_warm_up(lr, t, W=W), later)
