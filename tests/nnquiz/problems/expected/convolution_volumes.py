"""What kinds of the family `convolution_volumes` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import sizes
from nnquiz.reference.sizes import Volume

FIRST, LAST = "(channels, height, width), as in PyTorch", "(height, width, channels), as in Keras"


def conv_volume_shape(C, H, W, F, *, k, p, s, layout):
    channels, height, width = sizes.convolved(Volume(C, H, W), F, k, p, s)
    return {"out": (channels, height, width) if layout == FIRST else (height, width, channels)}


def flatten_size(C, H, W, F, k, f):
    conv = sizes.convolved(Volume(C, H, W), F, k)
    pooled = sizes.pooled(conv, f, f)
    return {"conv": conv, "pooled": pooled, "features": sizes.flattened(pooled)}


REFERENCE = {
    "conv-volume-shape": conv_volume_shape,
    "flatten-size": flatten_size,
    "receptive-field": lambda k1, s1, k2, s2, k3, s3: {
        "R3": sizes.receptive_field((k1, k2, k3), (s1, s2, s3))
    },
}

VOLUME = {"C": 8, "H": 32, "W": 20, "F": 16, "k": 5, "p": 1, "s": 2}

BY_HAND = [
    ("conv-volume-shape", {**VOLUME, "layout": FIRST}, ["(16, 15, 9)"]),
    ("conv-volume-shape", {**VOLUME, "layout": LAST}, ["(15, 9, 16)"]),
    (
        "flatten-size",
        {"C": 3, "H": 31, "W": 28, "F": 6, "k": 5, "f": 2},
        ["(6, 27, 24)", "(6, 13, 12)", "936"],
    ),
    ("receptive-field", {"k1": 3, "s1": 2, "k2": 5, "s2": 1, "k3": 2, "s3": 1}, ["13"]),
]
