"""What kinds of the family `momentum` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import optimizers

REFERENCE = {
    "momentum-step": lambda v0, w0, g, **rates: dict(
        zip(("v1", "w1"), optimizers.averaged_momentum(v0, w0, g, **rates), strict=True)
    ),
}

BY_HAND = [
    ("momentum-step", {"v0": 0.5, "w0": 1, "g": 2, "beta": 0.9, "lr": 0.2}, ["0.6500", "0.8700"]),
]
