"""Kinds about ReLU and its relatives that are made of two branches."""

import math

from flashcards.problems.answers import Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import activations
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]

# At 0 books differ in the derivative, and at 1 a value is its own slope.
PRE_ACTIVATIONS = grid(-5, 5, 0.5, avoid=[0, 1])
# With 1, it would not matter whether alpha is forgotten.
ELU_SCALES = choice(0.5, 0.8, 1.2, 1.5, 2)


class Relu(Kind):
    """The ReLU of four numbers, and its slopes there."""

    name = "relu"
    topic = "activations"
    level = 1
    ask = "A layer has the pre-activations z = {z}, and its activation is ReLU."
    givens = {"z": vector(4, PRE_ACTIVATIONS, distinct=True)}
    parts = (
        Part("a", Vector(), "What are its outputs a?"),
        Part("da/dz", Vector(), "And the derivative da/dz of each?"),
    )
    hints = (
        "What becomes of the negative numbers, and what of the positive ones?",
        "Draw the curve: how steep is it on either side of 0?",
        "a = max(0, z); da/dz = 1 where z is above 0, and 0 where it is below",
    )

    def fits(self, z: Row) -> bool:
        return has_both_signs(z)

    def solve(self, step: Trace, z: Row) -> None:
        step("a", "max(0, z) for each", activations.relu(z))
        step("da/dz", "1 if z > 0 else 0, for each", activations.relu_prime(z))

    @slip("Negative numbers became positive: that is the absolute value. ReLU makes them 0.", part="a")
    def absolute_value(self, z: Row) -> Array:
        return activations.absolute(z)

    @slip("That is z itself. ReLU lets only positive numbers through; negative ones become 0.", part="a")
    def passes_negatives(self, z: Row) -> Row:
        return z

    @slip("That is min(0, z): the wrong side is cut off. ReLU keeps the positive numbers.", part="a")
    def other_side(self, z: Row) -> Row:
        return tuple(min(0, one) for one in z)

    @slip("Those are the derivatives, 1 or 0. The output of a positive z is z itself.", part="a")
    def derivative_for_value(self, z: Row) -> Array:
        return activations.relu_prime(z)

    @slip("Those are the outputs again. The slope is 1 for every positive z, however large.", part="da/dz")
    def value_for_derivative(self, z: Row) -> Array:
        return activations.relu(z)

    @slip("-1 is the slope of the absolute value. Below 0 ReLU is flat: its slope is 0.", part="da/dz")
    def slope_of_absolute_value(self, z: Row) -> Array:
        return activations.absolute_prime(z)

    @slip("The sides are swapped: ReLU rises with slope 1 above 0 and is flat below.", part="da/dz")
    def sides_swapped(self, z: Row) -> Array:
        return 1 - activations.relu_prime(z)

    @slip("1 everywhere is the slope of the identity. Where ReLU is flat, its slope is 0.", part="da/dz")
    def slope_of_identity(self, z: Row) -> Array:
        return activations.identity_prime(z)


class LeakyRelu(Kind):
    """The leaky ReLU of a negative number."""

    name = "leaky-relu"
    topic = "activations"
    level = 2
    ask = "z = {z}. What is the leaky ReLU of z, with a slope of alpha = {alpha} below zero?"
    givens = {"z": grid(-8, -0.5, 0.1), "alpha": choice(0.01, 0.05, 0.1, 0.2)}
    parts = (Part("a", Real()),)
    hints = ("Which of the two branches does z take?", "For z below zero, a = alpha z")

    def solve(self, step: Trace, z: float, alpha: float) -> None:
        step("a", "alpha * z", activations.leaky_relu(z, alpha))

    @slip("That is the plain ReLU, which is 0 below zero. The leaky one lets alpha z through.")
    def plain_relu(self) -> float:
        return 0.0

    @slip("That is z itself: right above zero. Below zero it is multiplied by alpha.")
    def passes_negatives(self, z: float) -> float:
        return z

    @slip("That is alpha times the size of z. The sign stays: alpha z is below zero.")
    def sign_lost(self, z: float, alpha: float) -> float:
        return -alpha * z

    @slip("That is alpha, the derivative below zero. The value is alpha z.")
    def derivative_for_value(self, alpha: float) -> float:
        return alpha


