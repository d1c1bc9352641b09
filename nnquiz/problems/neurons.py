"""Kinds about a single neuron."""

from collections.abc import Sequence

from flashcards.problems.answers import Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints, matrix, vector
from flashcards.problems.numbers import given_text
from flashcards.problems.tracing import Trace
from nnquiz.reference import activations, neurons
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


class NeuronForward(Kind):
    """The output of a sigmoid neuron with two inputs."""

    name = "neuron-forward"
    topic = "foundations"
    level = 1
    ask = "A sigmoid neuron has the weights w = {w} and the bias b = {b}; its inputs are x = {x}. What is its output?"
    conventions = ("the sigmoid of z is 1 / (1 + e^-z)",)
    givens = {
        "w": vector(2, grid(-1, 1, 0.1, avoid=[0]), distinct=True),
        "b": grid(-1, 1, 0.1, avoid=[-0.1, 0, 0.1]),
        "x": vector(2, grid(-2, 2, 0.5, avoid=[0]), distinct=True),
    }
    parts = (Part("a", Real()),)
    hints = (
        "First one number out of weights, inputs and bias; the activation comes last.",
        "a = 1 / (1 + e^-z) with z = w_1 x_1 + w_2 x_2 + b",
    )

    def fits(self, w: Row, x: Row, b: float) -> bool:
        return abs(weighted(w, x) + b) <= 3

    def solve(self, step: Trace, w: Row, x: Row, b: float) -> None:
        z = step("z", sum_text(w, x, b), weighted(w, x) + b)
        step("a", "1 / (1 + e^-z)", activations.sigmoid(z))

    @slip("The bias is left out. It is added to the weighted sum: z = w . x + b.")
    def no_bias(self, w: Row, x: Row) -> Array:
        return neurons.sigmoid_neuron(w, x, 0)

    @slip("The bias is subtracted, as a threshold would be. A bias is added: z = w . x + b.")
    def bias_subtracted(self, w: Row, x: Row, b: float) -> Array:
        return neurons.sigmoid_neuron(w, x, -b)

    @slip("That is the pre-activation z. The neuron's output is its sigmoid, 1 / (1 + e^-z).")
    def no_activation(self, w: Row, x: Row, b: float) -> float:
        return weighted(w, x) + b

    @slip("The bias comes after the sigmoid. It is a part of z: first w . x + b, then the sigmoid.")
    def bias_after(self, w: Row, x: Row, b: float) -> Array:
        return neurons.sigmoid_neuron(w, x, 0) + b


class PerceptronOutput(Kind):
    """What a perceptron makes of five inputs."""

    name = "perceptron-output"
    topic = "foundations"
    level = 1
    ask = (
        "A perceptron has the weights w = {w} and the bias b = {b}. What are its outputs for the inputs {X}?"
    )
    conventions = (
        "the output is step(w . x + b), 1 where that is above 0, else 0; one for each input, in their order",
    )
    # The halves in the bias keep every sum away from 0.
    givens = {
        "w": vector(2, ints(-2, 2, avoid=[0])),
        "b": grid(-4.5, 4.5, 1, avoid=[-1.5, -0.5, 0.5, 1.5]),
        "X": matrix(5, 2, ints(-3, 3)),
    }
    parts = (Part("y", Vector(rtol=0)),)
    hints = (
        "On which side of 0 is the weighted sum with its bias, for each input?",
        "y = 1 where w_1 x_1 + w_2 x_2 + b > 0, else 0",
    )

    def fits(self, w: Row, b: float, X: tuple[Row, ...]) -> bool:
        # All the same could be had by guessing, and a bias left out must not look like one subtracted.
        return (
            len(set(X)) == len(X)
            and len(set(_outputs(w, X, b))) > 1
            and _outputs(w, X, 0) != _outputs(w, X, -b)
        )

    def solve(self, step: Trace, w: Row, b: float, X: tuple[Row, ...]) -> None:
        z = [
            step(f"z_{number}", sum_text(w, x, b), weighted(w, x) + b) for number, x in enumerate(X, start=1)
        ]
        step("y", "step(z_i) for each", tuple(float(one > 0) for one in z))

    @slip("The bias is left out. It moves the boundary: 1 where w . x + b > 0.")
    def no_bias(self, w: Row, X: tuple[Row, ...]) -> Row:
        return _outputs(w, X, 0)

    @slip("The bias is subtracted, as a threshold would be. A bias is added: 1 where w . x + b > 0.")
    def bias_subtracted(self, w: Row, b: float, X: tuple[Row, ...]) -> Row:
        return _outputs(w, X, -b)

    @slip("All are the wrong way round. The output is 1 where w . x + b is above 0.")
    def flipped(self, w: Row, b: float, X: tuple[Row, ...]) -> Row:
        return tuple(1 - one for one in _outputs(w, X, b))

    @slip(
        "Those are outputs of -1 and 1, right by books such as Bishop's. This question has outputs of 0 and 1.",
        rival=True,
    )
    def signs(self, w: Row, b: float, X: tuple[Row, ...]) -> Row:
        return tuple(2 * one - 1 for one in _outputs(w, X, b))


