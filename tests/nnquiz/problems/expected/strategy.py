"""What kinds of the family `strategy` must answer: by the definitions, and worked out by hand."""

from nnquiz.problems.strategy import BIAS, MISMATCH, VARIANCE


def _gaps(**errors):
    names = {"bias": BIAS, "variance": VARIANCE, "mismatch": MISMATCH}
    values = list(errors.values())
    gaps = {name: later - earlier for name, earlier, later in zip(names, values, values[1:], strict=False)}
    return gaps | {"next": names[max(gaps, key=gaps.get)]}


REFERENCE = {"avoidable-bias": _gaps, "error-gaps": _gaps}

BY_HAND = [
    ("avoidable-bias", {"human": 1, "train": 8, "dev": 10}, ["7.0000", "2.0000", "bias"]),
    ("avoidable-bias", {"human": 7.5, "train": 8, "dev": 10}, ["0.5000", "2.0000", "variance"]),
    (
        "error-gaps",
        {"human": 1, "train": 2.5, "train_dev": 6, "dev": 11},
        ["1.5000", "3.5000", "5.0000", "mismatch"],
    ),
]