class LeakyReluDerivative(Kind):
    """The slopes of the leaky ReLU at four points."""

    name = "leaky-relu-derivative"
    topic = "activations"
    level = 2
    ask = (
        "The pre-activations z = {z} go through a leaky ReLU with a slope of alpha = {alpha} below zero. "
        "What is the derivative da/dz of each?"
    )
    givens = {
        "z": vector(4, PRE_ACTIVATIONS, distinct=True),
        "alpha": choice(0.01, 0.02, 0.05, 0.1, 0.2, 0.3),
    }
    parts = (Part("da/dz", Vector()),)
    hints = (
        "The curve is made of two straight lines: how steep is each?",
        "da/dz = 1 where z is above 0, and alpha where it is below",
    )

    def fits(self, z: Row) -> bool:
        return has_both_signs(z)

    def solve(self, step: Trace, z: Row, alpha: float) -> None:
        step("da/dz", "1 if z > 0 else alpha, for each", activations.leaky_relu_prime(z, alpha))

    @slip("Those are the outputs. The slopes do not depend on the size of z: they are 1 and alpha.")
    def value_for_derivative(self, z: Row, alpha: float) -> Array:
        return activations.leaky_relu(z, alpha)

    @slip("0 below zero is the slope of the plain ReLU. The leaky one still rises there, by alpha.")
    def plain_relu(self, z: Row) -> Array:
        return activations.relu_prime(z)

    @slip(
        "That is a minus too many: below zero z is negative, but the line still rises, with the slope +alpha."
    )
    def falls_below_zero(self, z: Row, alpha: float) -> Array:
        return activations.leaky_relu_prime(z, -alpha)

    @slip("The sides are swapped: the slope is 1 for positive z, and alpha for negative z.")
    def sides_swapped(self, z: Row, alpha: float) -> Row:
        return tuple(alpha if one > 0 else 1 for one in z)


class Elu(Kind):
    """The ELU of a negative number."""

    name = "elu"
    topic = "activations"
    level = 2
    ask = "z = {z}. What is the ELU of z, with alpha = {alpha}?"
    givens = {"z": grid(-3, -0.3, 0.1), "alpha": ELU_SCALES}
    parts = (Part("a", Real()),)
    hints = (
        "Below 0 the curve bends towards -alpha and never gets there.",
        "For z below zero, a = alpha (e^z - 1)",
    )

    def solve(self, step: Trace, z: float, alpha: float) -> None:
        E = step("E", "e^z", math.exp(z))
        step("a", "alpha * (E - 1)", alpha * (E - 1))

    @slip("That is alpha z, as in a leaky ReLU. ELU bends: alpha (e^z - 1).")
    def straight_line(self, z: float, alpha: float) -> float:
        return alpha * z

    @slip("alpha is left out: that is e^z - 1, the ELU with alpha = 1.")
    def no_alpha(self, z: float) -> Array:
        return activations.elu(z, 1)

    @slip("That is alpha e^z - 1. The -1 belongs to e^z, and alpha multiplies both: alpha (e^z - 1).")
    def minus_one_outside(self, z: float, alpha: float) -> float:
        return alpha * math.exp(z) - 1

    @slip("That is alpha e^z, the derivative. The value has a -1, which makes it 0 at z = 0.")
    def derivative_for_value(self, z: float, alpha: float) -> Array:
        return activations.elu_prime(z, alpha)


