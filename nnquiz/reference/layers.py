"""Shapes in a dense layer of n_in inputs and n_out units, for a batch of m examples, and of products and sums.

Two layouts are in use. Examples as columns: Z = W X + b, as in Nielsen, Neural Networks and Deep Learning (2015),
chapter 2. Examples as rows: Z = X W + b, as in Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.1.
"""

from itertools import zip_longest
from typing import NamedTuple

Shape = tuple[int, ...]


def weight_shape(n_in: int, n_out: int, *, by_rows: bool) -> Shape:
    """The shape of W: in W X its columns meet the inputs, in X W its rows do."""
    return (n_in, n_out) if by_rows else (n_out, n_in)


def batch_shape(n: int, m: int, *, by_rows: bool) -> Shape:
    """The shape of n values for each of m examples: X of n inputs, Z and A of n units."""
    return (m, n) if by_rows else (n, m)


def bias_shape(n_out: int, *, by_rows: bool) -> Shape:
    """The shape that broadcasts over the examples: a column beside columns, one axis beside rows."""
    return (n_out,) if by_rows else (n_out, 1)


class GradientShapes(NamedTuple):
    """The shapes of the gradients of a cost by W, X and b."""

    W: Shape
    X: Shape
    b: Shape


def gradient_shapes(n_in: int, n_out: int, m: int, *, by_rows: bool) -> GradientShapes:
    """The shapes of the gradients of a cost, which is one number: each that of what it is the gradient by.

    Goodfellow, Bengio & Courville (2016), section 6.5.
    """
    return GradientShapes(
        W=weight_shape(n_in, n_out, by_rows=by_rows),
        X=batch_shape(n_in, m, by_rows=by_rows),
        b=bias_shape(n_out, by_rows=by_rows),
    )


def matmul_shape(a: Shape, b: Shape) -> Shape:
    """The shape of a @ b: the last two axes are multiplied as matrices, those before them are broadcast.

    An array of one axis is a row on the left and a column on the right, and the product lacks that axis. ValueError
    where the inner sizes differ, or one side is a mere number. Goodfellow, Bengio & Courville (2016), section 2.2;
    NumPy documentation, matmul.
    """
    if not a or not b:
        raise ValueError("a number is no matrix")
    *stack, rows, inner = a if len(a) > 1 else (1, *a)
    *other_stack, other_inner, columns = b if len(b) > 1 else (*b, 1)
    if inner != other_inner:
        raise ValueError(f"the inner sizes {inner} and {other_inner} differ")
    sizes = (rows,) * (len(a) > 1) + (columns,) * (len(b) > 1)
    return broadcast_shape(tuple(stack), tuple(other_stack)) + sizes


def broadcast_shape(a: Shape, b: Shape) -> Shape:
    """The shape of a sum of two arrays: aligned at the last axis, missing axes and sizes of 1 are stretched.

    ValueError where two sizes differ and none of them is 1. NumPy documentation, Broadcasting, general rules.
    """
    sizes = []
    for one, other in zip_longest(reversed(a), reversed(b), fillvalue=1):
        if 1 not in (one, other) and one != other:
            raise ValueError(f"the sizes {one} and {other} do not go together")
        sizes.append(other if one == 1 else one)
    return tuple(reversed(sizes))
