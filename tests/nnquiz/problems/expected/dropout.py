"""What kinds of the family `dropout` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import dropout

REFERENCE = {
    "dropout-counts": lambda n, p: {
        "active": dropout.expected_active(n, keep=1 - p),
        "networks": dropout.thinned_networks(n),
    },
    "inverted-dropout": lambda a, d, keep: {
        "train": dropout.inverted_dropout(a, d, keep=keep),
        "test": a,
    },
}

BY_HAND = [
    ("dropout-counts", {"n": 10, "p": 0.2}, ["8.0000", "1024"]),
    (
        "inverted-dropout",
        {"a": [1.5, -2, 3, 0.6], "d": [1, 0, 1, 0], "keep": 0.75},
        ["[2, 0, 4, 0]", "[1.5000, -2.0000, 3.0000, 0.6000]"],
    ),
]
