"""What kinds of the family `rectifiers` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import activations

REFERENCE = {
    "relu": lambda z: {"a": activations.relu(z), "da/dz": activations.relu_prime(z)},
    "leaky-relu": lambda z, alpha: {"a": activations.leaky_relu(z, alpha)},
    "leaky-relu-derivative": lambda z, alpha: {"da/dz": activations.leaky_relu_prime(z, alpha)},
    "elu": lambda z, alpha: {"a": activations.elu(z, alpha)},
    "elu-derivative": lambda z, alpha: {"da/dz": activations.elu_prime(z, alpha)},
    "piecewise-linear-derivative": lambda k, c, z: {
        "f'(z)": k * activations.identity_prime(z) + c * activations.absolute_prime(z)
    },
}

BY_HAND = [
    ("relu", {"z": [-2, 1.5, 3, -0.5]}, ["[0, 1.5000, 3.0000, 0]", "[0, 1, 1, 0]"]),
    ("leaky-relu", {"z": -3, "alpha": 0.01}, ["-0.03000"]),
    (
        "leaky-relu-derivative",
        {"z": [3, -2, -0.5, 0.5], "alpha": 0.1},
        ["[1.0000, 0.1000, 0.1000, 1.0000]"],
    ),
    ("elu", {"z": -2, "alpha": 1.5}, ["-1.2970"]),
    ("elu-derivative", {"z": -1, "alpha": 0.8}, ["0.2943"]),
    ("piecewise-linear-derivative", {"k": -2, "c": 0.5, "z": [3, -2, 4]}, ["[-1.5000, -2.5000, -1.5000]"]),
]
