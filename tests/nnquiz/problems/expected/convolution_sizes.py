"""What kinds of the family `convolution_sizes` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import convolutions

REFERENCE = {
    "conv-output-size": lambda n, k, p, s: {"size": convolutions.output_size(n, k, p, s)},
}

BY_HAND = [
    ("conv-output-size", {"n": 32, "k": 3, "p": 1, "s": 2}, ["16"]),
]
