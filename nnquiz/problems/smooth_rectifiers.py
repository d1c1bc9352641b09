"""Kinds about the smooth relatives of ReLU: softplus, swish and GELU."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import grid
from flashcards.problems.tracing import Trace
from nnquiz.reference import activations
from nnquiz.reference.arrays import Array

SWISH = "swish with beta = 1, also called SiLU"
GELU = "the exact GELU, not its tanh form"
NORMAL = "Phi(z) is the chance that a standard normal number is below z"


def normal_table(z: float) -> float:
    """Phi(z) with the four decimals that a table has."""
    return round(float(activations.normal_cdf(z)), 4)


class Softplus(Kind):
    """The softplus of one number, and its slope there."""

    name = "softplus"
    topic = "activations"
    level = 2
    ask = "a is the softplus of z, and z = {z}."
    # At 0 the derivative is 1/2 with either sign of the exponent; at 0.4 log10(1 + e^z) is nearly z.
    givens = {"z": grid(-2, 2, 0.1, avoid=[0, 0.4])}
    parts = (Part("a", Real(), "What is a?"), Part("da/dz", Real(), "And the derivative da/dz there?"))
    hints = (
        "It is a logarithm, and its curve is that of ReLU with the corner rounded off.",
        "a = ln(1 + e^z). For its derivative take the chain rule: the inner function is 1 + e^z.",
        "da/dz = e^z / (1 + e^z), which is the sigmoid of z",
    )

    def solve(self, step: Trace, z: float) -> None:
        E = step("E", "e^z", math.exp(z))
        step("a", "ln(1 + E)", math.log(1 + E))
        step("da/dz", "E / (1 + E)", E / (1 + E))

    @slip("That is the sigmoid of z, the derivative of softplus. Softplus itself is ln(1 + e^z).", part="a")
    def derivative_for_value(self, z: float) -> Array:
        return activations.softplus_prime(z)

    @slip("That is with log10. Softplus takes the natural logarithm: ln(1 + e^z).", part="a")
    def log10_for_ln(self, z: float) -> float:
        return math.log10(1 + math.exp(z))

    @slip("That is ReLU, which softplus comes near to far from 0. Softplus is ln(1 + e^z).", part="a")
    def relu_for_softplus(self, z: float) -> Array:
        return activations.relu(z)

    @slip(
        "That is ln(1 + e^-z). The minus is the sigmoid's: softplus is ln(1 + e^z), and grows with z.",
        part="a",
    )
    def sign_of_exponent(self, z: float) -> Array:
        return activations.softplus(-z)

    @slip("That is 1 / (1 + e^z). By the chain rule it is multiplied by e^z, too.", part="da/dz")
    def no_inner_derivative(self, z: float) -> Array:
        return activations.sigmoid(-z)

    @slip("That is e^z, the inner derivative. By the chain rule it is divided by 1 + e^z, too.", part="da/dz")
    def inner_derivative_only(self, z: float) -> float:
        return math.exp(z)

    @slip(
        "That is s (1 - s), the sigmoid's derivative. For softplus it is the sigmoid s itself.", part="da/dz"
    )
    def one_derivative_too_many(self, z: float) -> Array:
        return activations.sigmoid_prime(z)

    @slip("That is softplus itself. Its derivative is e^z / (1 + e^z).", part="da/dz")
    def value_for_derivative(self, z: float) -> Array:
        return activations.softplus(z)


class Swish(Kind):
    """The swish, or SiLU, of one number."""

    name = "swish"
    topic = "activations"
    level = 2
    ask = "z = {z}. What is the swish of z?"
    conventions = (SWISH,)
    # At 1 it is the sigmoid, and near 0 it is nearly z / 2.
    givens = {"z": grid(-3, 3, 0.1, avoid=[0, 0.1, 0.2, -0.1, -0.2, 1])}
    parts = (Part("a", Real()),)
    hints = (
        "z is multiplied by a number between 0 and 1 that depends on z: by which?",
        "a = z s, with the logistic sigmoid s = 1 / (1 + e^-z)",
    )

    def solve(self, step: Trace, z: float) -> None:
        s = step("s", "1 / (1 + e^(-z))", activations.sigmoid(z))
        step("a", "z * s", z * s)

    @slip("That is the sigmoid alone. Swish is z times the sigmoid of z.")
    def sigmoid_alone(self, z: float) -> Array:
        return activations.sigmoid(z)

    @slip("That is ReLU. Swish has no corner: it is z times the sigmoid of z.")
    def relu_for_swish(self, z: float) -> Array:
        return activations.relu(z)

    @slip("That is z / (1 + e^z): the minus in the exponent is missing. The sigmoid is 1 / (1 + e^-z).")
    def sign_of_exponent(self, z: float) -> Array:
        return z * activations.sigmoid(-z)

    @slip("That is z (1 + e^-z). z is multiplied by the sigmoid, and so divided by 1 + e^-z.")
    def no_reciprocal(self, z: float) -> float:
        return z * (1 + math.exp(-z))


class SwishDerivative(Kind):
    """The slope of swish at one point."""

    name = "swish-derivative"
    topic = "activations"
    level = 3
    ask = "a is the swish of z, and z = {z}. What is the derivative da/dz there?"
    conventions = (SWISH,)
    # At 0.4 and 1 one mistake gives the number of another.
    givens = {"z": grid(-3, 3, 0.1, avoid=[0, 0.1, 0.2, 0.4, 1, -0.1, -0.2])}
    parts = (Part("da/dz", Real()),)
    hints = (
        "a = z s is a product, and both factors depend on z. Which rule is for that?",
        "The derivative of z is 1, and that of the sigmoid s is s (1 - s).",
        "da/dz = s + z s (1 - s)",
    )
    derivative_in = "z"

    def primitive(self, z: float) -> Array:
        return activations.swish(z)

    def solve(self, step: Trace, z: float) -> None:
        s = step("s", "1 / (1 + e^(-z))", activations.sigmoid(z))
        slope = step("slope", "s * (1 - s)", s * (1 - s))
        step("da/dz", "s + z * slope", s + z * slope)

    @slip("That is s alone. The sigmoid depends on z, too: z s (1 - s) is added.")
    def first_term_only(self, z: float) -> Array:
        return activations.sigmoid(z)

    @slip("That is z s (1 - s). The factor z has the derivative 1, which leaves s to be added.")
    def second_term_only(self, z: float) -> Array:
        return z * activations.sigmoid_prime(z)

    @slip("That is the product of both derivatives, 1 and s (1 - s). The product rule adds two terms.")
    def product_of_derivatives(self, z: float) -> Array:
        return activations.sigmoid_prime(z)

    @slip("That is swish itself, z s. Its derivative is s + z s (1 - s).")
    def value_for_derivative(self, z: float) -> Array:
        return activations.swish(z)


class Gelu(Kind):
    """The exact GELU of one number."""

    name = "gelu"
    topic = "activations"
    level = 2
    ask = (
        "z = {z}, and a table of the standard normal distribution has Phi(z) = {Phi}. What is the GELU of z?"
    )
    conventions = (GELU, NORMAL)
    # At 1 it is Phi, and near 0 all that is multiplied by z is about 1/2.
    givens = {"z": grid(-2, 2, 0.1, avoid=[0, 0.1, 0.2, 0.3, -0.1, -0.2, -0.3, 1])}
    derived = {"Phi": normal_table}
    parts = (Part("a", Real()),)
    hints = (
        "As swish does, it multiplies z by a number between 0 and 1: by which?",
        "a = z Phi(z)",
    )

    def solve(self, step: Trace, z: float, Phi: float) -> None:
        step("a", "z * Phi", z * Phi)

    @slip("That is swish, z times the sigmoid. GELU takes Phi in place of the sigmoid.")
    def swish_for_gelu(self, z: float) -> Array:
        return activations.swish(z)

    @slip("That is Phi alone. GELU is z times Phi(z).")
    def phi_alone(self, Phi: float) -> float:
        return Phi

    @slip("That is z times the density, the bell curve. GELU takes the distribution function Phi.")
    def density_for_distribution(self, z: float) -> Array:
        return z * activations.normal_pdf(z)

    @slip("That is ReLU. GELU has no corner: it is z times Phi(z).")
    def relu_for_gelu(self, z: float) -> Array:
        return activations.relu(z)


class GeluDerivative(Kind):
    """The slope of the exact GELU at one point."""

    name = "gelu-derivative"
    topic = "activations"
    level = 3
    ask = (
        "a is the GELU of z, and z = {z}; a table of the standard normal distribution has Phi(z) = {Phi}. "
        "What is the derivative da/dz there?"
    )
    conventions = (GELU, NORMAL)
    # At 1 one mistake gives the number of another.
    givens = {"z": grid(-2, 2, 0.1, avoid=[0, 0.1, 0.2, 0.3, 1, -0.1, -0.2, -0.3])}
    derived = {"Phi": normal_table}
    parts = (Part("da/dz", Real()),)
    hints = (
        "a = z Phi(z) is a product, and both factors depend on z. Which rule is for that?",
        "The derivative of Phi is the density phi(z) = e^(-z^2 / 2) / sqrt(2 pi).",
        "da/dz = Phi(z) + z phi(z)",
    )

    def solve(self, step: Trace, z: float, Phi: float) -> None:
        phi = step("phi", "e^(-z^2 / 2) / sqrt(2 * pi)", activations.normal_pdf(z))
        step("da/dz", "Phi + z * phi", Phi + z * phi)

    @slip("That is Phi alone. Phi depends on z, too: z times the density phi(z) is added.")
    def first_term_only(self, Phi: float) -> float:
        return Phi

    @slip("That is z phi(z). The factor z has the derivative 1, which leaves Phi(z) to be added.")
    def second_term_only(self, z: float) -> Array:
        return z * activations.normal_pdf(z)

    @slip("That is the product of both derivatives, 1 and phi(z). The product rule adds two terms.")
    def product_of_derivatives(self, z: float) -> Array:
        return activations.normal_pdf(z)

    @slip("That is GELU itself, z Phi(z). Its derivative is Phi(z) + z phi(z).")
    def value_for_derivative(self, z: float, Phi: float) -> float:
        return z * Phi


KINDS = (
    Softplus,
    Swish,
    SwishDerivative,
    Gelu,
    GeluDerivative,
)
