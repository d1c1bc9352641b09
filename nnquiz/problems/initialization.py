"""Kinds about a layer's first weights."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import initialization

FANS = choice(16, 20, 25, 32, 40, 50, 64, 80, 100, 128, 160, 200, 256, 300, 400, 512)


HE, XAVIER, LECUN = "He", "Xavier", "LeCun"


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


class InitVariance(Kind):
    """The variance of a layer's first weights, by three schemes."""

    name = "init-variance"
    topic = "initialization"
    level = 2
    ask = (
        "A dense layer with fan_in = {fan_in} and fan_out = {fan_out} gets its weights by {scheme} initialization. "
        "What is 1000 times their variance?"
    )
    conventions = (
        "as in the papers: LeCun et al. (1998), Glorot & Bengio (2010) for Xavier, He et al. (2015) for He",
        "of He's two formulas, that of the forward pass",
    )
    givens = {"scheme": choice(LECUN, XAVIER, HE), "fan_in": FANS, "fan_out": FANS}
    parts = (Part("v", Real()),)
    hints = (
        "LeCun's looks at one fan, Xavier's at both, and He's makes up for ReLU. How?",
        "the variance is 1 / fan_in by LeCun, 2 / (fan_in + fan_out) by Xavier, 2 / fan_in by He",
    )

    def fits(self, fan_in: int, fan_out: int) -> bool:
        return fan_in != fan_out

    def solve(self, step: Trace, scheme: str, fan_in: int, fan_out: int) -> None:
        above = 1 if scheme == LECUN else 2
        below = "(fan_in + fan_out)" if scheme == XAVIER else "fan_in"
        step("v", f"1000 * {above} / {below}", 1000 * _std(scheme, fan_in, fan_out) ** 2)

    @slip("That is the standard deviation, times 1000. The variance is its square.")
    def deviation(self, scheme: str, fan_in: int, fan_out: int) -> float:
        return 1000 * _std(scheme, fan_in, fan_out)

    @slip(
        "That has other fans. LeCun and He, by the forward pass, take the fan_in alone; Xavier adds the fan_out."
    )
    def other_fans(self, scheme: str, fan_in: int, fan_out: int) -> float:
        return 2000 / fan_in if scheme == XAVIER else 1000 * _std(scheme, fan_out, fan_in) ** 2

    @slip("That has another number above the line. It is 1 by LeCun, and 2 by Xavier and by He.")
    def other_number(self, scheme: str, fan_in: int, fan_out: int) -> float:
        return 1000 * _std(scheme, fan_in, fan_out) ** 2 * (2 if scheme == LECUN else 1 / 2)

    @slip(
        "That is 1 / fan_in, LeCun's, which some courses call Xavier's. Here Xavier's is 2 / (fan_in + fan_out), and "
        "He's 2 / fan_in.",
        rival=True,
        may_equal=True,
    )
    def lecun(self, fan_in: int) -> float:
        return 1000 / fan_in


class XavierUniformLimit(Kind):
    """The limit of uniform weights by Glorot and Bengio."""

    name = "xavier-uniform-limit"
    topic = "initialization"
    level = 2
    ask = (
        "A dense layer with fan_in = {fan_in} and fan_out = {fan_out} gets weights drawn uniformly between -r and "
        "r, by Xavier initialization (Glorot & Bengio, 2010). What is r?"
    )
    givens = {"fan_in": FANS, "fan_out": FANS}
    parts = (Part("r", Real()),)
    hints = (
        "Uniform numbers between -r and r have the variance r^2 / 3. Which variance is wanted?",
        "r = sqrt(6 / (fan_in + fan_out))",
    )

    def fits(self, fan_in: int, fan_out: int) -> bool:
        return fan_in != fan_out

    def solve(self, step: Trace, fan_in: int, fan_out: int) -> None:
        r = initialization.uniform_limit(initialization.xavier_std(fan_in, fan_out))
        step("r", "sqrt(6 / (fan_in + fan_out))", r)

    @slip("That is the standard deviation, right for a normal distribution. The limit is sqrt(3) times that.")
    def deviation(self, fan_in: int, fan_out: int) -> float:
        return initialization.xavier_std(fan_in, fan_out)

    @slip("The root is missing: that is r^2 = 6 / (fan_in + fan_out).")
    def no_root(self, fan_in: int, fan_out: int) -> float:
        return 6 / (fan_in + fan_out)

    @slip("That is the limit by He, sqrt(6 / fan_in). Xavier's has both fans below the line.")
    def he_limit(self, fan_in: int) -> float:
        return initialization.uniform_limit(initialization.he_std(fan_in))

    @slip("That is the whole width of the interval, from -r to r. r is half of it.")
    def whole_width(self, fan_in: int, fan_out: int) -> float:
        return 2 * math.sqrt(6 / (fan_in + fan_out))


