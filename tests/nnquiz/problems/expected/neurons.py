"""What kinds of the family `neurons` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import neurons

REFERENCE = {
    "neuron-forward": lambda w, b, x: {"a": neurons.sigmoid_neuron(w, x, b)},
}

BY_HAND = [
    ("neuron-forward", {"w": [0.5, -0.4], "x": [2, 0.5], "b": 0.7}, ["0.8176"]),
]
