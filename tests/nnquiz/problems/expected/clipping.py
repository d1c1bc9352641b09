"""What kinds of the family `clipping` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import gradients

REFERENCE = {
    "clip-by-norm": lambda g, c: {"clipped": gradients.clip_by_norm(g, c)},
}

BY_HAND = [
    ("clip-by-norm", {"g": [-3, 4], "c": 2}, ["[-1.2000, 1.6000]"]),
    ("clip-by-norm", {"g": [1, -2, 2], "c": 8}, ["[1.0000, -2.0000, 2.0000]"]),
]
