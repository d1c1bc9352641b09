"""What kinds of the family `adaptive` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import optimizers


def _adagrad(w0, g1, g2, lr):
    first = optimizers.adagrad(0, w0, g1, lr=lr)
    return {"w1": first.w, "w2": optimizers.adagrad(*first, g2, lr=lr).w}


REFERENCE = {
    "adagrad-two-steps": _adagrad,
    "rmsprop-step": lambda s0, w0, g, **rates: dict(
        zip(("s1", "w1"), optimizers.rmsprop(s0, w0, g, **rates), strict=True)
    ),
}

BY_HAND = [
    # The divisors are 1.5 and 2.5.
    ("adagrad-two-steps", {"w0": 0.3, "g1": 1.5, "g2": 2, "lr": 0.5}, ["-0.2000", "-0.6000"]),
    ("rmsprop-step", {"s0": 0.5, "w0": 1, "g": 2, "beta": 0.9, "lr": 0.1}, ["0.8500", "0.7831"]),
]
