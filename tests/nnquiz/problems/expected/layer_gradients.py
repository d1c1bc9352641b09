"""What kinds of the family `layer_gradients` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import networks

REFERENCE = {
    "weight-gradient": lambda a, delta: {
        "dW": networks.weight_gradient([[one] for one in delta], [[one] for one in a])
    },
    "batch-gradients": lambda A, dZ: {
        "dW": networks.weight_gradient(dZ, A),
        "db": networks.bias_gradient(dZ),
    },
}

BY_HAND = [
    (
        "weight-gradient",
        {"a": [0.2, 0.5, 0.9], "delta": [-0.4, 0.7]},
        ["[[-0.08000, -0.2000, -0.3600], [0.1400, 0.3500, 0.6300]]"],
    ),
    # Rows times rows: 2 + 2 - 3, 4 - 1 + 9; -3 - 2 - 2, -6 + 1 + 6; each divided by 3.
    (
        "batch-gradients",
        {"A": [[1, 2, -1], [2, -1, 3]], "dZ": [[2, 1, 3], [-3, -1, 2]]},
        ["[[0.3333, 4.0000], [-2.3333, 0.3333]]", "[2.0000, -0.6667]"],
    ),
]
