"""Kinds about what a convolution layer computes, number by number."""

from flashcards.problems.answers import Matrix, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, ints, matrix
from flashcards.problems.tracing import Trace
from nnquiz.problems.terms import Row, Rows, dot, measured, windows
from nnquiz.reference import correlation
from nnquiz.reference.arrays import Array

KERNELS = matrix(2, 2, ints(-2, 3, avoid=[0]))
NOT_FLIPPED = "the kernel is not flipped, as in deep-learning libraries"


def is_lopsided(K: Rows) -> bool:
    """Whether a kernel mirrored at its diagonal is another one, and turned by 180 degrees a third, not its negative."""
    (a, b), (c, d) = K
    return a != d and b != c and (a, b) != (-d, -c)


class Convolution(Kind):
    """One kernel slid over one small map."""

    name = "convolution-2d"
    topic = "convolution"
    level = 2
    ask = "The kernel K = {K} slides over the map X = {X}. What comes out?"
    conventions = (NOT_FLIPPED + "; stride 1, no padding, no bias",)
    givens = {"X": matrix(3, 3, ints(-2, 4)), "K": KERNELS}
    parts = (Part("Y", Matrix()),)
    hints = (
        "The kernel fits at four places: which patch of X lies under it at each?",
        "Each output is the sum of the four products of K with the numbers that lie under it.",
    )

    def fits(self, K: Rows) -> bool:
        return is_lopsided(K)

    def solve(self, step: Trace, X: Rows, K: Rows) -> None:
        places = windows(X, 2, 1)
        Y = [[step(f"Y_{i}{j}", *dot(patch, K)) for j, patch in places[i]] for i in places]
        step("Y", "all four in their places", measured(Y))

    @slip(
        "That turns the kernel by 180 degrees first: right for convolution in mathematics and for SciPy's "
        "convolve2d, but this question does not flip.",
        rival=True,
        may_equal=True,
    )
    def flipped(self, X: Rows, K: Rows) -> Array:
        return correlation.convolve(X, K)

    @slip("The kernel is mirrored at its diagonal there. Its rows lie on rows of X, its columns on columns.")
    def kernel_transposed(self, X: Rows, K: Rows) -> Array:
        return correlation.correlate(X, tuple(zip(*K, strict=True)))

    @slip("That is the mean of the four products. A convolution takes their sum.")
    def mean_for_sum(self, X: Rows, K: Rows) -> Array:
        return correlation.correlate(X, K) / 4


class ConvolutionStride(Kind):
    """A kernel that starts in the padding and moves two at a time."""

    name = "convolution-stride-padding"
    topic = "convolution"
    level = 2
    ask = "The kernel K = {K} slides over the map X = {X}, with padding 1 and stride 2. What comes out?"
    conventions = (NOT_FLIPPED + "; padding adds zeros on all four sides; no bias",)
    givens = {"X": matrix(3, 3, ints(-2, 4)), "K": KERNELS}
    parts = (Part("Y", Matrix()),)
    hints = (
        "Write a frame of zeros around X: which numbers lie under the kernel at first, and two places on?",
        "In the map with its frame the kernel stands on rows 1-2 and 3-4, and on columns 1-2 and 3-4.",
    )

    def fits(self, K: Rows) -> bool:
        return is_lopsided(K)

    def solve(self, step: Trace, X: Rows, K: Rows) -> None:
        places = windows(with_frame(X), 2, 2)
        Y = [[step(f"Y_{i}{j}", *dot(patch, K)) for j, patch in places[i]] for i in places]
        step("Y", "all four in their places", measured(Y))

    @slip(
        "That pads below and on the right only: right for Keras and TensorFlow with padding='same' at this size, "
        "but here zeros stand on all four sides.",
        rival=True,
        may_equal=True,
    )
    def padded_at_the_end(self, X: Rows, K: Rows) -> Array:
        below_and_right = (*((*row, 0) for row in X), (0, 0, 0, 0))
        return correlation.correlate(below_and_right, K, stride=2)

    @slip(
        "That turns the kernel by 180 degrees first: right for convolution in mathematics, but this question does "
        "not flip.",
        rival=True,
        may_equal=True,
    )
    def flipped(self, X: Rows, K: Rows) -> Array:
        turned = tuple(row[::-1] for row in K[::-1])
        return correlation.correlate(X, turned, stride=2, padding=1)

    @slip("That is without padding and with stride 1. Here the kernel starts in the frame and moves by two.")
    def neither(self, X: Rows, K: Rows) -> Array:
        return correlation.correlate(X, K)

    @slip("The frame repeats the numbers at the edge there. Padding puts zeros around the map.")
    def edge_repeated(self, X: Rows, K: Rows) -> Array:
        wide = [(row[0], *row, row[-1]) for row in X]
        return correlation.correlate((wide[0], *wide, wide[-1]), K, stride=2)


