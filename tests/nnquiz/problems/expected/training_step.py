"""What kinds of the family `training_step` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.reference import networks
from nnquiz.reference.activations import sigmoid
from nnquiz.reference.networks import Activations, Parameters


def _training_step(x, W1, w2, h, y, lr):
    X, A1 = np.array([x]).T, np.array([h]).T
    parameters = Parameters(np.array(W1), np.zeros((2, 1)), np.array([w2]), np.zeros((1, 1)))
    activations = Activations(A1, sigmoid(parameters.W2 @ A1))
    gradients = networks.backward(parameters, X, [[y]], activations, loss="cross-entropy")
    stepped = networks.update(parameters, gradients, lr=lr)
    return {
        "delta": gradients.b2.item(),
        "w2_new": stepped.W2[0],
        "delta_h": gradients.b1,
        "W1_new": stepped.W1,
    }


REFERENCE = {"training-step": _training_step}

BY_HAND = [
    # z1 = (0.4 - 0.6, 0.6 + 1) = (-0.2, 1.6), so h = (0.45, 0.83); z2 = 0.36 - 0.332 = 0.028, a = 0.5070.
    # dw2 = -0.4930 (0.45, 0.83) = (-0.2219, -0.4092); the slopes are 0.2475 and 0.1411.
    (
        "training-step",
        {"x": [1, 2], "W1": [[0.4, -0.3], [0.6, 0.5]], "w2": [0.8, -0.4], "y": 1, "lr": 1},
        ["-0.4930", "[1.0219, 0.009190]", "[-0.09761, 0.02782]", "[[0.4976, -0.1048], [0.5722, 0.4444]]"],
    ),
]
