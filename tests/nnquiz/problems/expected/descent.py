"""What kinds of the family `descent` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import optimizers, regression


def _two_steps(c, w0, lr):
    w1 = optimizers.gradient_descent(w0, 2 * (w0 - c), lr=lr)
    return {"w1": w1, "w2": optimizers.gradient_descent(w1, 2 * (w1 - c), lr=lr)}


def _mini_batch(w, x, y, lr):
    g = regression.mean_squared_error_gradient([[one] for one in x], y, [w])[0]
    return {"g": g, "w1": optimizers.gradient_descent(w, g, lr=lr)}


REFERENCE = {
    "gradient-descent-step": lambda w, g, lr: {"w1": optimizers.gradient_descent(w, g, lr=lr)},
    "two-descent-steps": _two_steps,
    "mini-batch-step": _mini_batch,
}

BY_HAND = [
    ("gradient-descent-step", {"w": 0.5, "g": -2, "lr": 0.2}, ["0.9000"]),
    # Gradients 6 and 3.6.
    ("two-descent-steps", {"c": 1, "w0": 4, "lr": 0.2}, ["2.8000", "2.0800"]),
    # Errors -0.5, -1.5 and 2.5; times x they are -0.5, 3 and 7.5.
    (
        "mini-batch-step",
        {"w": 0.5, "x": [1, -2, 3], "y": [1, 0.5, -1], "lr": 0.1},
        ["6.6667", "-0.1667"],
    ),
]
