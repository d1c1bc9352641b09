"""What kinds of the family `penalties` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import gradients, penalties

REFERENCE = {
    # The penalty on no cost, with lam = 2 m, is the sum of the squares alone.
    "l2-cost": lambda W, b, m, J0, lam: {
        "S": penalties.l2_cost(0, W, lam=2 * m, m=m),
        "J": penalties.l2_cost(J0, W, lam=lam, m=m),
    },
    "l2-gradient": lambda w, dw, lam, m: {"total": gradients.l2_gradient(w, dw, lam=lam, m=m)},
}

BY_HAND = [
    (
        "l2-cost",
        {"W": [[1, -2], [0.5, 1.5]], "b": [1, -1], "m": 10, "J0": 0.4, "lam": 2},
        ["7.5000", "1.1500"],
    ),
    ("l2-gradient", {"w": -2, "dw": 0.5, "lam": 3, "m": 10}, ["-0.1000"]),
]
