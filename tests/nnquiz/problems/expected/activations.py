"""What kinds of the family `activations` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.reference import activations

REFERENCE = {
    "sigmoid": lambda z: {"a": activations.sigmoid(z)},
    "sigmoid-derivative": lambda z: {"da/dz": activations.sigmoid_prime(z)},
    "tanh": lambda E: {"a": activations.tanh(np.log(E))},
    "tanh-derivative": lambda z: {"da/dz": activations.tanh_prime(z)},
}

BY_HAND = [
    ("sigmoid", {"z": "2"}, ["0.8808"]),
    ("sigmoid-derivative", {"z": -0.5}, ["0.2350"]),
    ("tanh", {"E": 3}, ["0.8000"]),
    ("tanh", {"E": 0.5}, ["-0.6000"]),
    ("tanh-derivative", {"z": 1}, ["0.4200"]),
]
