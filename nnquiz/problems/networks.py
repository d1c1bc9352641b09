"""Kinds about what stands in a network: a neuron, its first weights, batch normalization, a convolution."""

import math

from flashcards.problems.answers import Integer, Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints, vector
from flashcards.problems.tracing import Trace
from nnquiz.reference import activations, convolutions, initialization, neurons, normalization
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]
FANS = choice(16, 20, 25, 32, 40, 50, 64, 80, 100, 128, 160, 200, 256, 300, 400, 512)
HE, XAVIER = "He", "Xavier"


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


class InitStd(Kind):
    """The standard deviation of a layer's first weights."""

    name = "init-std"
    topic = "initialization"
    level = 2
    ask = (
        "The weights of a dense layer with fan_in = {fan_in} and fan_out = {fan_out} are drawn from a normal "
        "distribution by {scheme} initialization. What is its standard deviation?"
    )
    conventions = ("He takes the fan_in alone (He et al., 2015), Xavier both fans (Glorot & Bengio, 2010)",)
    givens = {"scheme": choice(HE, XAVIER), "fan_in": FANS, "fan_out": FANS}
    parts = (Part("std", Real()),)
    hints = (
        "Both formulas are about the variance, and have a 2 above the line; which fans are below it?",
        "He: sqrt(2 / fan_in); Xavier: sqrt(2 / (fan_in + fan_out))",
    )

    def fits(self, fan_in: int, fan_out: int) -> bool:
        return fan_in != fan_out

    def solve(self, step: Trace, scheme: str, fan_in: int, fan_out: int) -> None:
        formula = "sqrt(2 / fan_in)" if scheme == HE else "sqrt(2 / (fan_in + fan_out))"
        step("std", formula, _std(scheme, fan_in, fan_out))

    @slip("That is the variance. The standard deviation is its square root.")
    def variance(self, scheme: str, fan_in: int, fan_out: int) -> float:
        return _std(scheme, fan_in, fan_out) ** 2

    @slip("That is the other formula: He divides 2 by fan_in, Xavier by fan_in + fan_out.")
    def other_scheme(self, scheme: str, fan_in: int, fan_out: int) -> float:
        return _std(XAVIER if scheme == HE else HE, fan_in, fan_out)

    @slip("That has 1 above the line. The variance is 2 / fan_in by He and 2 / (fan_in + fan_out) by Xavier.")
    def two_lost(self, scheme: str, fan_in: int, fan_out: int) -> float:
        return _std(scheme, fan_in, fan_out) / math.sqrt(2)

    @slip(
        "That is sqrt(1 / fan_in), LeCun's formula, which some courses call Xavier's. Glorot & Bengio's has "
        "both fans, and He's the variance 2 / fan_in.",
        rival=True,
    )
    def lecun(self, fan_in: int) -> float:
        return math.sqrt(1 / fan_in)


class BatchNormInference(Kind):
    """Batch normalization of one number after training."""

    name = "batch-norm-inference"
    topic = "normalization"
    level = 2
    ask = (
        "A trained network sees one example. Its batch normalization has the running mean {mean} and the running "
        "variance {var}, gamma = {gamma} and beta = {beta}, and gets x = {x}. What comes out?"
    )
    conventions = ("epsilon = 0",)
    givens = {
        "x": grid(-4, 4, 0.1, avoid=[0]),
        "mean": grid(-2, 2, 0.1, avoid=[0]),
        "var": grid(0.2, 6, 0.1, avoid=[0.9, 1, 1.1]),
        "gamma": choice(0.5, 1.5, 2, 3),
        "beta": grid(-1, 1, 0.1, avoid=[0]),
    }
    parts = (Part("y", Real()),)
    hints = (
        "The statistics are those kept from training; then gamma stretches and beta moves.",
        "y = gamma * (x - mean) / sqrt(var) + beta",
    )

    def solve(self, step: Trace, x: float, mean: float, var: float, gamma: float, beta: float) -> None:
        root = step("root", "sqrt(var)", math.sqrt(var))
        x_hat = step("x_hat", "(x - mean) / root", (x - mean) / root)
        step("y", "gamma * x_hat + beta", gamma * x_hat + beta)

    @slip("That divides by the variance. The divisor is its square root, the standard deviation.")
    def no_root(self, x: float, mean: float, var: float, gamma: float, beta: float) -> float:
        return gamma * (x - mean) / var + beta

    @slip("The mean is still in there. It is subtracted first: (x - mean) / sqrt(var).")
    def mean_kept(self, x: float, var: float, gamma: float, beta: float) -> float:
        return gamma * x / math.sqrt(var) + beta

    @slip(
        "That is beta, what a batch of this one example would give, being its own mean. After training the "
        "running mean and variance are taken."
    )
    def batch_of_one(self, beta: float) -> float:
        return beta

    @slip("gamma and beta are swapped: gamma multiplies, beta is added.")
    def swapped(self, x: float, mean: float, var: float, gamma: float, beta: float) -> Array:
        return normalization.batch_norm_inference(x, mean, var, beta, gamma)


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


def _weighted(w: Row, x: Row) -> float:
    return sum(weight * one for weight, one in zip(w, x, strict=True))


def _std(scheme: str, fan_in: int, fan_out: int) -> float:
    return initialization.he_std(fan_in) if scheme == HE else initialization.xavier_std(fan_in, fan_out)