class EluDerivative(Kind):
    """The slope of ELU at a negative number."""

    name = "elu-derivative"
    topic = "activations"
    level = 2
    ask = "a is the ELU of z with alpha = {alpha}, and z = {z}. What is the derivative da/dz there?"
    givens = {"z": grid(-3, -0.3, 0.1), "alpha": ELU_SCALES}
    parts = (Part("da/dz", Real()),)
    hints = (
        "Below 0, a = alpha (e^z - 1). Which of the two terms in there depends on z?",
        "da/dz = alpha e^z, which is also a + alpha",
    )
    derivative_in = "z"

    def primitive(self, z: float, alpha: float) -> Array:
        return activations.elu(z, alpha)

    def solve(self, step: Trace, z: float, alpha: float) -> None:
        E = step("E", "e^z", math.exp(z))
        step("da/dz", "alpha * E", alpha * E)

    @slip("That is ELU itself, alpha (e^z - 1). The constant drops out of the derivative: alpha e^z.")
    def value_for_derivative(self, z: float, alpha: float) -> Array:
        return activations.elu(z, alpha)

    @slip("alpha is left out. It is a factor of the branch below zero, so it stays: alpha e^z.")
    def no_alpha(self, z: float) -> Array:
        return activations.elu_prime(z, 1)

    @slip("That is alpha, the slope of a leaky ReLU. ELU bends below zero: its slope is alpha e^z.")
    def straight_line(self, alpha: float) -> float:
        return alpha

    @slip("The power rule is for z^n. The derivative of e^z is e^z, with no z in front.")
    def power_rule(self, z: float, alpha: float) -> float:
        return alpha * z * math.exp(z)


class PiecewiseLinearDerivative(Kind):
    """The slopes of a multiple of z plus a multiple of its absolute value."""

    name = "piecewise-linear-derivative"
    topic = "activations"
    level = 2
    ask = "f(z) = k z + c |z| with k = {k} and c = {c}. What is the derivative f'(z) at each of z = {z}?"
    givens = {
        "k": grid(-3, 3, 0.5, avoid=[0, 1, -1]),
        "c": grid(0.5, 3, 0.5, avoid=[1]),
        "z": vector(3, grid(-5, 5, 0.5, avoid=[-1, 0, 1]), distinct=True),
    }
    parts = (Part("f'(z)", Vector()),)
    hints = (
        "What is the slope of |z| to the right of 0, and what to the left?",
        "f'(z) = k + c for z above 0, and k - c for z below",
    )

    def fits(self, k: float, c: float, z: Row) -> bool:
        # With equal factors one side is flat, as in ReLU, and its slope 0.
        return has_both_signs(z) and abs(k) != c

    def solve(self, step: Trace, k: float, c: float, z: Row) -> None:
        above = step("above", "k + c", k + c)
        below = step("below", "k - c", k - c)
        slopes = tuple(above if one > 0 else below for one in z)
        step("f'(z)", "above if z > 0 else below, for each", slopes)

    @slip("Those are the values f(z). On each side f is a straight line, and its slope one number.")
    def value_for_derivative(self, k: float, c: float, z: Row) -> Row:
        return tuple(k * one + c * abs(one) for one in z)

    @slip("The slope of |z| is 1 above zero only. Below zero it is -1, so there c is subtracted.")
    def one_slope_everywhere(self, k: float, c: float, z: Row) -> Row:
        return tuple(k + c for _ in z)

    @slip("The term k z is left out. Its slope is k on either side, and is added to c or -c.")
    def linear_term_dropped(self, c: float, z: Row) -> Array:
        return c * activations.absolute_prime(z)

    @slip("That has |z| itself in it. The derivative of |z| is the sign of z, 1 or -1.")
    def size_for_sign(self, k: float, c: float, z: Row) -> Array:
        return k + c * activations.absolute(z)


def has_both_signs(z: Row) -> bool:
    """Whether both branches are asked for."""
    return min(z) < 0 < max(z)


KINDS = (
    Relu,
    LeakyRelu,
    LeakyReluDerivative,
    Elu,
    EluDerivative,
    PiecewiseLinearDerivative,
)
