"""Kinds about the derivatives of losses, by the prediction and by the logit."""

import math

from flashcards.problems.answers import Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints, vector
from flashcards.problems.tracing import Trace
from nnquiz.problems.cross_entropy import one_hots
from nnquiz.problems.losses import errors
from nnquiz.reference import activations, losses
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


class MeanSquaredErrorGradient(Kind):
    """The gradient of the mean squared error by four predictions."""

    name = "mse-gradient"
    topic = "losses"
    level = 2
    ask = (
        "For the labels y = {y} a network predicts yhat = {yhat}. What is the gradient of the mean squared error "
        "with respect to the four predictions?"
    )
    conventions = ("the loss is the mean of the four squares, with no factor 1/2",)
    givens = {"y": vector(4, grid(-2, 2, 0.5)), "yhat": vector(4, grid(-2, 2, 0.5))}
    parts = (Part("g", Vector()),)
    hints = (
        "A prediction that is too high has a positive derivative. What becomes of the square, and of the mean?",
        "g_i = 2 (yhat_i - y_i) / 4",
    )

    def fits(self, y: Row, yhat: Row) -> bool:
        return all(errors(y, yhat))

    def solve(self, step: Trace, y: Row, yhat: Row) -> None:
        e = step("e", "yhat - y for each", errors(y, yhat))
        step("g", "2 * e / 4 for each", tuple(2 * one / len(e) for one in e))

    @slip(
        "That is e / 4, right by books that write 1/(2m) before the sum. This question has no factor 1/2, so the 2 "
        "of the square's derivative stays.",
        rival=True,
    )
    def halved(self, y: Row, yhat: Row) -> Array:
        return losses.half_mean_squared_error_prime(y, yhat)

    @slip("That is 2 e, the gradient of the sum. The mean has a factor 1/4, and so has its gradient.")
    def sum_for_mean(self, y: Row, yhat: Row) -> Row:
        return tuple(2 * e for e in errors(y, yhat))

    @slip(
        "Those are the errors: right for half the sum of squares, as Bishop's book has it. This question takes the "
        "mean, with no factor 1/2.",
        rival=True,
    )
    def errors_themselves(self, y: Row, yhat: Row) -> Row:
        return errors(y, yhat)

    @slip("All signs are reversed: that is with y - yhat. Where yhat is above y, more of it costs more.")
    def reversed_signs(self, y: Row, yhat: Row) -> Array:
        return losses.mean_squared_error_prime(yhat, y)


class BinaryCrossEntropyGradient(Kind):
    """The derivative of the binary cross-entropy by the probability."""

    name = "binary-cross-entropy-gradient"
    topic = "losses"
    level = 2
    ask = (
        "An example has the label y = {y}, and a network gives it p = {p}. What is the derivative dL/dp of its "
        "binary cross-entropy L?"
    )
    conventions = ("natural logarithm, this one example; p is the probability of y = 1",)
    # At 0.5 the derivatives for both labels have the same size.
    givens = {"p": grid(0.1, 0.9, 0.01, avoid=[0.5]), "y": choice(0, 1)}
    parts = (Part("dL/dp", Real()),)
    hints = (
        "Only one of the two terms of L is left. Does it fall or rise as p grows?",
        "The derivative of -ln p is -1 / p, and that of -ln(1 - p) is 1 / (1 - p).",
        "Both in one: dL/dp = (p - y) / (p (1 - p))",
    )
    derivative_in = "p"

    def primitive(self, p: float, y: int) -> Array:
        return losses.binary_cross_entropy(p, y)

    def solve(self, step: Trace, p: float, y: int) -> None:
        e = step("e", "p - y", p - y)
        v = step("v", "p * (1 - p)", p * (1 - p))
        step("dL/dp", "e / v", e / v)

    @slip("That is p - y, which is dL/dz for the logit z. For dL/dp it is divided by p (1 - p).")
    def by_the_logit(self, p: float, y: int) -> float:
        return p - y

    @slip("The sign is reversed. The loss falls as p grows where y = 1, and rises where y = 0.")
    def reversed_sign(self, p: float, y: int) -> Array:
        return -losses.binary_cross_entropy_prime(p, y)

    @slip("That is the derivative for the other label. For y = 1 it is -1 / p, for y = 0 it is 1 / (1 - p).")
    def other_label(self, p: float, y: int) -> Array:
        return losses.binary_cross_entropy_prime(p, 1 - y)

    @slip("That is the loss itself. Its derivative has no logarithm any more.")
    def value_for_derivative(self, p: float, y: int) -> Array:
        return losses.binary_cross_entropy(p, y)


