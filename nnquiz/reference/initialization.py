"""A layer's first weights: their standard deviations and limits, from the fans, and arrays of them."""

import math

import numpy as np

from nnquiz.reference.arrays import Array


def fans(shape: tuple[int, ...]) -> tuple[int, int]:
    """The fan_in and fan_out of weights of shape (out, in), or (out, in, *kernel): a kernel's places count in both.

    He, Zhang, Ren & Sun, Delving deep into rectifiers (2015), section 2.2.
    """
    places = math.prod(shape[2:])
    return shape[1] * places, shape[0] * places


def lecun_std(fan_in: int) -> float:
    """sqrt(1 / fan_in); LeCun, Bottou, Orr & Müller, Efficient BackProp (1998), section 4.6."""
    return math.sqrt(1 / fan_in)


def he_std(fan_in: int) -> float:
    """sqrt(2 / fan_in), for ReLU; He, Zhang, Ren & Sun, Delving deep into rectifiers (2015), section 2.2."""
    return math.sqrt(2 / fan_in)


def xavier_std(fan_in: int, fan_out: int) -> float:
    """sqrt(2 / (fan_in + fan_out)).

    Glorot & Bengio, Understanding the difficulty of training deep feedforward neural networks (2010), equation 12.
    """
    return math.sqrt(2 / (fan_in + fan_out))


def uniform_limit(std: float) -> float:
    """The r for which uniform numbers from -r to r have this standard deviation, r = sqrt(3) std.

    So Glorot & Bengio (2010) come from their equation 12 to the sqrt(6 / (fan_in + fan_out)) of equation 16.
    """
    return math.sqrt(3) * std


def lecun_normal(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Normal weights of the standard deviation `lecun_std`; LeCun et al. (1998), section 4.6."""
    return rng.normal(0, lecun_std(fans(shape)[0]), shape)


def lecun_uniform(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Uniform weights of the standard deviation `lecun_std`; LeCun et al. (1998), section 4.6."""
    return _uniform(rng, lecun_std(fans(shape)[0]), shape)


def xavier_normal(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Normal weights of the standard deviation `xavier_std`; Glorot & Bengio (2010), equation 12."""
    return rng.normal(0, xavier_std(*fans(shape)), shape)


def xavier_uniform(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Uniform weights of the standard deviation `xavier_std`; Glorot & Bengio (2010), equation 16."""
    return _uniform(rng, xavier_std(*fans(shape)), shape)


def he_normal(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Normal weights of the standard deviation `he_std`; He et al. (2015), section 2.2."""
    return rng.normal(0, he_std(fans(shape)[0]), shape)


def he_uniform(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Uniform weights of the standard deviation `he_std`, that of He et al. (2015), section 2.2."""
    return _uniform(rng, he_std(fans(shape)[0]), shape)


def variance_through_layers(n: int, var_w: float, var_x: float, *, layers: int = 1) -> float:
    """The variance (n var_w)^layers var_x after linear layers of n inputs each, all independent with the mean 0.

    Glorot & Bengio (2010), equation 5, for layers of one width.
    """
    return float((n * var_w) ** layers * var_x)


def _uniform(rng: np.random.Generator, std: float, shape: tuple[int, ...]) -> Array:
    r = uniform_limit(std)
    return rng.uniform(-r, r, shape)
