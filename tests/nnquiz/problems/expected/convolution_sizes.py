"""What kinds of the family `convolution_sizes` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import sizes

REFERENCE = {
    "conv-output-size": lambda n, k, p, s: {"size": sizes.output_size(n, k, p, s)},
    "dilated-conv-size": lambda n, k, d, p: {"size": sizes.output_size(n, k, p, d=d)},
    "same-padding": lambda k, d: {"p": sizes.same_padding(k, d)},
    "transposed-conv-size": lambda n, k, s, p: {"size": sizes.transposed_output_size(n, k, p, s)},
    "pool-output-size": lambda n, f, s: {"size": sizes.pool_output_size(n, f, s)},
}

BY_HAND = [
    ("conv-output-size", {"n": 32, "k": 3, "p": 1, "s": 2}, ["16"]),
    ("dilated-conv-size", {"n": 20, "k": 5, "d": 4, "p": 2}, ["8"]),
    ("same-padding", {"k": 5, "d": 3}, ["6"]),
    ("transposed-conv-size", {"n": 7, "k": 5, "s": 3, "p": 1}, ["21"]),
    ("pool-output-size", {"n": 28, "f": 3, "s": 2}, ["13"]),
]
