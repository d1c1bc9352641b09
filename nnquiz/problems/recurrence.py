"""Kinds about the simple recurrent cell."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid
from flashcards.problems.tracing import Trace
from nnquiz.reference import activations, recurrence
from nnquiz.reference.arrays import Array

WEIGHTS = grid(-1.5, 1.5, 0.1, avoid=[-0.1, 0, 0.1])
BIASES = grid(-0.8, 0.8, 0.1, avoid=[-0.1, 0, 0.1])
INPUTS = grid(-2, 2, 0.1, avoid=[-1, -0.2, -0.1, 0, 0.1, 0.2, 1])
# Smaller ones leave both sums of two steps too near to 0.
LARGE_INPUTS = choice(*(sign * size / 10 for size in range(6, 21) for sign in (-1, 1) if size != 10))
STATES = grid(-0.9, 0.9, 0.1, avoid=[-0.1, 0, 0.1])


def cell(x: float, h: float, w: float, u: float, b: float) -> float:
    """The state after one input, for one unit with one input."""
    return float(recurrence.rnn_cell([x], [h], [[w]], [[u]], [b])[0])


class RnnStep(Kind):
    """A step of a recurrent layer of one unit."""

    name = "rnn-step"
    topic = "recurrence"
    level = 1
    ask = (
        "A simple recurrent layer (tanh) has one unit, with the weight w = {w} for its input, u = {u} for its own "
        "state, and the bias b = {b}. Its state is h0 = {h0}, and the input x = {x} comes. What is the new state?"
    )
    givens = {"x": INPUTS, "h0": STATES, "w": WEIGHTS, "u": WEIGHTS, "b": BIASES}
    parts = (Part("h1", Real()),)
    hints = (
        "What goes into the unit besides its new input, and what is done to the sum?",
        "h1 = tanh(w * x + u * h0 + b)",
    )

    def fits(self, x: float, h0: float, w: float, u: float, b: float) -> bool:
        # Nearer to 0, tanh does nothing; where it is saturated, nothing else matters.
        return 0.4 <= abs(w * x + u * h0 + b) <= 1.5 and abs(u * h0) >= 0.1

    def solve(self, step: Trace, x: float, h0: float, w: float, u: float, b: float) -> None:
        z = step("z", "w * x + u * h0 + b", w * x + u * h0 + b)
        step("h1", "tanh(z)", math.tanh(z))

    @slip("The state before is left out. It comes in through the weight u: w * x + u * h0 + b.")
    def no_state(self, x: float, w: float, b: float) -> float:
        return cell(x, 0, w, 0, b)

    @slip("That is the sum before the activation. The new state is its tanh.")
    def no_tanh(self, x: float, h0: float, w: float, u: float, b: float) -> float:
        return w * x + u * h0 + b

    @slip("That is the sigmoid of the sum. This layer's activation is tanh.")
    def sigmoid_for_tanh(self, x: float, h0: float, w: float, u: float, b: float) -> Array:
        return activations.sigmoid(w * x + u * h0 + b)

    @slip("The bias is left out: it is added before tanh is taken.")
    def no_bias(self, x: float, h0: float, w: float, u: float) -> float:
        return cell(x, h0, w, u, 0)


class RnnTwoSteps(Kind):
    """A recurrent layer of one unit run over two inputs."""

    name = "rnn-two-steps"
    topic = "recurrence"
    level = 2
    ask = (
        "A simple recurrent layer (tanh) has one unit, with the weight w = {w} for its input, u = {u} for its own "
        "state, and the bias b = {b}. It starts with the state 0 and reads x1 = {x1}, then x2 = {x2}."
    )
    givens = {
        "x1": LARGE_INPUTS,
        "x2": LARGE_INPUTS,
        "w": grid(-0.9, 0.9, 0.1, avoid=[-0.2, -0.1, 0, 0.1, 0.2]),
        "u": WEIGHTS,
        "b": BIASES,
    }
    parts = (
        Part("h1", Real(), "What is its state h1 after the first input?"),
        Part("h2", Real(), "And h2, after the second?"),
    )
    hints = (
        "The same three numbers w, u and b serve both steps: what changes from one to the next?",
        "h1 = tanh(w * x1 + b), then h2 = tanh(w * x2 + u * h1 + b)",
    )

    def fits(self, x1: float, x2: float, w: float, u: float, b: float) -> bool:
        h1 = math.tanh(w * x1 + b)
        sums = (w * x1 + b, w * x2 + u * h1 + b)
        return x1 != x2 and all(0.35 <= abs(z) <= 1.7 for z in sums) and abs(u * h1) >= 0.1

    def solve(self, step: Trace, x1: float, x2: float, w: float, u: float, b: float) -> None:
        z1 = step("z1", "w * x1 + u * 0 + b", w * x1 + b)
        h1 = step("h1", "tanh(z1)", math.tanh(z1))
        z2 = step("z2", "w * x2 + u * h1 + b", w * x2 + u * h1 + b)
        step("h2", "tanh(z2)", math.tanh(z2))

    @slip("That is the sum before the activation. The state is its tanh.", part="h1")
    def first_without_tanh(self, x1: float, w: float, b: float) -> float:
        return w * x1 + b

    @slip("That is the sigmoid of the sum. This layer's activation is tanh.", part="h1")
    def first_with_sigmoid(self, x1: float, w: float, b: float) -> Array:
        return activations.sigmoid(w * x1 + b)

    @slip("That adds u itself. It multiplies the state before, which is 0 here.", part="h1")
    def weight_as_bias(self, x1: float, w: float, u: float, b: float) -> float:
        return cell(x1, 1, w, u, b)

    @slip("The state h1 is left out. It comes in through u: w * x2 + u * h1 + b.", part="h2")
    def state_lost(self, x2: float, w: float, b: float) -> float:
        return cell(x2, 0, w, 0, b)

    @slip("That reads x1 again. The second step has the second input, x2.", part="h2")
    def first_input_again(self, x1: float, w: float, u: float, b: float, h1: float) -> float:
        return cell(x1, h1, w, u, b)

    @slip("That is the sum before the activation. The state is its tanh.", part="h2")
    def second_without_tanh(self, x2: float, w: float, u: float, b: float, h1: float) -> float:
        return w * x2 + u * h1 + b


class RnnBackward(Kind):
    """One step back through time, for a layer of one unit."""

    name = "rnn-step-backward"
    topic = "recurrence"
    level = 3
    ask = (
        "A recurrent unit has made h1 = tanh(w * x + u * h0 + b) with x = {x}, h0 = {h0} and u = {u}; h1 is {h1}. "
        "The loss has the gradient dh1 = {dh1} by h1."
    )
    givens = {
        "x": INPUTS,
        "h0": STATES,
        "u": WEIGHTS,
        "h1": grid(-0.8, 0.8, 0.1, avoid=[-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]),
        "dh1": grid(-3, 3, 0.5, avoid=[-1, -0.5, 0, 0.5, 1]),
    }
    parts = (
        Part("dz", Real(), "What is its gradient by z, the sum inside the tanh?"),
        Part("du", Real(), "By the weight u, from this step?"),
        Part("dh0", Real(), "And by the state before, h0?"),
    )
    hints = (
        "First back through the tanh, whose slope its output tells; then to each factor of u * h0.",
        "dz = dh1 * (1 - h1^2), du = dz * h0, dh0 = dz * u",
    )

    def fits(self, x: float, h0: float, u: float, h1: float) -> bool:
        return len({abs(x), abs(h0), abs(u)}) == 3 and x != h1

    def solve(self, step: Trace, h0: float, u: float, h1: float, dh1: float) -> None:
        dz = step("dz", "dh1 * (1 - h1^2)", dh1 * (1 - h1**2))
        step("du", "dz * h0", dz * h0)
        step("dh0", "dz * u", dz * u)

    @slip("That is the rule for the sigmoid, h (1 - h). The slope of tanh is 1 - h1^2.", part="dz")
    def rule_of_sigmoid(self, h1: float, dh1: float) -> float:
        return dh1 * h1 * (1 - h1)

    @slip("That is dh1 as it is. On its way back through the tanh it is multiplied by 1 - h1^2.", part="dz")
    def past_tanh(self, dh1: float) -> float:
        return dh1

    @slip("That takes the tanh of h1 once more. h1 is the output already: its slope is 1 - h1^2.", part="dz")
    def tanh_twice(self, h1: float, dh1: float) -> float:
        return dh1 * (1 - math.tanh(h1) ** 2)

    @slip("That is dz times x, the gradient by w. The weight u multiplies h0.", part="du")
    def gradient_by_w(self, x: float, dz: float) -> float:
        return dz * x

    @slip("That leaves out the slope of the tanh: take dz, not dh1.", part="du")
    def past_tanh_to_u(self, h0: float, dh1: float) -> float:
        return dh1 * h0

    @slip("That is with the new state, h1. The weight u has multiplied the state before, h0.", part="du")
    def new_state(self, h1: float, dz: float) -> float:
        return dz * h1

    @slip("That is dz times h0, the gradient by u. By h0 it is dz * u.", part="dh0")
    def gradient_by_u(self, h0: float, dz: float) -> float:
        return dz * h0

    @slip("That leaves out the slope of the tanh: take dz, not dh1.", part="dh0")
    def past_tanh_to_state(self, u: float, dh1: float) -> float:
        return dh1 * u

    @slip("That divides by u. On the way back, too, it is multiplied: dz * u.", part="dh0")
    def divided(self, u: float, dz: float) -> float:
        return dz / u


KINDS = (
    RnnStep,
    RnnTwoSteps,
    RnnBackward,
)
