"""What kinds of the family `adaptive` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import optimizers


def _adam(m0, v0, w0, g, **rates):
    done = optimizers.adam(m0, v0, w0, g, **rates)
    return {"m1": done.m, "v1": done.v, "m_hat": done.m_hat, "v_hat": done.v_hat, "w1": done.w}


REFERENCE = {
    "rmsprop-step": lambda s0, w0, g, **rates: dict(
        zip(("s1", "w1"), optimizers.rmsprop(s0, w0, g, **rates), strict=True)
    ),
    "adam-step": _adam,
}

BY_HAND = [
    ("rmsprop-step", {"s0": 0.5, "w0": 1, "g": 2, "beta": 0.9, "lr": 0.1}, ["0.8500", "0.7831"]),
    (
        "adam-step",
        {"t": 2, "m0": 0.6, "v0": 0.4, "w0": 0.2, "g": 2, "beta1": 0.8, "beta2": 0.95, "lr": 0.5},
        ["0.8800", "0.5800", "2.4444", "5.9487", "-0.3011"],
    ),
]