def with_frame(X: Rows) -> Rows:
    """The map with a row or column of zeros on each side."""
    nothing = (0,) * (len(X[0]) + 2)
    return (nothing, *((0, *row, 0) for row in X), nothing)


class ConvolutionChannels(Kind):
    """A kernel that reaches through two channels, with a bias."""

    name = "convolution-channels"
    topic = "convolution"
    level = 2
    ask = (
        "A map has two channels, X1 = {X1} and X2 = {X2}. One kernel, with K1 = {K1} for the first channel and "
        "K2 = {K2} for the second, and the bias b = {b}, gives one map: which two numbers?"
    )
    conventions = (NOT_FLIPPED + "; stride 1, no padding",)
    givens = {
        "X1": matrix(2, 3, ints(-2, 3)),
        "X2": matrix(2, 3, ints(-2, 3)),
        "K1": KERNELS,
        "K2": KERNELS,
        "b": choice(-2, -1, 1, 2),
    }
    parts = (Part("y", Vector()),)
    hints = (
        "How many biases does one map have, and what becomes of the two channels?",
        "At each place: the four products of K1, plus the four of K2, plus b once.",
    )

    def fits(self, K1: Rows, K2: Rows) -> bool:
        return is_lopsided(K1) and is_lopsided(K2)

    def solve(self, step: Trace, X1: Rows, X2: Rows, K1: Rows, K2: Rows, b: float) -> None:
        of_place = []
        for j, patch in windows(X1, 2, 1)[1]:
            first = step(f"from_X1_{j}", *dot(patch, K1))
            second = step(f"from_X2_{j}", *dot(dict(windows(X2, 2, 1)[1])[j], K2))
            total = first + second + b
            of_place.append(step(f"y_{j}", f"from_X1_{j} + from_X2_{j} + b", total))
        step("y", "both places", measured(of_place))

    @slip("The bias is missing: it is added to each output of the map.")
    def no_bias(self, X1: Rows, X2: Rows, K1: Rows, K2: Rows) -> Row:
        return layer(X1, X2, K1, K2, 0)

    @slip("The bias is added for each channel there. One map has one bias, added once to each output.")
    def bias_per_channel(self, X1: Rows, X2: Rows, K1: Rows, K2: Rows, b: float) -> Row:
        return layer(X1, X2, K1, K2, 2 * b)

    @slip("That is the first channel alone. The kernel reaches through all channels, and their sums add up.")
    def first_channel_only(self, X1: Rows, K1: Rows, b: float) -> Row:
        return layer(X1, X1, K1, ((0, 0), (0, 0)), b)

    @slip("That slides K1 over both channels. Each channel has its own part of the kernel: K2 goes over X2.")
    def same_part_for_both(self, X1: Rows, X2: Rows, K1: Rows, b: float) -> Row:
        return layer(X1, X2, K1, K1, b)


def layer(X1: Rows, X2: Rows, K1: Rows, K2: Rows, b: float) -> Row:
    """The one row of the one map that a layer of one kernel gives."""
    y = correlation.conv2d([[X1, X2]], [[K1, K2]], [b])
    return tuple(y[0, 0, 0].tolist())


class KernelGradient(Kind):
    """The gradient of a loss by a kernel, from that by the output."""

    name = "kernel-gradient"
    topic = "convolution"
    level = 3
    ask = (
        "A kernel K of 2 by 2 slides over X = {X}. On the way back the loss has the gradient G = {G} by the "
        "output. What is its gradient by K?"
    )
    conventions = (NOT_FLIPPED + "; stride 1, no padding",)
    givens = {"X": matrix(3, 3, ints(-2, 4)), "G": KERNELS}
    parts = (Part("dK", Matrix()),)
    hints = (
        "Each weight of K was used at all four places: with which number of X at each?",
        "Slide G over X, as K was: each number of dK is the sum of the products of G with what lies under it.",
    )

    def fits(self, G: Rows) -> bool:
        return is_lopsided(G)

    def solve(self, step: Trace, X: Rows, G: Rows) -> None:
        places = windows(X, 2, 1)
        dK = [[step(f"dK_{i}{j}", *dot(patch, G)) for j, patch in places[i]] for i in places]
        step("dK", "all four in their places", measured(dK))

    @slip("That turns G by 180 degrees first. Here G slides over X as it is, just as K did.")
    def flipped(self, X: Rows, G: Rows) -> Array:
        return correlation.convolve(X, G)

    @slip("That is for one place of the kernel only. All places share K: what they give adds up.")
    def first_place_only(self, X: Rows, G: Rows) -> Rows:
        return tuple(tuple(G[0][0] * one for one in row[:2]) for row in X[:2])

    @slip("That is the mean over the four places. The gradients of a shared weight add up.")
    def mean_for_sum(self, X: Rows, G: Rows) -> Array:
        return correlation.correlate(X, G) / 4


KINDS = (
    Convolution,
    ConvolutionStride,
    ConvolutionChannels,
    KernelGradient,
)
