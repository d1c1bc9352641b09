"""What kinds of the family `softmax` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.reference import activations

REFERENCE = {
    "softmax": lambda z: {"p": activations.softmax(z)},
    "softmax-temperature": lambda z, T: {"p": activations.softmax(z, T)},
    # The logarithms of the probabilities are logits that give them.
    "softmax-jacobian-entry": lambda p, i, j: {
        "dp_i/dz_j": activations.softmax_jacobian(np.log(p))[i - 1, j - 1]
    },
    "log-sum-exp": lambda z: {"lse": activations.log_sum_exp(z)},
}

BY_HAND = [
    ("softmax", {"z": [1, 2, 3]}, ["[0.09003, 0.2447, 0.6652]"]),
    ("softmax-temperature", {"z": [0, 1, 2], "T": 2}, ["[0.1863, 0.3072, 0.5065]"]),
    ("softmax-jacobian-entry", {"p": [0.2, 0.5, 0.3], "i": 3, "j": 3}, ["0.2100"]),
    ("softmax-jacobian-entry", {"p": [0.2, 0.5, 0.3], "i": 1, "j": 3}, ["-0.06000"]),
    ("log-sum-exp", {"z": [1002, 1003, 1000]}, ["1003.3490"]),
]
