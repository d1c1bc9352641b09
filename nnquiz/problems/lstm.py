"""Kinds about long short-term memory, LSTM."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import grid
from flashcards.problems.tracing import Trace
from nnquiz.reference import recurrence
from nnquiz.reference.activations import sigmoid
from nnquiz.reference.arrays import Array

GATES = grid(0.1, 0.9, 0.05, avoid=[0.5])
# Where the output gate is nearly closed, all that comes out is small.
OUTPUTS = grid(0.25, 0.9, 0.05, avoid=[0.5])
CELLS = grid(-2, 2, 0.1, avoid=[-1, 0, 1])
# At 0.88 sigmoid and tanh are the same.
SUMS = grid(-2, 2, 0.1, avoid=[-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.8, 0.9, 1])
OUTPUT_SUMS = grid(-0.7, 2, 0.1, avoid=[-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.8, 0.9, 1])
TANH_FOR_GATE = "That is tanh of it, from -1 to 1. A gate is a sigmoid, from 0 (closed) to 1 (open)."
SIGN_OF_EXPONENT = "That is 1 / (1 + e^z): the minus in the exponent is missing. The sigmoid grows with z."


class _Cell(Kind):
    """The mistakes in the cell c and the state h, from the gates f, i, o and the candidate g."""

    @slip("The gates are swapped: f acts on what was remembered, i on the candidate.", part="c")
    def gates_swapped(self, f: float, i: float, g: float, c0: float) -> float:
        return i * c0 + f * g

    @slip("The old cell is lost. What the forget gate keeps of it, f * c0, is added.", part="c")
    def cell_lost(self, i: float, g: float) -> float:
        return i * g

    @slip("That is tanh of the new cell. The cell itself is not squashed, only what is read of it.", part="c")
    def squashed(self, f: float, i: float, g: float, c0: float) -> float:
        return math.tanh(f * c0 + i * g)

    @slip("That is o * c. What is read of the cell goes through tanh first: o * tanh(c).", part="h")
    def tanh_missing(self, o: float, c: float) -> float:
        return o * c

    @slip("That is tanh(o * c). The gate comes after the tanh: o * tanh(c).", part="h")
    def gate_inside(self, o: float, c: float) -> float:
        return math.tanh(o * c)


class LstmState(_Cell):
    """The cell and the state of an LSTM, from its gates."""

    name = "lstm-state"
    topic = "recurrence"
    level = 3
    ask = (
        "In a step of an LSTM the forget gate is f = {f}, the input gate i = {i}, the output gate o = {o} and the "
        "candidate g = {g}. The cell held c0 = {c0}."
    )
    conventions = ("each value is that of the gate itself, after its activation",)
    givens = {"f": GATES, "i": GATES, "o": OUTPUTS, "g": grid(-0.9, 0.9, 0.1, avoid=[0]), "c0": CELLS}
    parts = (
        Part("c", Real(), "What does the cell hold now?"),
        Part("h", Real(), "And what is the new state h?"),
    )
    hints = (
        "What is kept of the old cell, what is written to it, and how is the cell read?",
        "c = f * c0 + i * g, then h = o * tanh(c)",
    )

    def fits(self, f: float, i: float, o: float, g: float, c0: float) -> bool:
        # Where c is small, its tanh is c, and where o * c is, so is that of it.
        c = abs(f * c0 + i * g)
        return f != i and abs(f + i - 1) > 0.01 and c >= 0.6 and o * c >= 0.25

    def solve(self, step: Trace, f: float, i: float, o: float, g: float, c0: float) -> None:
        c = step("c", "f * c0 + i * g", recurrence.lstm_state(i, f, g, o, c0).c)
        t = step("t", "tanh(c)", math.tanh(c))
        step("h", "o * t", o * t)

    @slip("That keeps the old cell in full. The forget gate scales it: f * c0.", part="c")
    def nothing_forgotten(self, i: float, g: float, c0: float) -> float:
        return c0 + i * g

    @slip("That reads the old cell. The state is read from the new one, c.", part="h")
    def old_cell(self, o: float, c0: float) -> float:
        return o * math.tanh(c0)

    @slip("That is tanh(c) in full. The output gate lets only a part of it out: o * tanh(c).", part="h")
    def gate_forgotten(self, c: float) -> float:
        return math.tanh(c)


class LstmStep(_Cell):
    """A whole step of an LSTM of one unit, from its four sums."""

    name = "lstm-step"
    topic = "recurrence"
    level = 3
    ask = (
        "In a step of an LSTM of one unit the sums w * x + u * h + b are zf = {zf} for the forget gate, zi = {zi} "
        "for the input gate, zg = {zg} for the candidate and zo = {zo} for the output gate. The cell held "
        "c0 = {c0}."
    )
    conventions = ("candidate and output with tanh; no peepholes",)
    givens = {"zf": SUMS, "zi": SUMS, "zg": SUMS, "zo": OUTPUT_SUMS, "c0": CELLS}
    parts = (
        Part("f", Real(), "What is the forget gate f?"),
        Part("i", Real(), "The input gate i?"),
        Part("g", Real(), "The candidate g?"),
        Part("o", Real(), "The output gate o?"),
        Part("c", Real(), "What does the cell hold now?"),
        Part("h", Real(), "And what is the new state h?"),
    )
    hints = (
        "Which of the four lie between 0 and 1, and which of them between -1 and 1?",
        "Gates: 1 / (1 + e^-z); g = tanh(zg). Then the old cell through one gate, g through another.",
        "c = f * c0 + i * g, then h = o * tanh(c)",
    )

    def fits(self, zf: float, zi: float, zg: float, zo: float, c0: float) -> bool:
        if len({zf, zi, zg, zo}) < 4:
            return False
        f, i, o = (float(sigmoid(z)) for z in (zf, zi, zo))
        c = abs(f * c0 + i * math.tanh(zg))
        return abs(f + i - 1) > 0.02 and c >= 0.6 and o * c >= 0.25

    def solve(self, step: Trace, zf: float, zi: float, zg: float, zo: float, c0: float) -> None:
        f = step("f", "1 / (1 + e^(-zf))", sigmoid(zf))
        i = step("i", "1 / (1 + e^(-zi))", sigmoid(zi))
        g = step("g", "tanh(zg)", math.tanh(zg))
        o = step("o", "1 / (1 + e^(-zo))", sigmoid(zo))
        c = step("c", "f * c0 + i * g", recurrence.lstm_state(i, f, g, o, c0).c)
        t = step("t", "tanh(c)", math.tanh(c))
        step("h", "o * t", o * t)

    @slip(TANH_FOR_GATE, part="f")
    def tanh_for_f(self, zf: float) -> float:
        return math.tanh(zf)

    @slip(SIGN_OF_EXPONENT, part="f")
    def sign_in_f(self, zf: float) -> Array:
        return sigmoid(-zf)

    @slip(TANH_FOR_GATE, part="i")
    def tanh_for_i(self, zi: float) -> float:
        return math.tanh(zi)

    @slip(SIGN_OF_EXPONENT, part="i")
    def sign_in_i(self, zi: float) -> Array:
        return sigmoid(-zi)

    @slip(
        "That is the sigmoid, as for a gate. The candidate is a tanh: it may lower the cell, too.", part="g"
    )
    def sigmoid_for_g(self, zg: float) -> Array:
        return sigmoid(zg)

    @slip("That is the candidate times the input gate. The gate comes later, in the cell.", part="g")
    def gated_already(self, zg: float, i: float) -> float:
        return i * math.tanh(zg)

    @slip(TANH_FOR_GATE, part="o")
    def tanh_for_o(self, zo: float) -> float:
        return math.tanh(zo)

    @slip(SIGN_OF_EXPONENT, part="o")
    def sign_in_o(self, zo: float) -> Array:
        return sigmoid(-zo)


KINDS = (
    LstmState,
    LstmStep,
)
