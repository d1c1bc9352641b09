"""Kinds about how many parameters recurrent layers learn."""

from flashcards.problems.answers import Integer
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import counts


class RnnParameters(Kind):
    """The parameters of a simple recurrent layer."""

    name = "rnn-parameters"
    topic = "recurrence"
    level = 2
    ask = (
        "A simple recurrent layer computes h_t = tanh(W x_t + U h_{{t-1}} + b), with d = {d} inputs and h = {h} units, "
        "over sequences of T = {T} steps. How many parameters does it learn?"
    )
    conventions = ("one bias vector b, as in the equation",)
    givens = {"d": ints(4, 40), "h": ints(4, 40), "T": choice(5, 10, 20, 25, 50)}
    parts = (Part("total", Integer()),)
    hints = (
        "Which shapes have W, U and b? And do they change from step to step?",
        "h * d + h * h + h",
    )

    def fits(self, d: int, h: int, T: int) -> bool:
        return len({d, h, T}) == 3

    def solve(self, step: Trace, d: int, h: int) -> None:
        step("in_W", "h * d", h * d)
        step("in_U", "h * h", h * h)
        step("in_b", "h", h)
        step("total", "in_W + in_U + in_b", counts.rnn_parameters(d, h))

    @slip("The recurrent weights are missing: U joins each of the h units to each of them.")
    def no_recurrent_weights(self, d: int, h: int) -> int:
        return h * d + h

    @slip("The biases are missing: b has one for each unit.")
    def no_biases(self, d: int, h: int) -> int:
        return counts.rnn_parameters(d, h, biases=0)

    @slip("That is new weights for each step. All steps share W, U and b: the length does not matter.")
    def weights_for_each_step(self, d: int, h: int, T: int) -> int:
        return T * counts.rnn_parameters(d, h)

    @slip(
        "That is with two bias vectors, right for PyTorch, which keeps one for W and one for U. The equation here has "
        "one.",
        rival=True,
    )
    def two_biases(self, d: int, h: int) -> int:
        return counts.rnn_parameters(d, h, biases=2)


class LstmParameters(Kind):
    """The parameters of an LSTM layer."""

    name = "lstm-parameters"
    topic = "recurrence"
    level = 3
    ask = "An LSTM layer has d = {d} inputs and h = {h} units. How many parameters does it learn?"
    conventions = (
        "three gates and a candidate, each with weights for the inputs, weights for the last state, one bias vector",
        "no peepholes",
    )
    givens = {"d": ints(4, 40), "h": ints(4, 40)}
    parts = (Part("total", Integer()),)
    hints = (
        "How many times are there the weights of a simple recurrent layer?",
        "4 * (h * d + h * h + h)",
    )

    def fits(self, d: int, h: int) -> bool:
        return d != h

    def solve(self, step: Trace, d: int, h: int) -> None:
        step("block", "h * d + h * h + h", counts.rnn_parameters(d, h))
        step("total", f"{counts.LSTM_BLOCKS} * block", counts.lstm_parameters(d, h))

    @slip("That is for the three gates alone. The candidate has weights of its own, too: 4 blocks.")
    def candidate_forgotten(self, d: int, h: int) -> int:
        return 3 * counts.rnn_parameters(d, h)

    @slip(
        "That is one block, a simple recurrent layer. The three gates and the candidate have one each: 4 blocks."
    )
    def one_block(self, d: int, h: int) -> int:
        return counts.rnn_parameters(d, h)

    @slip("The recurrent weights are missing: each block has h * h of them, for the last state.")
    def no_recurrent_weights(self, d: int, h: int) -> int:
        return counts.LSTM_BLOCKS * (h * d + h)

    @slip(
        "That is with two bias vectors in each block, right for PyTorch. Here, as in Keras, there is one.",
        rival=True,
    )
    def two_biases(self, d: int, h: int) -> int:
        return counts.lstm_parameters(d, h, biases=2)


class GruParameters(Kind):
    """The parameters of a GRU layer."""

    name = "gru-parameters"
    topic = "recurrence"
    level = 3
    ask = "A GRU layer has d = {d} inputs and h = {h} units. How many parameters does it learn?"
    conventions = (
        "two gates and a candidate, each with weights for the inputs, weights for the last state, one bias vector",
    )
    givens = {"d": ints(4, 40), "h": ints(4, 40)}
    parts = (Part("total", Integer()),)
    hints = (
        "How many times are there the weights of a simple recurrent layer?",
        "3 * (h * d + h * h + h)",
    )

    def fits(self, d: int, h: int) -> bool:
        return d != h

    def solve(self, step: Trace, d: int, h: int) -> None:
        step("block", "h * d + h * h + h", counts.rnn_parameters(d, h))
        step("total", f"{counts.GRU_BLOCKS} * block", counts.gru_parameters(d, h))

    @slip("That is for the two gates alone. The candidate has weights of its own, too: 3 blocks.")
    def candidate_forgotten(self, d: int, h: int) -> int:
        return 2 * counts.rnn_parameters(d, h)

    @slip("That is 4 blocks, as in an LSTM. A GRU has two gates and a candidate: 3 blocks.")
    def as_in_lstm(self, d: int, h: int) -> int:
        return counts.lstm_parameters(d, h)

    @slip("The recurrent weights are missing: each block has h * h of them, for the last state.")
    def no_recurrent_weights(self, d: int, h: int) -> int:
        return counts.GRU_BLOCKS * (h * d + h)

    @slip(
        "That is with two bias vectors in each block, right for PyTorch, and for Keras by default (reset_after=True). "
        "Here there is one.",
        rival=True,
    )
    def two_biases(self, d: int, h: int) -> int:
        return counts.gru_parameters(d, h, biases=2)


KINDS = (
    RnnParameters,
    LstmParameters,
    GruParameters,
)
