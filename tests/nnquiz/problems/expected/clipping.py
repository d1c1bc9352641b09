"""What kinds of the family `clipping` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.reference import gradients

REFERENCE = {
    "clip-by-value": lambda g, c: {"clipped": gradients.clip_by_value(g, c)},
    "clip-by-norm": lambda g, c: {"clipped": gradients.clip_by_norm(g, c)},
    "clip-by-global-norm": lambda dw, db, c: {
        "norm": np.linalg.norm([*dw, *db]),
        "db_clipped": gradients.clip_by_global_norm([dw, db], c)[1],
    },
}

BY_HAND = [
    ("clip-by-value", {"g": [-5, 1, 3, -0.5], "c": 2}, ["[-2.0000, 1.0000, 2.0000, -0.5000]"]),
    ("clip-by-norm", {"g": [-3, 4], "c": 2}, ["[-1.2000, 1.6000]"]),
    ("clip-by-norm", {"g": [1, -2, 2], "c": 8}, ["[1, -2, 2]"]),
    # The roots of 1 + 16 and 16 + 16 are both above 4, and that of all four squares is 7.
    ("clip-by-global-norm", {"dw": [4, -1], "db": [-4, 4], "c": 2.5}, ["7.0000", "[-1.4286, 1.4286]"]),
]
