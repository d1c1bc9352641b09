"""Kinds about the sizes in a convolutional network."""

from flashcards.problems.answers import Integer
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import convolutions


class ConvOutputSize(Kind):
    """The size of what a convolution puts out."""

    name = "conv-output-size"
    topic = "architectures"
    level = 1
    ask = (
        "A convolution slides a kernel of size k = {k} over an input of size n = {n}, with padding p = {p} and "
        "stride s = {s}. What is the size of its output?"
    )
    conventions = (
        "sizes along one axis; p on both sides; no dilation; the kernel never reaches beyond the padding",
    )
    givens = {"n": ints(12, 64), "k": ints(2, 7), "p": ints(1, 3), "s": ints(2, 4)}
    parts = (Part("size", Integer()),)
    hints = (
        "How far can the kernel move, how many whole strides is that, and where did it start?",
        "floor((n + 2p - k) / s) + 1",
    )

    def fits(self, n: int, k: int, p: int, s: int) -> bool:
        # Where the strides come out even, rounding up is no slip.
        return p < k and (n + 2 * p - k) % s != 0

    def solve(self, step: Trace, n: int, k: int, p: int, s: int) -> None:
        way = step("way", "n + 2 * p - k", n + 2 * p - k)
        # Without an input of its own the kernel's way is all that the strides must cover.
        step("size", "floor(way / s) + 1", convolutions.output_size(way, 0, 0, s))

    @slip("The 1 is missing: the kernel's first place counts as well as the places that it moves to.")
    def start_not_counted(self, n: int, k: int, p: int, s: int) -> int:
        return convolutions.output_size(n, k, p, s) - 1

    @slip("That rounds up. A last stride that does not fit gives no output: round down.")
    def rounded_up(self, n: int, k: int, p: int, s: int) -> int:
        return convolutions.output_size(n, k, p, s) + 1

    @slip("The padding is left out. It widens the input on both sides: n + 2p.")
    def no_padding(self, n: int, k: int, s: int) -> int:
        return convolutions.output_size(n, k, 0, s)

    @slip("The padding counts once. It stands on both sides: n + 2p.", may_equal=True)
    def one_side_padded(self, n: int, k: int, p: int, s: int) -> int:
        return convolutions.output_size(n + p, k, 0, s)


KINDS = (ConvOutputSize,)
