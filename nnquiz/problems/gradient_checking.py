"""Kinds about checking gradients with differences."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints, vector
from flashcards.problems.tracing import Trace
from nnquiz.problems.backward import factor
from nnquiz.reference import checking
from nnquiz.reference.arrays import Array, array

Row = tuple[float, ...]


class CentralDifference(Kind):
    """The central difference of a cubic, and how far it is from the derivative."""

    name = "central-difference"
    topic = "propagation"
    level = 2
    ask = (
        "The cost is J(w) = a w^3 - c w with a = {a} and c = {c}. Gradient checking estimates dJ/dw at w = {w} by the "
        "central difference with eps = {eps}, far more than in practice."
    )
    givens = {
        "a": ints(1, 4),
        "c": ints(1, 9),
        "w": grid(-2, 2, 0.5, avoid=[0]),
        "eps": choice(0.1, 0.2, 0.5),
    }
    # The error may be as small as 0.01: one percent of the estimate would hide it.
    parts = (
        Part("estimate", Real(atol=0.002, rtol=0), "What is the estimate?"),
        Part("error", Real(atol=0.002, rtol=0), "How far is it above the derivative dJ/dw?"),
    )
    hints = (
        "Two values of J are compared, on either side of w: how far are these points apart?",
        "estimate = (J(w + eps) - J(w - eps)) / (2 eps)",
        "error = estimate - (3 a w^2 - c); for a cubic, it is a eps^2",
    )

    def fits(self, a: int, c: int, w: float) -> bool:
        # The difference as a share of a derivative of -1 would be that with the other sign.
        return 3 * a * w**2 - c not in {-1, 0}

    def solve(self, step: Trace, a: int, c: int, w: float, eps: float) -> None:
        right = step("right", "a * (w + eps)^3 - c * (w + eps)", cubic(a, c, w + eps))
        left = step("left", "a * (w - eps)^3 - c * (w - eps)", cubic(a, c, w - eps))
        estimate = step("estimate", "(right - left) / (2 * eps)", (right - left) / (2 * eps))
        derivative = step("derivative", "3 * a * w^2 - c", 3 * a * w**2 - c)
        step("error", "estimate - derivative", estimate - derivative)

    @slip(
        "That is the one-sided difference, (J(w + eps) - J(w)) / eps. The central one takes a point on "
        "either side of w.",
        part="estimate",
    )
    def one_sided(self, a: int, c: int, w: float, eps: float) -> float:
        return (cubic(a, c, w + eps) - cubic(a, c, w)) / eps

    @slip("That divides by eps. The two points are 2 eps apart.", part="estimate")
    def no_factor_two(self, a: int, c: int, w: float, eps: float) -> float:
        return (cubic(a, c, w + eps) - cubic(a, c, w - eps)) / eps

    @slip("That is half the difference of the two values. It is to be divided by eps, too.", part="estimate")
    def no_epsilon(self, a: int, c: int, w: float, eps: float) -> float:
        return (cubic(a, c, w + eps) - cubic(a, c, w - eps)) / 2

    @slip(
        "That is the derivative itself. The estimate needs no calculus: two values of J, and a quotient.",
        part="estimate",
    )
    def derivative_itself(self, a: int, c: int, w: float) -> float:
        return 3 * a * w**2 - c

    @slip(
        "That is the derivative less the estimate. Asked is how far the estimate is above it.", part="error"
    )
    def other_way_round(self, a: int, c: int, w: float, estimate: float) -> float:
        return 3 * a * w**2 - c - estimate

    @slip("That is the error as a share of the derivative. Asked is the difference alone.", part="error")
    def relative(self, a: int, c: int, w: float, estimate: float) -> float:
        return estimate / (3 * a * w**2 - c) - 1

    @slip("The derivative of the term with w is missing: it is 3 a w^2 - c with both.", part="error")
    def linear_term_lost(self, a: int, w: float, estimate: float) -> float:
        return estimate - 3 * a * w**2


def cubic(a: float, c: float, w: float) -> float:
    """The value a w^3 - c w of the cost that is checked."""
    return a * w**3 - c * w


# Between small ones, most relative errors would be above one half; 1 as a divisor would divide nothing.
SLOPES = grid(-2, 2, 0.1, avoid=[-1, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 1])
SUM, MAX = "|g - n| / (|g| + |n|)", "|g - n| / max(|g|, |n|)"


class GradientCheckError(Kind):
    """The relative error between a derivative and its numerical estimate."""

    name = "gradient-check-error"
    topic = "propagation"
    level = 2
    ask = (
        "Backpropagation gives the derivative g = {g}, a central difference the estimate n = {n}. "
        "What is their relative error?"
    )
    conventions = ("relative error = {form}, as a fraction",)
    givens = {
        "g": SLOPES,
        "n": SLOPES,
        "form": choice(SUM, MAX),
    }
    parts = (Part("error", Real()),)
    hints = (
        "Both in the numerator and below it, sizes count, not signs.",
        "|g - n| divided by |g| + |n|, or by the larger of |g| and |n|: see the convention",
    )

    def fits(self, g: float, n: float) -> bool:
        # Of different signs, the sum's form is 1 whatever the numbers are.
        is_alike = g * n > 0 and 0 < float(checking.relative_error_max(g, n)) <= 0.5
        return is_alike and round(abs(g + n), 1) != 2

    def solve(self, step: Trace, g: float, n: float, form: str) -> None:
        difference = step("difference", "|g - n|", abs(g - n))
        if form == SUM:
            size = step("size", "|g| + |n|", abs(g) + abs(n))
        else:
            size = step("size", "max(|g|, |n|)", max(abs(g), abs(n)))
        step("error", "difference / size", difference / size)

    @slip(
        "That is right for the other form: CS231n's notes divide by the larger of both, or by their sum. This question "
        "says which.",
        rival=True,
    )
    def other_form(self, g: float, n: float, form: str) -> Array:
        error = checking.relative_error_max if form == SUM else checking.relative_error_sum
        return error(g, n)

    @slip("That is the difference itself. To be relative it is divided by the size of both numbers.")
    def absolute(self, g: float, n: float) -> float:
        return abs(g - n)

    @slip("That divides by the smaller of the two alone. The convention says what the divisor is.")
    def smaller_alone(self, g: float, n: float) -> float:
        return abs(g - n) / min(abs(g), abs(n))

    @slip(
        "That divides by the mean of both sizes: right by books that define a relative difference so. This question "
        "divides otherwise.",
        rival=True,
    )
    def divided_by_mean(self, g: float, n: float) -> Array:
        return 2 * checking.relative_error_sum(g, n)


class GradientCheckNorm(Kind):
    """The relative error between two gradients, by their norms."""

    name = "gradient-check-norm"
    topic = "propagation"
    level = 2
    ask = (
        "Backpropagation gives the gradient g = {g}, central differences give n = {n}. The check is to compare them "
        "as wholes."
    )
    conventions = ("relative error = ||g - n|| / (||g|| + ||n||), with Euclidean norms; as a fraction",)
    givens = {"g": vector(3, grid(0.1, 0.9, 0.1)), "n": vector(3, grid(0.1, 0.9, 0.1))}
    parts = (
        Part("distance", Real(), "What is the distance ||g - n||?"),
        Part("error", Real(), "And the relative error?"),
    )
    hints = (
        "One number for the whole gradient: how long is the difference of the two vectors?",
        "A norm is the root of the sum of squares; the distance is the norm of g - n.",
        "error = ||g - n|| / (||g|| + ||n||)",
    )

    def fits(self, g: Row, n: Row) -> bool:
        # To divide by a norm near 1 is as good as not to divide.
        larger = max(math.hypot(*g), math.hypot(*n))
        return float(checking.relative_error_norm(g, n)) >= 0.04 and abs(larger - 1) > 0.03

    def solve(self, step: Trace, g: Row, n: Row) -> None:
        difference = step("difference", "g - n for each", tuple(a - b for a, b in zip(g, n, strict=True)))
        distance = step("distance", _root(difference), math.hypot(*difference))
        norm_g = step("norm_g", _root(g), math.hypot(*g))
        norm_n = step("norm_n", _root(n), math.hypot(*n))
        step("error", "distance / (norm_g + norm_n)", distance / (norm_g + norm_n))

    @slip("That is the sum of squares. The norm is its square root.", part="distance")
    def no_root(self, g: Row, n: Row) -> float:
        return math.dist(g, n) ** 2

    @slip(
        "Those are the sizes, added up. The Euclidean norm is the root of the sum of squares.",
        part="distance",
    )
    def sum_of_sizes(self, g: Row, n: Row) -> float:
        return sum(abs(a - b) for a, b in zip(g, n, strict=True))

    @slip(
        "That is the difference of the two norms. It can be 0 for gradients that point elsewhere: subtract the "
        "vectors first.",
        part="distance",
    )
    def difference_of_norms(self, g: Row, n: Row) -> float:
        return abs(math.hypot(*g) - math.hypot(*n))

    @slip(
        "That divides by the larger norm, right for the form with max (CS231n's notes have it for single numbers). This "
        "question divides by the sum of both.",
        part="error",
        rival=True,
    )
    def larger_alone(self, g: Row, n: Row, distance: float) -> float:
        return distance / max(math.hypot(*g), math.hypot(*n))

    @slip("That is the distance itself. It is divided by the sum of both norms.", part="error")
    def absolute(self, distance: float) -> float:
        return distance

    @slip(
        "That is the mean of the errors of the three numbers. By norms, the vectors are compared as wholes.",
        part="error",
    )
    def each_by_itself(self, g: Row, n: Row) -> float:
        return float(array(checking.relative_error_sum(g, n)).mean())


def _root(row: Row) -> str:
    """The norm of a row as a person writes it."""
    return f"sqrt({' + '.join(f'{factor(round(one, 1))}^2' for one in row)})"


KINDS = (
    CentralDifference,
    GradientCheckError,
    GradientCheckNorm,
)
