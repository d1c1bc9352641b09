"""Kinds about sizes along one axis of a convolutional network."""

from flashcards.problems.answers import Integer
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import sizes


class ConvOutputSize(Kind):
    """The size of what a convolution puts out."""

    name = "conv-output-size"
    topic = "convolution"
    level = 2
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
        step("size", "floor(way / s) + 1", sizes.output_size(way, 0, s=s))

    @slip("The 1 is missing: the kernel's first place counts as well as the places that it moves to.")
    def start_not_counted(self, n: int, k: int, p: int, s: int) -> int:
        return sizes.output_size(n, k, p, s) - 1

    @slip("That rounds up. A last stride that does not fit gives no output: round down.")
    def rounded_up(self, n: int, k: int, p: int, s: int) -> int:
        return sizes.output_size(n, k, p, s) + 1

    @slip("The padding is left out. It widens the input on both sides: n + 2p.")
    def no_padding(self, n: int, k: int, s: int) -> int:
        return sizes.output_size(n, k, 0, s)

    @slip("The padding counts once. It stands on both sides: n + 2p.", may_equal=True)
    def one_side_padded(self, n: int, k: int, p: int, s: int) -> int:
        return sizes.output_size(n + p, k, 0, s)


class DilatedConvSize(Kind):
    """The size of what a dilated convolution puts out."""

    name = "dilated-conv-size"
    topic = "convolution"
    level = 2
    ask = (
        "A convolution with a kernel of size k = {k} and dilation d = {d} slides over an input of size n = {n}, "
        "with padding p = {p} and stride 1. What is the size of its output?"
    )
    conventions = (
        "sizes along one axis; p on both sides; d = 1 is a plain kernel, d = 2 leaves gaps of one (as in PyTorch)",
    )
    givens = {"n": ints(16, 48), "k": ints(3, 7), "d": ints(3, 5), "p": ints(1, 4)}
    parts = (Part("size", Integer()),)
    hints = (
        "From its first element to its last, how far does the spread kernel reach?",
        "n + 2p - d(k - 1), since the kernel covers d(k - 1) + 1",
    )

    def fits(self, n: int, k: int, d: int, p: int) -> bool:
        return len({n, k, d, p}) == 4 and sizes.output_size(n, k, p, d=d + 1) > 1

    def solve(self, step: Trace, n: int, k: int, d: int, p: int) -> None:
        extent = step("extent", "d * (k - 1) + 1", sizes.extent(k, d))
        step("size", "n + 2 * p - extent + 1", sizes.output_size(n, extent, p))

    @slip("The dilation is left out. The elements stand d apart, so the kernel covers d(k - 1) + 1 places.")
    def dilation_ignored(self, n: int, k: int, p: int) -> int:
        return sizes.output_size(n, k, p)

    @slip(
        "That takes d * k for what the kernel covers. Its k elements are only k - 1 steps of d apart, plus 1."
    )
    def kernel_times_dilation(self, n: int, k: int, d: int, p: int) -> int:
        return sizes.output_size(n, d * k, p)

    @slip("The 1 is missing: the kernel's first place counts as well as the places that it moves to.")
    def start_not_counted(self, n: int, k: int, d: int, p: int) -> int:
        return sizes.output_size(n, k, p, d=d) - 1

    @slip(
        "That takes d for the size of the gaps, right where no dilation is called 0 (as in the CS231n notes). "
        "Here no dilation is called 1.",
        rival=True,
    )
    def gaps_counted(self, n: int, k: int, d: int, p: int) -> int:
        return sizes.output_size(n, k, p, d=d + 1)


class SamePadding(Kind):
    """The padding that keeps the size, for a dilated kernel."""

    name = "same-padding"
    topic = "convolution"
    level = 2
    ask = (
        "A convolution with stride 1 has a kernel of size k = {k} and dilation d = {d}. How much padding on each "
        "side keeps the size of its input?"
    )
    conventions = ("d = 1 is a plain kernel, d = 2 leaves gaps of one (as in PyTorch)",)
    givens = {"k": choice(5, 7, 9, 11, 13), "d": ints(2, 8)}
    parts = (Part("p", Integer()),)
    hints = (
        "By how much would the output be smaller without padding, and how is that shared?",
        "p = d(k - 1) / 2",
    )

    def fits(self, k: int, d: int) -> bool:
        # Where d is k - 1, half of d * k is also what gaps of d would take.
        return d not in {k - 1, k}

    def solve(self, step: Trace, k: int, d: int) -> None:
        step("lost", "d * (k - 1)", 2 * sizes.same_padding(k, d))
        step("p", "lost / 2", sizes.same_padding(k, d))

    @slip("That is for a plain kernel. This one is spread: its ends are d(k - 1) apart.")
    def dilation_ignored(self, k: int) -> int:
        return sizes.same_padding(k)

    @slip("That is the padding of both sides together. Each side gets half of it.")
    def both_sides(self, k: int, d: int) -> int:
        return 2 * sizes.same_padding(k, d)

    @slip(
        "That is half of d * k, rounded down. The ends of the kernel are only d(k - 1) apart: p is half of that."
    )
    def half_of_kernel(self, k: int, d: int) -> int:
        return d * k // 2

    @slip(
        "That takes d for the size of the gaps, right where no dilation is called 0 (as in the CS231n notes). "
        "Here no dilation is called 1.",
        rival=True,
    )
    def gaps_counted(self, k: int, d: int) -> int:
        return sizes.same_padding(k, d + 1)


