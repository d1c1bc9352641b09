"""Shapes in a dense layer of n_in inputs and n_out units, for a batch of m examples.

Two layouts are in use. Examples as columns: Z = W X + b, as in Nielsen, Neural Networks and Deep Learning (2015),
chapter 2. Examples as rows: Z = X W + b, as in Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.1.
"""

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