class PerceptronUpdate(Kind):
    """The perceptron rule for an example on the wrong side."""

    name = "perceptron-update"
    topic = "foundations"
    level = 2
    ask = (
        "A perceptron has w = {w} and b = {b}. It sees x = {x}, whose target is t = {t}, and learns from it by the "
        "perceptron rule with the learning rate eta = {eta}."
    )
    conventions = (
        "the output is step(w . x + b), 1 where that is above 0, else 0",
        "the bias learns as the weight of an input that is always 1",
    )
    givens = {
        "w": vector(2, grid(-1, 1, 0.1, avoid=[0]), distinct=True),
        "b": grid(-0.9, 0.9, 0.1, avoid=[0]),
        "x": vector(2, ints(-3, 3, avoid=[0]), distinct=True),
        "eta": choice(0.1, 0.2, 0.5),
    }
    # An example on the right side would change nothing.
    derived = {"t": lambda w, b, x: 1 - _outputs(w, (x,), b)[0]}
    parts = (
        Part("w_new", Vector(), "What are the weights after that?"),
        Part("b_new", Real(), "And the bias?"),
    )
    hints = (
        "What does the perceptron put out, and on which side of the target is that?",
        "The error is t - y, and it changes each weight in proportion to its input.",
        "w_new = w + eta (t - y) x and b_new = b + eta (t - y)",
    )

    def fits(self, w: Row, b: float, x: Row) -> bool:
        # So near to the boundary the side would hang on the last digit.
        return abs(weighted(w, x) + b) > 0.05

    def solve(self, step: Trace, w: Row, b: float, x: Row, t: int, eta: float) -> None:
        z = step("z", sum_text(w, x, b), weighted(w, x) + b)
        y = step("y", "step(z)", int(z > 0))
        e = step("e", "t - y", t - y)
        step("w_new", "w + eta * e * x", _moved(w, eta * e, x))
        step("b_new", "b + eta * e", b + eta * e)

    @slip(
        "That moves away from the target. The rule adds eta (t - y) x, with the target first.", part="w_new"
    )
    def weights_subtracted(self, w: Row, x: Row, t: int, eta: float) -> Row:
        return _moved(w, -eta * _error(t), x)

    @slip("The learning rate is left out. The rule adds eta (t - y) x.", part="w_new")
    def weights_without_rate(self, w: Row, x: Row, t: int) -> Row:
        return _moved(w, _error(t), x)

    @slip("The input is left out, so that all weights move alike. The rule adds eta (t - y) x.", part="w_new")
    def no_input(self, w: Row, t: int, eta: float) -> Row:
        return _moved(w, eta * _error(t), (1, 1))

    @slip(
        "Those are the old weights, right where output and target agree. Here they do not: look at the sign of "
        "w . x + b.",
        part="w_new",
    )
    def weights_kept(self, w: Row) -> Row:
        return w

    @slip("That moves away from the target. The rule adds eta (t - y), with the target first.", part="b_new")
    def bias_subtracted(self, b: float, t: int, eta: float) -> float:
        return b - eta * _error(t)

    @slip("The learning rate is left out. The rule adds eta (t - y).", part="b_new")
    def bias_without_rate(self, b: float, t: int) -> float:
        return b + _error(t)

    @slip("That is the old bias. Where output and target differ, it changes with the weights.", part="b_new")
    def bias_kept(self, b: float) -> float:
        return b


def weighted(w: Row, x: Row) -> float:
    """The sum of the inputs, each times its weight."""
    return sum(weight * one for weight, one in zip(w, x, strict=True))


def sum_text(w: Row, x: Row, b: float) -> str:
    """The weighted sum and the bias as a person would write them down, with all numbers of a grid."""
    return sum_of_texts([given_text(one) for one in w], [given_text(one) for one in x], given_text(b))


def sum_of_texts(w: Sequence[str], x: Sequence[str], b: str) -> str:
    """The same of numbers that are written already; what is negative gets parentheses."""
    products = (f"{_enclosed(weight)} * {_enclosed(one)}" for weight, one in zip(w, x, strict=True))
    return " + ".join([*products, _enclosed(b)])


def _enclosed(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


def _outputs(w: Row, X: tuple[Row, ...], b: float) -> Row:
    """A perceptron's output for each input."""
    return tuple(int(weighted(w, x) + b > 0) for x in X)


def _error(t: int) -> int:
    """The error t - y of an example on the wrong side, where y is the other of 0 and 1."""
    return 2 * t - 1


def _moved(w: Row, rate: float, x: Row) -> Row:
    return tuple(weight + rate * one for weight, one in zip(w, x, strict=True))


KINDS = (
    NeuronForward,
    PerceptronOutput,
    PerceptronUpdate,
)