class TransposedConvSize(Kind):
    """The size of what a transposed convolution puts out."""

    name = "transposed-conv-size"
    topic = "convolution"
    level = 2
    ask = (
        "A transposed convolution has a kernel of size k = {k}, stride s = {s} and padding p = {p}. Its input has the "
        "size n = {n}. What is the size of its output?"
    )
    conventions = (
        "sizes along one axis; s and p are those of the convolution that it transposes (as in PyTorch)",
        "no output padding, no dilation",
    )
    givens = {"n": ints(5, 32), "k": ints(3, 7), "s": ints(2, 5), "p": ints(1, 3)}
    parts = (Part("size", Integer()),)
    hints = (
        "Each number of the input paints a whole kernel, s places after the one before; what does p then do?",
        "(n - 1)s + k - 2p",
    )

    def fits(self, n: int, k: int, s: int, p: int) -> bool:
        # Where s is 4p, a step of s too many is as much as p added instead of cut off.
        return len({n, k, s, p}) == 4 and p < k and s != 4 * p

    def solve(self, step: Trace, n: int, k: int, s: int, p: int) -> None:
        painted = step("painted", "(n - 1) * s + k", sizes.transposed_output_size(n, k, 0, s))
        step("size", "painted - 2 * p", painted - 2 * p)

    @slip("That starts from n * s. Between n kernels there are only n - 1 steps of s.")
    def one_step_too_many(self, n: int, k: int, s: int, p: int) -> int:
        return sizes.transposed_output_size(n + 1, k, p, s)

    @slip(
        "That is the size after a convolution. A transposed one goes the other way, and enlarges by the stride."
    )
    def forward(self, n: int, k: int, s: int, p: int) -> int:
        return sizes.output_size(n, k, p, s)

    @slip(
        "The padding is added. Here it is cut off: a convolution adds it to its input, which is this output."
    )
    def padding_added(self, n: int, k: int, s: int, p: int) -> int:
        return sizes.transposed_output_size(n, k, -p, s)

    @slip("The padding is cut off once. It goes on both sides: - 2p.")
    def one_side_cut(self, n: int, k: int, s: int, p: int) -> int:
        return sizes.transposed_output_size(n, k, 0, s) - p


class PoolOutputSize(Kind):
    """The size of what overlapping pooling puts out."""

    name = "pool-output-size"
    topic = "convolution"
    level = 2
    ask = (
        "Max pooling with windows of size f = {f} and stride s = {s} goes over a map of size n = {n}. "
        "What is the size of its output?"
    )
    conventions = ("sizes along one axis; no padding; a window that does not fit is left out",)
    givens = {"n": ints(12, 64), "f": ints(3, 6), "s": ints(2, 5)}
    parts = (Part("size", Integer()),)
    hints = (
        "It is as with a kernel: how far can the window move, and how many whole strides is that?",
        "floor((n - f) / s) + 1",
    )

    def fits(self, n: int, f: int, s: int) -> bool:
        # Where the strides come out even, rounding up is no slip; as many windows side by side would hide another.
        return s < f and (n - f) % s != 0 and n // f != (n - f) // s

    def solve(self, step: Trace, n: int, f: int, s: int) -> None:
        way = step("way", "n - f", n - f)
        step("size", "floor(way / s) + 1", way // s + 1)

    @slip(
        "That is n / f, rounded down, for windows side by side. These overlap: they move by s, less than f."
    )
    def side_by_side(self, n: int, f: int) -> int:
        return sizes.pool_output_size(n, f, f)

    @slip(
        "That rounds up, right for PyTorch with ceil_mode=True. Here a window that does not fit is left out: "
        "round down.",
        rival=True,
    )
    def rounded_up(self, n: int, f: int, s: int) -> int:
        return sizes.pool_output_size(n, f, s) + 1

    @slip("The 1 is missing: the window's first place counts as well as the places that it moves to.")
    def start_not_counted(self, n: int, f: int, s: int) -> int:
        return sizes.pool_output_size(n, f, s) - 1

    @slip("That is for stride 1. The window moves by s at a time: divide its way by s.")
    def stride_ignored(self, n: int, f: int) -> int:
        return sizes.pool_output_size(n, f, 1)


KINDS = (
    ConvOutputSize,
    DilatedConvSize,
    SamePadding,
    TransposedConvSize,
    PoolOutputSize,
)
