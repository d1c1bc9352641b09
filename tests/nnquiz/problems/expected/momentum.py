"""What kinds of the family `momentum` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import optimizers


def _nesterov(c, w0, v0, **rates):
    done = optimizers.nesterov(v0, w0, lambda w: 2 * (w - c), **rates)
    # The rewritten form goes from look-ahead point to look-ahead point, and gives the same.
    beta, lr = rates["beta"], rates["lr"]
    g = 2 * (w0 + beta * v0 - c)
    same = optimizers.rewritten_nesterov(-v0 / lr, w0 + beta * v0, g, **rates)
    return {"g": g, "v1": -lr * same.v, "w1": done.w}


REFERENCE = {
    "momentum-step": lambda v0, w0, g, **rates: dict(
        zip(("v1", "w1"), optimizers.averaged_momentum(v0, w0, g, **rates), strict=True)
    ),
    "summed-momentum-step": lambda v0, w0, g, **rates: dict(
        zip(("v1", "w1"), optimizers.summed_momentum(v0, w0, g, **rates), strict=True)
    ),
    "nesterov-step": _nesterov,
}

BY_HAND = [
    ("momentum-step", {"v0": 0.5, "w0": 1, "g": 2, "beta": 0.9, "lr": 0.2}, ["0.6500", "0.8700"]),
    ("summed-momentum-step", {"v0": 0.5, "w0": 1, "g": 2, "beta": 0.8, "lr": 0.5}, ["2.4000", "-0.2000"]),
    # It looks ahead to 2.6.
    (
        "nesterov-step",
        {"c": 1, "w0": 3, "v0": -0.5, "beta": 0.8, "lr": 0.1},
        ["3.2000", "-0.7200", "2.2800"],
    ),
]
