"""What kinds of the family `adam` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import optimizers


def _adam(m0, v0, w0, g, **rates):
    done = optimizers.adam(m0, v0, w0, g, **rates)
    return {"m1": done.m, "v1": done.v, "m_hat": done.m_hat, "v_hat": done.v_hat, "w1": done.w}


def _second_step(g1, g2, **rates):
    first = optimizers.adam(0, 0, 0, g1, t=1, **rates)
    second = optimizers.adam(first.m, first.v, first.w, g2, t=2, **rates)
    return {"m_hat": second.m_hat, "v_hat": second.v_hat, "move": second.w - first.w}


REFERENCE = {
    "adam-first-step": lambda w0, g, **rates: {"w1": optimizers.adam(0, 0, w0, g, t=1, **rates).w},
    "adam-step": _adam,
    "adam-second-step": _second_step,
}

BY_HAND = [
    ("adam-first-step", {"w0": 0.5, "g": -20, "beta1": 0.9, "beta2": 0.999, "lr": 0.01}, ["0.5100"]),
    (
        "adam-step",
        {"t": 2, "m0": 0.6, "v0": 0.4, "w0": 0.2, "g": 2, "beta1": 0.8, "beta2": 0.95, "lr": 0.5},
        ["0.8800", "0.5800", "2.4444", "5.9487", "-0.3011"],
    ),
    # 0.13 / 0.19 and 0.2025 / 0.0975, whose root is 1.4412.
    (
        "adam-second-step",
        {"g1": 2, "g2": -0.5, "beta1": 0.9, "beta2": 0.95, "lr": 0.1},
        ["0.6842", "2.0769", "-0.04748"],
    ),
]
