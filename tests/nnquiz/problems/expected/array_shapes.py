"""What kinds of the family `array_shapes` must answer: by the reference, and worked out by hand."""

from nnquiz.problems.array_shapes import SUMS, or_error
from nnquiz.reference import layers

REFERENCE = {
    "matmul-shape": lambda n, k, q, m, product: {
        "C": or_error(layers.matmul_shape, (n, k) if product == "A @ B" else (k, n), (q, m))
    },
    "broadcast-shape": lambda shapes: {"z": or_error(layers.broadcast_shape, *SUMS[shapes])},
}

BY_HAND = [
    ("matmul-shape", {"n": 3, "k": 4, "m": 2, "product": "A @ B"}, ["(3, 2)"]),
    ("matmul-shape", {"n": 3, "k": 4, "m": 2, "product": "A.T @ B"}, ["(4, 2)"]),
    ("matmul-shape", {"n": 3, "k": 5, "m": 2, "product": "A @ B"}, ["error"]),
    ("matmul-shape", {"n": 3, "k": 5, "m": 2, "product": "A.T @ B"}, ["error"]),
    ("broadcast-shape", {"shapes": "(4, 1, 5) and (3, 1)"}, ["(4, 3, 5)"]),
    ("broadcast-shape", {"shapes": "(2, 1) and (3, 1, 5)"}, ["(3, 2, 5)"]),
    ("broadcast-shape", {"shapes": "(2, 3, 4) and (2, 3)"}, ["error"]),
]
