"""What kinds of the family `neurons` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import neurons


def _updated(w, b, x, eta, t):
    done = neurons.perceptron_update(w, b, x, t, eta=eta)
    return {"w_new": done.w, "b_new": done.b}


REFERENCE = {
    "neuron-forward": lambda w, b, x: {"a": neurons.sigmoid_neuron(w, x, b)},
    "perceptron-output": lambda w, b, X: {"y": neurons.perceptron(w, X, b)},
    "perceptron-update": _updated,
}

BY_HAND = [
    ("neuron-forward", {"w": [0.5, -0.4], "x": [2, 0.5], "b": 0.7}, ["0.8176"]),
    (
        "perceptron-output",
        # The sums are 1.5, -0.5, 0.5 and -4.5; without the bias they would be 3, 1, 2 and -3.
        {"w": [1, -2], "b": -2.5, "X": [[3, 0], [3, 1], [0, -1], [-1, 0], [2, -1]]},
        ["[1, 0, 0, 0, 1]"],
    ),
    # z = 1 - 0.6 + 0.3 = 0.7, so that y = 1 where 0 is wanted.
    (
        "perceptron-update",
        {"w": [0.5, -0.2], "b": 0.3, "x": [2, 3], "eta": 0.5},
        ["[-0.5000, -1.7000]", "-0.2000"],
    ),
    # z = 0.4 - 0.9 - 0.2 = -0.7, so that y = 0 where 1 is wanted.
    (
        "perceptron-update",
        {"w": [-0.4, 0.3], "b": -0.2, "x": [-1, -3], "eta": 0.1},
        ["[-0.5000, 0]", "-0.1000"],
    ),
]
