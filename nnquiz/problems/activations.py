"""Kinds about the activations that saturate on both sides: the sigmoid and tanh."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid
from flashcards.problems.tracing import Trace
from nnquiz.reference import activations
from nnquiz.reference.arrays import Array


class Sigmoid(Kind):
    """The logistic function of one number."""

    name = "sigmoid"
    topic = "activations"
    level = 1
    ask = "z = {z}. What is the logistic sigmoid of z?"
    # At 0 the sign of the exponent does not matter, and at 0.9 the tanh is nearly the same.
    givens = {"z": grid(-3, 3, 0.1, avoid=[0, 0.9])}
    parts = (Part("a", Real()),)
    hints = ("Which sign has z in the exponent, and is the result below or above 1/2?", "a = 1 / (1 + e^-z)")

    def solve(self, step: Trace, z: float) -> None:
        E = step("E", "e^(-z)", math.exp(-z))
        step("a", "1 / (1 + E)", 1 / (1 + E))

    @slip("That is 1 / (1 + e^z): the minus in the exponent is missing. The sigmoid grows with z.")
    def sign_of_exponent(self, z: float) -> Array:
        return activations.sigmoid(-z)

    @slip("That is tanh(z), which runs from -1 to 1. The sigmoid runs from 0 to 1: 1 / (1 + e^-z).")
    def tanh_for_sigmoid(self, z: float) -> Array:
        return activations.tanh(z)

    @slip("That is 1 + e^-z, the denominator. The sigmoid is one divided by it.")
    def no_reciprocal(self, z: float) -> float:
        return 1 + math.exp(-z)


class SigmoidDerivative(Kind):
    """The slope of the logistic function at one point."""

    name = "sigmoid-derivative"
    topic = "activations"
    level = 2
    ask = "a is the logistic sigmoid of z, and z = {z}. What is the derivative da/dz there?"
    # z (1 - z) and a (1 - a) are both 0.240 at 0.4.
    givens = {"z": grid(-3, 3, 0.1, avoid=[0, 0.4])}
    parts = (Part("da/dz", Real()),)
    hints = ("The derivative can be had from the output a alone: compute a first.", "da/dz = a (1 - a)")
    derivative_in = "z"

    def primitive(self, z: float) -> Array:
        return activations.sigmoid(z)

    def solve(self, step: Trace, z: float) -> None:
        a = step("a", "1 / (1 + e^(-z))", activations.sigmoid(z))
        step("da/dz", "a * (1 - a)", a * (1 - a))

    @slip("That is z (1 - z). The rule is a (1 - a), with a the sigmoid's output, not its input.")
    def input_for_output(self, z: float) -> float:
        return z * (1 - z)

    @slip("That is the sigmoid itself. Its derivative is a (1 - a).")
    def value_for_derivative(self, z: float) -> Array:
        return activations.sigmoid(z)

    @slip("That is 1 - a. The derivative is the product of both factors, a (1 - a).")
    def one_factor(self, z: float) -> Array:
        return activations.sigmoid(-z)

    @slip("That is 1 - a^2, the rule for tanh. For the sigmoid it is a (1 - a).")
    def rule_of_tanh(self, z: float) -> Array:
        return 1 - activations.sigmoid(z) ** 2


class Tanh(Kind):
    """The hyperbolic tangent of one number, from its exponential."""

    name = "tanh"
    topic = "activations"
    level = 1
    # With z itself, tanh(z) could be typed: an answer may use the function, and here it is the question.
    ask = "E = e^z = {E}. What is tanh(z), the hyperbolic tangent of z?"
    # Nearer to 1, tanh(z) and z are alike; from 2.3 to 2.5 tanh is nearly the sigmoid.
    givens = {
        "E": choice(
            *(0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75),
            *(1.4, 1.5, 1.6, 1.8, 2, 2.2, 2.8, 3, 3.5, 4, 4.5, 5),
        )
    }
    parts = (Part("a", Real()),)
    hints = (
        "Is z above or below 0, and which sign has tanh(z) then?",
        "Two exponentials are enough: e^z, and e^-z, which is 1 / e^z.",
        "a = (e^z - e^-z) / (e^z + e^-z)",
    )

    def solve(self, step: Trace, E: float) -> None:
        N = step("N", "1 / E", 1 / E)
        step("a", "(E - N) / (E + N)", (E - N) / (E + N))

    @slip("That is the sigmoid, which runs from 0 to 1. tanh runs from -1 to 1 and has the sign of z.")
    def sigmoid_for_tanh(self, E: float) -> float:
        return E / (1 + E)

    @slip("That is the sum over the difference, upside down. tanh is never beyond -1 or 1.")
    def upside_down(self, E: float) -> float:
        return (E + 1 / E) / (E - 1 / E)

    @slip("That is (e^z - 1) / (e^z + 1), which is tanh(z/2). Beside e^z stands e^-z, not 1.")
    def half_the_argument(self, E: float) -> float:
        return (E - 1) / (E + 1)

    @slip("That is (e^z - e^-z) / 2, the hyperbolic sine. For tanh, divide by e^z + e^-z.")
    def divided_by_two(self, E: float) -> float:
        return (E - 1 / E) / 2


class TanhDerivative(Kind):
    """The slope of the hyperbolic tangent at one point."""

    name = "tanh-derivative"
    topic = "activations"
    level = 2
    ask = "a = tanh(z), and z = {z}. What is the derivative da/dz there?"
    # Nearer to 0, z and tanh(z) are alike, and so are 1 - z^2 and the answer.
    givens = {"z": grid(-2.5, 2.5, 0.1, avoid=[0, 0.1, 0.2, 0.3, 0.4, -0.1, -0.2, -0.3, -0.4])}
    parts = (Part("da/dz", Real()),)
    hints = ("The derivative can be had from the output a alone: compute a first.", "da/dz = 1 - a^2")
    derivative_in = "z"

    def primitive(self, z: float) -> Array:
        return activations.tanh(z)

    def solve(self, step: Trace, z: float) -> None:
        a = step("a", "tanh(z)", activations.tanh(z))
        step("da/dz", "1 - a^2", 1 - a**2)

    @slip("That is 1 - z^2. The rule is 1 - a^2, with a the output tanh(z), not the input.")
    def input_for_output(self, z: float) -> float:
        return 1 - z**2

    @slip("That is a (1 - a), the rule for the sigmoid. For tanh it is 1 - a^2.")
    def rule_of_sigmoid(self, z: float) -> Array:
        a = activations.tanh(z)
        return a * (1 - a)

    @slip("That is 1 - a. The output is squared: 1 - a^2.")
    def no_square(self, z: float) -> Array:
        return 1 - activations.tanh(z)

    @slip("That is tanh(z) itself. Its derivative is 1 - a^2.")
    def value_for_derivative(self, z: float) -> Array:
        return activations.tanh(z)


KINDS = (
    Sigmoid,
    SigmoidDerivative,
    Tanh,
    TanhDerivative,
)
