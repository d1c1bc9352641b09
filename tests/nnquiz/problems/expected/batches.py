"""What kinds of the family `batches` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import batches

REFERENCE = {
    "updates-per-epochs": lambda m, size, epochs: {"updates": batches.updates(m, size, epochs)},
}

BY_HAND = [
    ("updates-per-epochs", {"m": 1050, "size": 100, "epochs": 3}, ["33"]),
]
