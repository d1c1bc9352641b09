"""Kinds about how many parameters dense and convolution layers learn, and how much work they are."""

from flashcards.problems.answers import Integer
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import counts, sizes

WIDTHS = ints(3, 20)


class DenseParameters(Kind):
    """The parameters of a network with two hidden layers."""

    name = "dense-parameters"
    topic = "shapes"
    level = 1
    ask = (
        "A network of dense layers has n0 = {n0} inputs, hidden layers of n1 = {n1} and n2 = {n2} units, and n3 = {n3} "
        "outputs. How many parameters does it learn?"
    )
    conventions = ("weights and biases; each hidden and each output unit has a bias",)
    givens = {"n0": WIDTHS, "n1": WIDTHS, "n2": WIDTHS, "n3": ints(2, 10)}
    parts = (Part("total", Integer()),)
    hints = (
        "What does one unit of the first hidden layer have to learn?",
        "each layer has n_out * n_in weights and n_out biases; the layers add up",
    )

    def fits(self, n0: int, n1: int, n2: int, n3: int) -> bool:
        return len({n0, n1, n2, n3}) == 4

    def solve(self, step: Trace, n0: int, n1: int, n2: int, n3: int) -> None:
        first = step("first", "n1 * n0 + n1", counts.dense_parameters([n0, n1]))
        second = step("second", "n2 * n1 + n2", counts.dense_parameters([n1, n2]))
        third = step("third", "n3 * n2 + n3", counts.dense_parameters([n2, n3]))
        step("total", "first + second + third", first + second + third)

    @slip("Those are the weights alone. Each unit that is no input has a bias, too.")
    def no_biases(self, n0: int, n1: int, n2: int, n3: int) -> int:
        return n0 * n1 + n1 * n2 + n2 * n3

    @slip("The biases are those of the side before: n0 + n1 + n2. A layer has one for each of its own units.")
    def biases_of_inputs(self, n0: int, n1: int, n2: int, n3: int) -> int:
        return n0 * n1 + n0 + n1 * n2 + n1 + n2 * n3 + n2

    @slip("That is with one bias for each layer. Each unit of it has a bias of its own.")
    def one_bias_a_layer(self, n0: int, n1: int, n2: int, n3: int) -> int:
        return n0 * n1 + n1 * n2 + n2 * n3 + 3

    @slip("The biases of the output layer are missing: its units have one each, as hidden units do.")
    def no_output_biases(self, n0: int, n1: int, n2: int, n3: int) -> int:
        return counts.dense_parameters([n0, n1, n2]) + n3 * n2


class ConvParameters(Kind):
    """The parameters of a convolution layer."""

    name = "conv-parameters"
    topic = "convolution"
    level = 2
    ask = (
        "A convolution layer takes an input of {size} x {size} with c_in = {c_in} channels, and makes c_out = {c_out} maps "
        "of it, with kernels of {k} x {k} (k = {k}). How many parameters does it learn?"
    )
    conventions = ("with one bias for each output channel",)
    givens = {
        "k": ints(2, 7),
        "c_in": choice(3, 4, 6, 8, 12, 16),
        "c_out": choice(5, 10, 16, 20, 24, 32),
        "size": choice(14, 28, 30, 50, 64),
    }
    parts = (Part("total", Integer()),)
    hints = (
        "How many weights has a single kernel, which reaches through all input channels?",
        "c_out * (k^2 * c_in + 1)",
    )

    def fits(self, k: int, c_in: int, c_out: int, size: int) -> bool:
        return len({k, c_in, c_out, size}) == 4

    def solve(self, step: Trace, k: int, c_in: int, c_out: int) -> None:
        step("kernel", "k^2 * c_in", k**2 * c_in)
        step("total", "c_out * (kernel + 1)", counts.conv_parameters(k, c_in, c_out))

    @slip("The biases are missing: there is one for each output channel.")
    def no_biases(self, k: int, c_in: int, c_out: int) -> int:
        return c_out * k**2 * c_in

    @slip("The input channels are left out. Each kernel reaches through all of them: k^2 * c_in weights.")
    def one_input_channel(self, k: int, c_out: int) -> int:
        return counts.conv_parameters(k, 1, c_out)

    @slip("That takes k for k^2. A kernel has k rows of k weights in each channel.")
    def one_side(self, k: int, c_in: int, c_out: int) -> int:
        return c_out * (k * c_in + 1)

    @slip(
        "That has parameters of its own for each place. All places share them: the input's size does not matter."
    )
    def not_shared(self, k: int, c_in: int, c_out: int, size: int) -> int:
        return size**2 * counts.conv_parameters(k, c_in, c_out)


