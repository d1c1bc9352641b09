"""What kinds of the family `penalties` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import gradients

REFERENCE = {
    "l2-gradient": lambda w, dw, lam, m: {"total": gradients.l2_gradient(w, dw, lam=lam, m=m)},
}

BY_HAND = [
    ("l2-gradient", {"w": -2, "dw": 0.5, "lam": 3, "m": 10}, ["-0.1000"]),
]
