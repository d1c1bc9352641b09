"""Kinds about a single neuron."""

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import grid, vector
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
        return abs(_weighted(w, x) + b) <= 3

    def solve(self, step: Trace, w: Row, x: Row, b: float) -> None:
        z = step("z", "w_1 * x_1 + w_2 * x_2 + b", _weighted(w, x) + b)
        step("a", "1 / (1 + e^-z)", activations.sigmoid(z))

    @slip("The bias is left out. It is added to the weighted sum: z = w . x + b.")
    def no_bias(self, w: Row, x: Row) -> Array:
        return neurons.sigmoid_neuron(w, x, 0)

    @slip("The bias is subtracted, as a threshold would be. A bias is added: z = w . x + b.")
    def bias_subtracted(self, w: Row, x: Row, b: float) -> Array:
        return neurons.sigmoid_neuron(w, x, -b)

    @slip("That is the pre-activation z. The neuron's output is its sigmoid, 1 / (1 + e^-z).")
    def no_activation(self, w: Row, x: Row, b: float) -> float:
        return _weighted(w, x) + b

    @slip("The bias comes after the sigmoid. It is a part of z: first w . x + b, then the sigmoid.")
    def bias_after(self, w: Row, x: Row, b: float) -> Array:
        return neurons.sigmoid_neuron(w, x, 0) + b


def _weighted(w: Row, x: Row) -> float:
    return sum(weight * one for weight, one in zip(w, x, strict=True))


KINDS = (NeuronForward,)
