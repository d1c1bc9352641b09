"""What kinds of the family `smooth_rectifiers` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.reference import activations


def table(z):
    """Phi(z) as the question prints it."""
    return np.round(activations.normal_cdf(z), 4)


REFERENCE = {
    "softplus": lambda z: {"a": activations.softplus(z), "da/dz": activations.softplus_prime(z)},
    "swish": lambda z: {"a": activations.swish(z)},
    "swish-derivative": lambda z: {"da/dz": activations.swish_prime(z)},
    # GELU and its derivative, but for the digits that a table does not have.
    "gelu": lambda z, Phi: {"a": activations.gelu(z) + z * (table(z) - activations.normal_cdf(z))},
    "gelu-derivative": lambda z, Phi: {
        "da/dz": activations.gelu_prime(z) + table(z) - activations.normal_cdf(z)
    },
}

BY_HAND = [
    ("softplus", {"z": 1}, ["1.3133", "0.7311"]),
    ("swish", {"z": 2}, ["1.7616"]),
    ("swish-derivative", {"z": -1}, ["0.07233"]),
    ("gelu", {"z": -1.5}, ["-0.1002"]),
    ("gelu-derivative", {"z": -1}, ["-0.08327"]),
]
