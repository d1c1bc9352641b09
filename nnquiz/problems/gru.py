"""Kinds about the gated recurrent unit, GRU."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import grid
from flashcards.problems.tracing import Trace
from nnquiz.problems.lstm import GATES, SIGN_OF_EXPONENT, SUMS, TANH_FOR_GATE
from nnquiz.reference import recurrence
from nnquiz.reference.activations import sigmoid
from nnquiz.reference.arrays import Array


class GruState(Kind):
    """The state of a GRU, from its update gate and candidate."""

    name = "gru-state"
    topic = "recurrence"
    level = 2
    ask = (
        "In a step of a GRU the update gate is z = {z}, the candidate state n = {n} and the state before "
        "h0 = {h0}. What is the new state?"
    )
    conventions = ("a gate near 1 keeps the state before, as in PyTorch, Keras and Cho and others (2014)",)
    givens = {
        "z": GATES,
        "n": grid(-0.9, 0.9, 0.1, avoid=[0]),
        "h0": grid(-0.9, 0.9, 0.1, avoid=[0]),
    }
    parts = (Part("h1", Real()),)
    hints = (
        "The new state lies between the old one and the candidate: nearer to which of them?",
        "h1 = (1 - z) * n + z * h0",
    )

    def fits(self, z: float, n: float, h0: float) -> bool:
        # Else the blend the other way round is the rest alone.
        return n != h0 and abs(z * n + (1 - z) * h0 - (1 - z) * n) >= 0.02

    def solve(self, step: Trace, z: float, n: float, h0: float) -> None:
        step("h1", "(1 - z) * n + z * h0", recurrence.gru_state(z, n, h0))

    @slip(
        "That is z * n + (1 - z) * h0: right for Chung and others (2014) and for Ng's course, where the gate lets "
        "the new in. In this question it keeps the old.",
        rival=True,
    )
    def takes_the_new(self, z: float, n: float, h0: float) -> Array:
        return recurrence.gru_state(1 - z, n, h0)

    @slip("That adds the candidate in full. It gets the rest, 1 - z, so that the weights sum to 1.")
    def no_rest(self, z: float, n: float, h0: float) -> float:
        return n + z * h0

    @slip("That is the candidate's share alone. What is kept of the state before, z * h0, is added.")
    def state_lost(self, z: float, n: float) -> float:
        return (1 - z) * n

    @slip("That takes the tanh of the blend. Only the candidate goes through tanh, and it has already.")
    def squashed(self, z: float, n: float, h0: float) -> float:
        return math.tanh((1 - z) * n + z * h0)


class GruStep(Kind):
    """A whole step of a GRU of one unit, with its reset gate."""

    name = "gru-step"
    topic = "recurrence"
    level = 3
    ask = (
        "In a step of a GRU of one unit the sums are zr = {zr} for the reset gate and zz = {zz} for the update gate. "
        "For the candidate a = {a} comes from the input, u = {u} is the weight of the state and b = {b} its bias. "
        "The state before is h0 = {h0}."
    )
    conventions = (
        "n = tanh(a + r * (u * h0 + b)), as in PyTorch; an update gate near 1 keeps the state before",
    )
    givens = {
        "zr": SUMS,
        "zz": SUMS,
        "a": SUMS,
        "u": grid(-1.5, 1.5, 0.1, avoid=[-0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.4, -1, 1]),
        "b": grid(-0.8, 0.8, 0.1, avoid=[-0.2, -0.1, 0, 0.1, 0.2]),
        "h0": grid(-0.9, 0.9, 0.1, avoid=[-0.2, -0.1, 0, 0.1, 0.2]),
    }
    parts = (
        Part("r", Real(), "What is the reset gate r?"),
        Part("z", Real(), "The update gate z?"),
        Part("n", Real(), "The candidate n?"),
        Part("h1", Real(), "And the new state h1?"),
    )
    hints = (
        "The reset gate says how much the state before counts in the candidate; the update gate blends.",
        "r = 1 / (1 + e^-zr), z = 1 / (1 + e^-zz), then n as in the convention",
        "h1 = (1 - z) * n + z * h0",
    )

    def fits(self, zr: float, zz: float, a: float, u: float, b: float, h0: float) -> bool:
        r, z = float(sigmoid(zr)), float(sigmoid(zz))
        # Nearer to 0, tanh does nothing; where r is 1 - z, blending with it is the blend the other way round.
        return zr != zz and abs(r + z - 1) >= 0.03 and 0.4 <= abs(a + r * (u * h0 + b)) <= 1.5

    def solve(self, step: Trace, zr: float, zz: float, a: float, u: float, b: float, h0: float) -> None:
        r = step("r", "1 / (1 + e^(-zr))", sigmoid(zr))
        z = step("z", "1 / (1 + e^(-zz))", sigmoid(zz))
        sum_n = step("sum_n", "a + r * (u * h0 + b)", a + r * (u * h0 + b))
        n = step("n", "tanh(sum_n)", math.tanh(sum_n))
        step("h1", "(1 - z) * n + z * h0", recurrence.gru_state(z, n, h0))

    @slip(TANH_FOR_GATE, part="r")
    def tanh_for_r(self, zr: float) -> float:
        return math.tanh(zr)

    @slip(SIGN_OF_EXPONENT, part="r")
    def sign_in_r(self, zr: float) -> Array:
        return sigmoid(-zr)

    @slip(TANH_FOR_GATE, part="z")
    def tanh_for_z(self, zz: float) -> float:
        return math.tanh(zz)

    @slip(SIGN_OF_EXPONENT, part="z")
    def sign_in_z(self, zz: float) -> Array:
        return sigmoid(-zz)

    @slip(
        "That resets the state before its product with u, and keeps b in full: right for Cho and others (2014) and "
        "for Keras with reset_after=False. In this question r multiplies the sum.",
        part="n",
        rival=True,
    )
    def reset_before(self, r: float, a: float, u: float, b: float, h0: float) -> float:
        return math.tanh(a + u * (r * h0) + b)

    @slip("The reset gate is left out. It multiplies what comes from the state: r * (u * h0 + b).", part="n")
    def no_reset(self, a: float, u: float, b: float, h0: float) -> float:
        return math.tanh(a + u * h0 + b)

    @slip("That is the sum before the activation. The candidate is its tanh.", part="n")
    def no_tanh(self, r: float, a: float, u: float, b: float, h0: float) -> float:
        return a + r * (u * h0 + b)

    @slip("That resets with the update gate z. In the candidate it is r: a + r * (u * h0 + b).", part="n")
    def wrong_gate(self, z: float, a: float, u: float, b: float, h0: float) -> float:
        return math.tanh(a + z * (u * h0 + b))

    @slip(
        "That is z * n + (1 - z) * h0: right for Chung and others (2014) and for Ng's course, where the gate lets "
        "the new in. In this question it keeps the old.",
        part="h1",
        rival=True,
    )
    def takes_the_new(self, z: float, n: float, h0: float) -> Array:
        return recurrence.gru_state(1 - z, n, h0)

    @slip("That blends with the reset gate. It has done its work in n: the update gate blends.", part="h1")
    def reset_blends(self, r: float, n: float, h0: float) -> Array:
        return recurrence.gru_state(r, n, h0)

    @slip(
        "That adds the candidate in full. It gets the rest, 1 - z, so that the weights sum to 1.", part="h1"
    )
    def no_rest(self, z: float, n: float, h0: float) -> float:
        return n + z * h0


KINDS = (
    GruState,
    GruStep,
)