class ConvMultiplyAdds(Kind):
    """The multiply-adds of a convolution layer."""

    name = "conv-multiply-adds"
    topic = "convolution"
    level = 3
    ask = (
        "A convolution layer takes an input of {n} x {n} (n = {n}) with c_in = {c_in} channels, and makes c_out = {c_out} "
        "maps of it, with kernels of {k} x {k} (k = {k}) and stride s = {s}."
    )
    conventions = (
        "no padding; sizes are rounded down",
        "a multiplication with its addition counts as one; biases are not counted",
    )
    givens = {
        "n": ints(12, 32),
        "k": choice(3, 5, 7),
        "s": choice(2, 3),
        "c_in": choice(3, 4, 6, 8, 10),
        "c_out": choice(5, 8, 12, 16, 20),
    }
    parts = (
        Part("side", Integer(), "How high is a map that comes out?"),
        Part("total", Integer(), "How many multiply-adds does it take to compute them all?"),
    )
    hints = (
        "How many numbers come out, and how many weights are multiplied for one of them?",
        "side * side * c_out * k^2 * c_in, with side = floor((n - k) / s) + 1",
    )

    def fits(self, n: int, k: int, s: int, c_in: int, c_out: int) -> bool:
        # Where the strides come out even, rounding up is no slip.
        side = sizes.output_size(n, k, s=s)
        return (n - k) % s != 0 and side**2 != c_in and len({n, k, s, c_in, c_out, side}) == 6

    def solve(self, step: Trace, n: int, k: int, s: int, c_in: int, c_out: int) -> None:
        side = step("side", "floor((n - k) / s) + 1", sizes.output_size(n, k, s=s))
        step("each", "k^2 * c_in", k**2 * c_in)
        total = counts.conv_multiply_adds(side, side, k, c_in, c_out)
        step("total", "side * side * c_out * each", total)

    @slip(
        "The 1 is missing: the kernel's first place counts as well as the places that it moves to.",
        part="side",
    )
    def start_not_counted(self, n: int, k: int, s: int) -> int:
        return sizes.output_size(n, k, s=s) - 1

    @slip("That rounds up. A last stride that does not fit gives no output: round down.", part="side")
    def rounded_up(self, n: int, k: int, s: int) -> int:
        return sizes.output_size(n, k, s=s) + 1

    @slip("That is for stride 1. The kernel moves by s at a time: divide its way by s.", part="side")
    def stride_ignored(self, n: int, k: int) -> int:
        return sizes.output_size(n, k)

    @slip("That is the input's size, which only padding (at stride 1) would keep.", part="side")
    def size_kept(self, n: int) -> int:
        return n

    @slip(
        "That is with the input's size. The work is done once for each number that comes out.", part="total"
    )
    def at_input_size(self, n: int, k: int, c_in: int, c_out: int) -> int:
        return counts.conv_multiply_adds(n, n, k, c_in, c_out)

    @slip(
        "The input channels are left out. Each number that comes out takes k^2 * c_in products.", part="total"
    )
    def one_input_channel(self, side: int, k: int, c_out: int) -> int:
        return counts.conv_multiply_adds(side, side, k, 1, c_out)

    @slip("Those are the weights. Each of them is used once at every place, side * side times.", part="total")
    def weights_counted(self, k: int, c_in: int, c_out: int) -> int:
        return counts.conv_multiply_adds(1, 1, k, c_in, c_out)

    @slip(
        "That counts multiplications and additions apart, right where FLOPs are counted. Here a multiply-add counts as one.",
        part="total",
        rival=True,
    )
    def counted_apart(self, side: int, k: int, c_in: int, c_out: int) -> int:
        return 2 * counts.conv_multiply_adds(side, side, k, c_in, c_out)


KINDS = (
    DenseParameters,
    ConvParameters,
    ConvMultiplyAdds,
)
