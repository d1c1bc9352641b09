"""What kinds of the family `loss_gradients` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import activations, losses

REFERENCE = {
    "mse-gradient": lambda y, yhat: {"g": losses.mean_squared_error_prime(y, yhat)},
    "binary-cross-entropy-gradient": lambda p, y: {"dL/dp": losses.binary_cross_entropy_prime(p, y)},
    "binary-cross-entropy-logit-gradient": lambda z, y: {
        "dL/dz": losses.binary_cross_entropy_from_logits_prime(z, y)
    },
    "softmax-cross-entropy-gradient": lambda z, y: {
        "p": activations.softmax(z),
        "dL/dz": losses.cross_entropy_from_logits_prime(z, y),
    },
}

BY_HAND = [
    (
        "mse-gradient",
        {"y": [1, 0, -1, 2], "yhat": [1.5, -1, 1, 0.5]},
        ["[0.2500, -0.5000, 1.0000, -0.7500]"],
    ),
    ("binary-cross-entropy-gradient", {"p": 0.4, "y": 1}, ["-2.5000"]),
    ("binary-cross-entropy-gradient", {"p": 0.2, "y": 0}, ["1.2500"]),
    ("binary-cross-entropy-logit-gradient", {"z": -1.5, "y": 1}, ["-0.8176"]),
    (
        "softmax-cross-entropy-gradient",
        {"z": [1, 2, 3], "y": [0, 1, 0]},
        ["[0.09003, 0.2447, 0.6652]", "[0.09003, -0.7553, 0.6652]"],
    ),
]
