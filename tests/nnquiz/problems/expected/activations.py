"""What kinds of the family `activations` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import activations

REFERENCE = {
    "sigmoid": lambda z: {"a": activations.sigmoid(z)},
    "sigmoid-derivative": lambda z: {"da/dz": activations.sigmoid_prime(z)},
    "tanh-derivative": lambda z: {"da/dz": activations.tanh_prime(z)},
    "leaky-relu": lambda z, alpha: {"a": activations.leaky_relu(z, alpha)},
    "softmax": lambda z: {"p": activations.softmax(z)},
}

BY_HAND = [
    ("sigmoid", {"z": "2"}, ["0.8808"]),
    ("sigmoid-derivative", {"z": -0.5}, ["0.2350"]),
    ("tanh-derivative", {"z": 1}, ["0.4200"]),
    ("leaky-relu", {"z": -3, "alpha": 0.01}, ["-0.03000"]),
    ("softmax", {"z": [1, 2, 3]}, ["[0.09003, 0.2447, 0.6652]"]),
]
