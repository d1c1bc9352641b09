"""What kinds of the family `descent` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import optimizers

REFERENCE = {
    "gradient-descent-step": lambda w, g, lr: {"w1": optimizers.gradient_descent(w, g, lr=lr)},
}

BY_HAND = [
    ("gradient-descent-step", {"w": 0.5, "g": -2, "lr": 0.2}, ["0.9000"]),
]
