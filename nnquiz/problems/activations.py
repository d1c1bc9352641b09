"""Kinds about activation functions."""

import math

from flashcards.problems.answers import Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints, vector
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
    level = 1
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


class TanhDerivative(Kind):
    """The slope of the hyperbolic tangent at one point."""

    name = "tanh-derivative"
    topic = "activations"
    level = 1
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


class LeakyRelu(Kind):
    """The leaky ReLU of a negative number."""

    name = "leaky-relu"
    topic = "activations"
    level = 1
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


class Softmax(Kind):
    """Three logits turned into probabilities."""

    name = "softmax"
    topic = "activations"
    level = 1
    ask = "The logits are z = {z}. What does softmax make of them?"
    givens = {"z": vector(3, ints(-2, 4), distinct=True)}
    parts = (Part("p", Vector()),)
    hints = (
        "All three are positive and sum to 1: what makes a logit positive first?",
        "p_i = e^z_i / sum_j e^z_j",
    )

    def fits(self, z: tuple[float, ...]) -> bool:
        # Dividing by the sum of the logits is a slip that must be possible.
        return sum(z) != 0

    def solve(self, step: Trace, z: tuple[float, ...]) -> None:
        E = step("E", "e^z for each", tuple(map(math.exp, z)))
        total = step("total", "sum of E", sum(E))
        step("p", "E / total", tuple(one / total for one in E))

    @slip("That is z divided by the sum of z. Softmax divides e^z by the sum of the e^z.")
    def no_exponential(self, z: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(one / sum(z) for one in z)

    @slip(
        "That is the sigmoid of each logit: they do not sum to 1. Softmax divides e^z by the sum of all three."
    )
    def sigmoid_each(self, z: tuple[float, ...]) -> Array:
        return activations.sigmoid(z)

    @slip("That is e^z of each. To be probabilities they are divided by their sum.")
    def not_normalised(self, z: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(map(math.exp, z))

    @slip("That is e^z divided by the largest of them. The divisor is their sum.")
    def divided_by_largest(self, z: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(math.exp(one - max(z)) for one in z)


KINDS = (
    Sigmoid,
    SigmoidDerivative,
    TanhDerivative,
    LeakyRelu,
    Softmax,
)