class BinaryCrossEntropyLogitGradient(Kind):
    """The derivative of the binary cross-entropy by the logit."""

    name = "binary-cross-entropy-logit-gradient"
    topic = "losses"
    level = 2
    ask = (
        "An example has the label y = {y}. A sigmoid unit with the logit z = {z} gives it p = sigmoid(z). What is "
        "the derivative dL/dz of its binary cross-entropy L?"
    )
    conventions = ("natural logarithm, this one example",)
    givens = {"z": grid(-3, 3, 0.1, avoid=[0]), "y": choice(0, 1)}
    parts = (Part("dL/dz", Real()),)
    hints = (
        "The chain rule goes by way of p: which two derivatives does it multiply, and what cancels?",
        "dL/dz = p - y with p = 1 / (1 + e^-z)",
    )
    derivative_in = "z"

    def primitive(self, z: float, y: int) -> Array:
        return losses.binary_cross_entropy_from_logits(z, y)

    def solve(self, step: Trace, z: float, y: int) -> None:
        p = step("p", "1 / (1 + e^(-z))", activations.sigmoid(z))
        step("dL/dz", "p - y", p - y)

    @slip(
        "The sign is reversed: that is y - p. The loss falls as z grows where y = 1, and rises where y = 0."
    )
    def reversed_sign(self, z: float, y: int) -> Array:
        return -losses.binary_cross_entropy_from_logits_prime(z, y)

    @slip(
        "That is (p - y) p (1 - p), as with half the squared error. With the cross-entropy the sigmoid's slope "
        "cancels: p - y."
    )
    def slope_kept(self, z: float, y: int) -> Array:
        return losses.binary_cross_entropy_from_logits_prime(z, y) * activations.sigmoid_prime(z)

    @slip("That is p alone, right for y = 0 only. The label is subtracted: p - y.", may_equal=True)
    def label_left_out(self, z: float) -> Array:
        return activations.sigmoid(z)

    @slip("That is z - y. The error is that of the probability, p - y, with p = sigmoid(z).")
    def logit_for_probability(self, z: float, y: int) -> float:
        return z - y


class SoftmaxCrossEntropyGradient(Kind):
    """The gradient of the cross-entropy by three logits, through softmax."""

    name = "softmax-cross-entropy-gradient"
    topic = "losses"
    level = 3
    ask = "The logits of an example are z = {z}, and its one-hot target is y = {y}. L is the cross-entropy."
    conventions = ("natural logarithm, this one example",)
    givens = {"z": vector(3, ints(-2, 4), distinct=True), "y": one_hots(3)}
    parts = (
        Part("p", Vector(), "What does softmax make of the logits?"),
        Part("dL/dz", Vector(), "What is the gradient of L with respect to the three logits?"),
    )
    hints = (
        "Softmax first. Then: which logit should grow for the loss to fall, and which should shrink?",
        "p_i = e^z_i / sum_j e^z_j, then dL/dz = p - y",
    )

    def solve(self, step: Trace, z: Row, y: Row) -> None:
        E = step("E", "e^z for each", tuple(map(math.exp, z)))
        total = step("total", "sum of E", sum(E))
        p = step("p", "E / total", tuple(one / total for one in E))
        step("dL/dz", "p - y", tuple(one - target for one, target in zip(p, y, strict=True)))

    @slip(
        "That is the sigmoid of each logit: they do not sum to 1. Softmax divides e^z by the sum of all three.",
        part="p",
    )
    def sigmoid_each(self, z: Row) -> Array:
        return activations.sigmoid(z)

    @slip("That is e^z of each. To be probabilities they are divided by their sum.", part="p")
    def not_normalised(self, z: Row) -> Row:
        return tuple(map(math.exp, z))

    @slip(
        "All signs are reversed: that is y - p. Only the true class's logit has a negative derivative.",
        part="dL/dz",
    )
    def reversed_signs(self, p: Row, y: Row) -> Row:
        return tuple(target - one for one, target in zip(p, y, strict=True))

    @slip(
        "That is -y / p, which is dL/dp. For dL/dz it goes on through softmax, which leaves p - y.",
        part="dL/dz",
    )
    def by_the_probabilities(self, p: Row, y: Row) -> Array:
        return losses.cross_entropy_prime(p, y)

    @slip(
        "That has a further factor p (1 - p). The slopes of softmax are in p - y already.",
        part="dL/dz",
    )
    def slope_kept(self, p: Row, y: Row) -> Row:
        return tuple((one - target) * one * (1 - one) for one, target in zip(p, y, strict=True))

    @slip(
        "The other classes have a derivative as well, p_k each: their logits are in the sum that softmax divides by.",
        part="dL/dz",
    )
    def true_class_only(self, p: Row, y: Row) -> Row:
        return tuple((one - 1) * target for one, target in zip(p, y, strict=True))


KINDS = (
    MeanSquaredErrorGradient,
    BinaryCrossEntropyGradient,
    BinaryCrossEntropyLogitGradient,
    SoftmaxCrossEntropyGradient,
)
