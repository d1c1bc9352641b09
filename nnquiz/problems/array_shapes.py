"""Kinds about the shapes of products and sums of arrays, where there are any."""

from collections.abc import Callable, Iterator
from itertools import permutations, zip_longest

from flashcards.problems.answers import ERROR, ShapeOrError
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import OneOf, choice, ints
from flashcards.problems.numbers import shape_text
from flashcards.problems.tracing import Trace
from nnquiz.reference import layers
from nnquiz.reference.layers import Shape

PLAIN, TRANSPOSED = "A @ B", "A.T @ B"
SIZES = ints(2, 9)


def rows_of_b(n: int, k: int, m: int, product: str) -> int:
    """How many rows B has: in four of five draws the product exists, in the fifth that with the other A does."""
    exists = (n + k + m) % 5 != 0
    return k if (product == PLAIN) == exists else n


class MatmulShape(Kind):
    """The shape of a product of two matrices, one of which may be transposed."""

    name = "matmul-shape"
    topic = "shapes"
    level = 1
    ask = "A has the shape (n, k) = ({n}, {k}), and B the shape (q, m) = ({q}, {m}). What is the shape of C = {product}?"
    conventions = (
        "@ multiplies matrices, A.T is A transposed; where there is no product, the answer is: error",
    )
    givens = {"n": SIZES, "k": SIZES, "m": SIZES, "product": choice(PLAIN, TRANSPOSED)}
    derived = {"q": rows_of_b}
    parts = (Part("C", ShapeOrError()),)
    hints = (
        "Which two sizes meet in the middle of the product?",
        "(a, b) @ (b, c) has the shape (a, c); where the two sizes in the middle differ, there is no product",
    )

    def fits(self, n: int, k: int, m: int) -> bool:
        return len({n, k, m}) == 3

    def solve(self, step: Trace, n: int, k: int, q: int, m: int, product: str) -> None:
        left = "(n, k)" if product == PLAIN else "(k, n)"
        inner = "k" if product == PLAIN else "n"
        right = _product(n, k, q, m, product)
        step("inner sizes", f"{inner} and q", "different" if right == ERROR else "equal")
        step("C", f"{left} @ (q, m)", right)

    @slip(
        "The sizes in the middle differ: there is no product, for each column of the left factor wants a row of B.",
        may_equal=True,
    )
    def error_missed(self, n: int, k: int, m: int, product: str) -> Shape:
        return (_factor(n, k, product)[0], m)

    @slip(
        "There is a product. Only the two sizes in the middle must be equal, and they are; A.T has the shape (k, n).",
        may_equal=True,
    )
    def error_seen(self) -> str:
        return ERROR

    @slip(
        "Those are the outer sizes, swapped. The left factor gives the rows, B the columns.", may_equal=True
    )
    def swapped(self, n: int, k: int, q: int, m: int, product: str) -> Shape | str:
        right = _product(n, k, q, m, product)
        return right[::-1] if isinstance(right, tuple) else ERROR

    @slip(
        "That takes A for A.T, or A.T for A. A has the shape (n, k), A.T (k, n): see which of them is asked."
    )
    def other_factor(self, n: int, k: int, m: int, product: str) -> Shape:
        return (_factor(n, k, product)[1], m)


def _factor(n: int, k: int, product: str) -> Shape:
    return (n, k) if product == PLAIN else (k, n)


def _product(n: int, k: int, q: int, m: int, product: str) -> Shape | str:
    return or_error(layers.matmul_shape, _factor(n, k, product), (q, m))


def or_error(rule: Callable[[Shape, Shape], Shape], a: Shape, b: Shape) -> Shape | str:
    """The shape by the rule, or "error" where there is none."""
    try:
        return rule(a, b)
    except ValueError:
        return ERROR


#: A letter for each size above 1. The last two do not go together, though their letters are equal.
PATTERNS = (
    "abc + c",
    "abc + 1c",
    "abc + b1",
    "a1c + b1",
    "a1c + ab1",
    "ab1 + c",
    "b1 + a1c",
    "1b1 + a1c",
    "a1c + 1b1",
    "a11 + bc",
    "abc + ab",
    "abc + a",
)


def _pairs() -> Iterator[tuple[Shape, Shape]]:
    for pattern in PATTERNS:
        for sizes in permutations((2, 3, 4, 5, 6, 8), 3):
            of = dict(zip("abc", sizes, strict=True)) | {"1": 1}
            left, right = pattern.split(" + ")
            yield tuple(of[one] for one in left), tuple(of[one] for one in right)


#: The two shapes of each sum, by how it is written.
SUMS = {f"{shape_text(x)} and {shape_text(y)}": (x, y) for x, y in _pairs()}


class BroadcastShape(Kind):
    """The shape of a sum of two arrays of different shapes."""

    name = "broadcast-shape"
    topic = "shapes"
    level = 2
    ask = "The arrays x and y have the shapes {shapes}. What is the shape of z = x + y?"
    conventions = ("broadcasting as in NumPy and PyTorch; where there is no sum, the answer is: error",)
    givens = {"shapes": OneOf(tuple(SUMS), "two shapes such as (4, 1, 5) and (3, 1)")}
    parts = (Part("z", ShapeOrError()),)
    hints = (
        "Write one shape under the other: from which end on are the sizes compared?",
        "from the last axis on: equal sizes stay, a 1 or a missing axis is stretched, anything else is an error",
    )

    def solve(self, step: Trace, shapes: str) -> None:
        x, y = SUMS[shapes]
        for name, sizes in (("x", x), ("y", y)):
            missing = max(len(x), len(y)) - len(sizes)
            note = (
                f"{shape_text(sizes)} with a 1 in front for each missing axis"
                if missing
                else shape_text(sizes)
            )
            step(name, note, shape_text((1,) * missing + sizes))
        axes = zip_longest(reversed(x), reversed(y), fillvalue=1)
        clash = [
            f", where {one} meets {other}" for one, other in axes if one != other and 1 not in {one, other}
        ]
        step("z", "".join(["x + y", *clash[:1]]), or_error(layers.broadcast_shape, x, y))

    @slip(
        "That compares the first axes. Shapes are aligned at the last axis, and missing axes stand in front.",
        may_equal=True,
    )
    def aligned_at_the_first(self, shapes: str) -> Shape | str:
        x, y = SUMS[shapes]
        turned = or_error(layers.broadcast_shape, x[::-1], y[::-1])
        return turned[::-1] if isinstance(turned, tuple) else ERROR

    @slip("There is no sum: on some axis the sizes differ, and none of them is 1.", may_equal=True)
    def error_missed(self, shapes: str) -> Shape:
        x, y = SUMS[shapes]
        axes = zip_longest(reversed(x), reversed(y), fillvalue=1)
        return tuple(max(one, other) for one, other in axes)[::-1]

    @slip(
        "There is a sum. Sizes of an axis may differ where one of them is 1, and missing axes count as 1.",
        may_equal=True,
    )
    def error_seen(self) -> str:
        return ERROR

    @slip(
        "That is the shape of x. Its missing axes and its sizes of 1 are stretched, too, to the sizes of y.",
        may_equal=True,
    )
    def left_kept(self, shapes: str) -> Shape | str:
        x, y = SUMS[shapes]
        return ERROR if or_error(layers.broadcast_shape, x, y) == ERROR else x


KINDS = (
    MatmulShape,
    BroadcastShape,
)
