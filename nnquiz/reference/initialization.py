"""Standard deviations of a layer's first weights, from its numbers of inputs and outputs."""

import math


def he_std(fan_in: int) -> float:
    """sqrt(2 / fan_in), for ReLU; He, Zhang, Ren & Sun, Delving deep into rectifiers (2015), section 2.2."""
    return math.sqrt(2 / fan_in)


def xavier_std(fan_in: int, fan_out: int) -> float:
    """sqrt(2 / (fan_in + fan_out)).

    Glorot & Bengio, Understanding the difficulty of training deep feedforward neural networks (2010), equation 12.
    """
    return math.sqrt(2 / (fan_in + fan_out))
