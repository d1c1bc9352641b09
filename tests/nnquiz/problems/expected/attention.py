"""What kinds of the family `attention` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.reference import attention


def _output(d, s, V):
    weights = attention.weights_of_scores(s, d)
    return {"weights": weights, "out": weights @ np.array(V)}


REFERENCE = {
    "attention-weights": lambda q, K: {"weights": attention.attention_weights([q], K)[0]},
    "attention-output": _output,
    "causal-attention": lambda t, s: {
        "weights": attention.weights_of_scores(s, 1, attention.causal_mask(4)[t - 1])
    },
}

BY_HAND = [
    # Scores 4, 2 and 0, scaled 2, 1 and 0: 7.3891, 2.7183 and 1 of 11.1073.
    (
        "attention-weights",
        {"q": [2, 1, -1, 0], "K": [[1, 2, 0, 1], [1, 1, 1, 2], [0, 1, 1, -1]]},
        ["[0.6652, 0.2447, 0.09003]"],
    ),
    (
        "attention-output",
        {"d": 4, "s": [4, 2, -2], "V": [[1, 0], [3, -4], [2, 5]]},
        ["[0.7054, 0.2595, 0.03512]", "[1.5541, -0.8624]"],
    ),
    # e^1 and e^2 of 10.1073, and e^-1 besides.
    ("causal-attention", {"t": 3, "s": [1, 2, -1, 3]}, ["[0.2595, 0.7054, 0.03512, 0]"]),
]
