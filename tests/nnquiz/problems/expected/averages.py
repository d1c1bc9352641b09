"""What kinds of the family `averages` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import averages


def _corrected(t, v, x, beta):
    v_new = averages.blend(v, x, beta=beta)
    return {"v_new": v_new, "v_hat": averages.corrected(v_new, t=t, beta=beta)}


REFERENCE = {
    "moving-average": lambda x1, x2, x3, beta: {"v3": averages.moving_average((x1, x2, x3), beta=beta)[-1]},
    "averaging-window": lambda beta, n: {
        "window": averages.window(beta),
        "beta2": averages.beta_of_window(n),
    },
    "bias-correction": _corrected,
}

BY_HAND = [
    # 1, then 0.9 + 2, then 2.61 + 0.4.
    ("moving-average", {"x1": 10, "x2": 20, "x3": 4, "beta": 0.9}, ["3.0100"]),
    ("averaging-window", {"beta": 0.9, "n": 20}, ["10.0000", "0.9500"]),
    # 3.25 / 0.271.
    ("bias-correction", {"t": 3, "v": 2.5, "x": 10, "beta": 0.9}, ["3.2500", "11.9926"]),
]
