"""What kinds of the family `counts` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import counts, sizes


def conv_multiply_adds(n, k, s, c_in, c_out):
    side = sizes.output_size(n, k, s=s)
    return {"side": side, "total": counts.conv_multiply_adds(side, side, k, c_in, c_out)}


REFERENCE = {
    "dense-parameters": lambda n0, n1, n2, n3: {"total": counts.dense_parameters((n0, n1, n2, n3))},
    "conv-parameters": lambda k, c_in, c_out, size: {"total": counts.conv_parameters(k, c_in, c_out)},
    "conv-multiply-adds": conv_multiply_adds,
}

BY_HAND = [
    ("dense-parameters", {"n0": 4, "n1": 5, "n2": 3, "n3": 2}, ["51"]),
    ("conv-parameters", {"k": 3, "c_in": 16, "c_out": 32}, ["4640"]),
    ("conv-multiply-adds", {"n": 12, "k": 3, "s": 2, "c_in": 6, "c_out": 8}, ["5", "10800"]),
]