class VarianceThroughLayers(Kind):
    """What linear layers make of the variance of their inputs."""

    name = "variance-through-layers"
    topic = "initialization"
    level = 3
    ask = (
        "Linear layers have n = {n} inputs for each unit and no biases. The weights have the standard "
        "deviation sd = {sd}; the first layer's inputs have the variance v0 = {v0}."
    )
    conventions = ("all weights and inputs are independent of each other, with the mean 0",)
    givens = {
        "n": choice(20, 25, 40, 50, 64, 80, 100, 200),
        "sd": grid(0.05, 0.25, 0.01, avoid=[0.1]),
        "v0": grid(0.5, 2, 0.1, avoid=[1]),
        "L": ints(3, 5),
    }
    parts = (
        Part("v1", Real(), "What is the variance after one layer?"),
        Part("vL", Real(), "And after {L} layers of the same kind, that first one counted?"),
    )
    hints = (
        "A unit sums n products. What is the variance of one of them?",
        "Each layer multiplies the variance by the same gain.",
        "gain = n * sd^2, v1 = gain * v0, vL = gain^L * v0",
    )

    def fits(self, n: int, sd: float, v0: float, L: int) -> bool:
        gain = n * sd**2
        # Below a twentieth three decimals would tell too little of it; and L times is not to be like gain^L times.
        fair = gain**L * v0 >= 0.05 and not math.isclose(gain**L, L, rel_tol=0.03)
        return 0.4 <= gain <= 3 and abs(gain - 1) >= 0.15 and fair

    def solve(self, step: Trace, n: int, sd: float, v0: float, L: int) -> None:
        v1 = step("v1", "n * sd^2 * v0", initialization.variance_through_layers(n, sd**2, v0))
        gain = step("gain", "n * sd^2", n * sd**2)
        step("vL", "v1 * gain^(L - 1)", v1 * gain ** (L - 1))

    @slip(
        "That is with the standard deviation of the weights. It is their variance that counts, sd^2.",
        part="v1",
    )
    def no_square(self, n: int, sd: float, v0: float) -> float:
        return n * sd * v0

    @slip("That is the variance of one product. The sum has n of them: n sd^2 v0.", part="v1")
    def one_product(self, sd: float, v0: float) -> float:
        return sd**2 * v0

    @slip(
        "That is n^2 sd^2 v0, as if all n products were the same. Of independent ones variances add up.",
        part="v1",
    )
    def squared_count(self, n: int, sd: float, v0: float) -> float:
        return n**2 * sd**2 * v0

    @slip("That is L times the variance after one layer. Each layer multiplies it: gain^L v0.", part="vL")
    def times_layers(self, v1: float, L: int) -> float:
        return L * v1

    @slip("That is a layer too few: L layers, the first one counted, multiply L times.", part="vL")
    def layer_too_few(self, n: int, sd: float, v1: float, L: int) -> float:
        return v1 * (n * sd**2) ** (L - 2)

    @slip("That is a layer too many: v1 has the first one in it already.", part="vL")
    def layer_too_many(self, n: int, sd: float, v1: float, L: int) -> float:
        return v1 * (n * sd**2) ** L


def _std(scheme: str, fan_in: int, fan_out: int) -> float:
    if scheme == XAVIER:
        return initialization.xavier_std(fan_in, fan_out)
    return initialization.he_std(fan_in) if scheme == HE else initialization.lecun_std(fan_in)


KINDS = (InitVariance, InitStd, XavierUniformLimit, VarianceThroughLayers)
