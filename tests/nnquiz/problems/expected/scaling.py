"""What kinds of the family `scaling` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.reference import scaling

REFERENCE = {
    "min-max-scale": lambda train, x: {"y": scaling.min_max(x, train)},
    "standardize": lambda train, x: {"sd": np.std(train), "z": scaling.standardize(x, train)},
}

BY_HAND = [
    ("min-max-scale", {"train": [10, 4, 14, 8], "x": 16}, ["1.2000"]),
    ("standardize", {"train": [1, 3, 5, 7], "x": 12}, ["2.2361", "3.5777"]),
]
