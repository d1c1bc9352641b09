"""What kinds of the family `backward` must answer: by the reference, and worked out by hand."""

from nnquiz.problems.backward import CROSS_ENTROPY, HALF_SQUARE
from nnquiz.reference import networks
from nnquiz.reference.activations import sigmoid
from nnquiz.reference.networks import Activations, Parameters

LOSSES = {CROSS_ENTROPY: "cross-entropy", HALF_SQUARE: "squared error"}


def _output_layer(z, y, loss, h):
    """By the whole network's backward pass; its hidden weights have no say in these gradients."""
    W2, A1 = [[0.0] * len(h)], [[one] for one in h]
    parameters = Parameters([[0.0]] * len(h), [[0.0]] * len(h), W2, [[z]])
    activations = Activations(A1, [[sigmoid(z)]])
    gradients = networks.backward(parameters, [[1.0]], [[y]], activations, loss=LOSSES[loss])
    return {"delta": gradients.b2.item(), "dw": gradients.W2[0]}


def _hidden(h, W, delta):
    # Each hidden unit acts through both units after it.
    dh = [sum(W[i][j] * delta[i] for i in range(2)) for j in range(2)]
    return {"dh": dh, "delta_h": networks.hidden_delta(W, delta, h)}


REFERENCE = {"output-layer-gradient": _output_layer, "hidden-delta": _hidden}

BY_HAND = [
    # a = 0.7311; times 0.2689 it is 0.1966, times the error again 0.1437.
    (
        "output-layer-gradient",
        {"z": 1, "y": 0, "loss": HALF_SQUARE, "h": [0.5, 0.2]},
        ["0.1437", "[0.07187, 0.02875]"],
    ),
    (
        "output-layer-gradient",
        {"z": 1, "y": 1, "loss": CROSS_ENTROPY, "h": [0.5, 0.2]},
        ["-0.2689", "[-0.1345, -0.05379]"],
    ),
    # 0.2 * 0.5 - 0.6 * 0.4 = -0.14 and -0.3 * 0.5 - 1 * 0.4 = -0.55, times 0.25 and 0.16.
    (
        "hidden-delta",
        {"W": [[0.2, -0.3], [0.6, 1]], "delta": [0.5, -0.4], "h": [0.5, 0.8]},
        ["[-0.1400, -0.5500]", "[-0.03500, -0.08800]"],
    ),
]
