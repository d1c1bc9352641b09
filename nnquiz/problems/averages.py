"""Kinds about exponentially weighted averages."""

from itertools import pairwise

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import averages
from nnquiz.reference.arrays import Array

VALUES = ints(2, 20)


class MovingAverage(Kind):
    """The exponentially weighted average of three values."""

    name = "moving-average"
    topic = "optimizers"
    level = 1
    ask = (
        "The values x1 = {x1}, x2 = {x2} and x3 = {x3} come in one after the other. What is their exponentially "
        "weighted average v3, with beta = {beta}?"
    )
    conventions = ("beta is the weight of the old average; v0 = 0, with no bias correction",)
    # At 0.5 the old and the new weigh the same.
    givens = {"x1": VALUES, "x2": VALUES, "x3": VALUES, "beta": choice(0.6, 0.7, 0.8, 0.9)}
    parts = (Part("v3", Real()),)
    hints = (
        "The average moves a little towards each value: how much of the old average stays?",
        "v_t = beta * v_(t-1) + (1 - beta) * x_t, three times, from v0 = 0",
    )

    def fits(self, x1: int, x2: int, x3: int, beta: float) -> bool:
        # What is right in other books must not look like a mistake, nor like one another.
        others = sorted(
            (
                self.betas_swapped(x1, x2, x3, beta),
                self.start_at_first_value(x1, x2, x3, beta),
                self.bias_corrected(x1, x2, x3, beta),
                self.plain_mean(x1, x2, x3),
            )
        )
        return len({x1, x2, x3}) == 3 and all(b > 1.02 * a for a, b in pairwise(others))

    def solve(self, step: Trace, x1: int, x2: int, x3: int, beta: float) -> None:
        v1 = step("v1", "(1 - beta) * x1", averages.blend(0, x1, beta=beta))
        v2 = step("v2", "beta * v1 + (1 - beta) * x2", averages.blend(v1, x2, beta=beta))
        step("v3", "beta * v2 + (1 - beta) * x3", averages.blend(v2, x3, beta=beta))

    @slip("The weights are swapped: the old average keeps beta, the new value gets 1 - beta.")
    def betas_swapped(self, x1: int, x2: int, x3: int, beta: float) -> float:
        return float(averages.moving_average((x1, x2, x3), beta=1 - beta)[-1])

    @slip(
        "That starts at the first value, v1 = x1, as pandas does with adjust=False. This question starts at v0 = 0.",
        rival=True,
    )
    def start_at_first_value(self, x1: int, x2: int, x3: int, beta: float) -> float:
        return float(averages.moving_average((x2, x3), beta=beta, start=x1)[-1])

    @slip(
        "That is with bias correction, divided by 1 - beta^3, as in Adam. This question takes v3 as it is.",
        rival=True,
    )
    def bias_corrected(self, x1: int, x2: int, x3: int, beta: float) -> float:
        v3 = averages.moving_average((x1, x2, x3), beta=beta)[-1]
        return float(averages.corrected(v3, t=3, beta=beta))

    @slip(
        "That is the plain mean. Here a value's weight shrinks by the factor beta with every new one that comes."
    )
    def plain_mean(self, x1: int, x2: int, x3: int) -> float:
        return (x1 + x2 + x3) / 3


class BiasCorrection(Kind):
    """One more value in an average that started at 0, and the correction for that start."""

    name = "bias-correction"
    topic = "optimizers"
    level = 2
    ask = (
        "An exponentially weighted average with beta = {beta} started at 0 and stands at v = {v}, not corrected. Now "
        "its value number t = {t} comes in, x = {x}."
    )
    conventions = ("beta is the weight of the old average; values are counted from 1",)
    givens = {
        # At 2 the step before is the first.
        "t": ints(3, 6),
        "v": grid(0.5, 8, 0.5, avoid=[1]),
        "x": VALUES,
        "beta": choice(0.7, 0.8, 0.9, 0.95),
    }
    parts = (
        Part("v_new", Real(), "What is the average v_new, not yet corrected?"),
        Part("v_hat", Real(), "And v_hat, with bias correction?"),
    )
    hints = (
        "The 0 at the start still weighs beta^t: how much do the t values weigh together?",
        "v_new = beta * v + (1 - beta) * x, then v_hat = v_new / (1 - beta^t)",
    )

    def fits(self, t: int, v: float, beta: float) -> bool:
        # The values before are of the same size as x.
        return 3 <= float(averages.corrected(v, t=t - 1, beta=beta)) <= 20

    def solve(self, step: Trace, t: int, v: float, x: int, beta: float) -> None:
        v_new = step("v_new", "beta * v + (1 - beta) * x", averages.blend(v, x, beta=beta))
        weight = step("weight", "1 - beta^t", 1 - beta**t)
        step("v_hat", "v_new / weight", v_new / weight)

    @slip("The weights are swapped: the old average keeps beta, the new value gets 1 - beta.", part="v_new")
    def betas_swapped(self, v: float, x: int, beta: float) -> Array:
        return averages.blend(x, v, beta=beta)

    @slip("That adds x in full. In an average it comes in with the weight 1 - beta.", part="v_new")
    def plain_sum(self, v: float, x: int, beta: float) -> float:
        return beta * v + x

    @slip("That divides by 1 - beta, right at t = 1 alone. The divisor is 1 - beta^t.", part="v_hat")
    def first_step(self, v_new: float, beta: float) -> Array:
        return averages.corrected(v_new, t=1, beta=beta)

    @slip(
        "That divides by 1 - beta^(t - 1). The value that has just come counts, too: 1 - beta^t.",
        part="v_hat",
    )
    def one_too_few(self, v_new: float, t: int, beta: float) -> Array:
        return averages.corrected(v_new, t=t - 1, beta=beta)

    @slip("That multiplies by 1 - beta^t. An average that started at 0 is too small: divide.", part="v_hat")
    def multiplied(self, v_new: float, t: int, beta: float) -> float:
        return v_new * (1 - beta**t)

    @slip(
        "That divides by beta^t, which is what the start at 0 still weighs. The values weigh the rest, 1 - beta^t.",
        part="v_hat",
    )
    def weight_of_start(self, v_new: float, t: int, beta: float) -> float:
        return v_new / beta**t


class AveragingWindow(Kind):
    """Over how many values an average goes, and which beta goes over so many."""

    name = "averaging-window"
    topic = "optimizers"
    level = 1
    ask = "In an exponentially weighted average, beta is the weight of the old average."
    conventions = ("the rule of thumb for momentum and Adam, not the span of finance",)
    # From 0.98 on beta / (1 - beta) is as good as right.
    givens = {"beta": grid(0.6, 0.96, 0.01), "n": choice(4, 5, 8, 10, 12, 16, 20, 25)}
    parts = (
        Part(
            "window",
            Real(),
            "Over about how many values does it average with beta = {beta}? (Two decimals.)",
        ),
        # 1 % of a beta near 1 would be as much as the whole of 1 - beta.
        Part("beta2", Real(rtol=0), "And with which beta over about n = {n} values? (Four decimals.)"),
    )
    hints = (
        "The newest value weighs 1 - beta: how many values of that weight make a whole?",
        "n = 1 / (1 - beta), and so beta = 1 - 1 / n",
    )

    def solve(self, step: Trace, beta: float, n: int) -> None:
        step("window", "1 / (1 - beta)", averages.window(beta))
        step("beta2", "1 - 1 / n", averages.beta_of_window(n))

    @slip("That is 1 / beta. What counts is what beta lacks to 1: 1 / (1 - beta).", part="window")
    def reciprocal(self, beta: float) -> float:
        return 1 / beta

    @slip("That is 1 - beta, what the newest value weighs. The window is one divided by it.", part="window")
    def newest_weight(self, beta: float) -> float:
        return 1 - beta

    @slip(
        "That is beta / (1 - beta), how many steps old the values are on average. The window is 1 / (1 - beta).",
        part="window",
    )
    def mean_age(self, beta: float) -> float:
        return beta / (1 - beta)

    @slip(
        "That is (1 + beta) / (1 - beta), the span by which finance and pandas count. This question takes "
        "1 / (1 - beta).",
        part="window",
        rival=True,
    )
    def span(self, beta: float) -> float:
        return (1 + beta) / (1 - beta)

    @slip("That is 1 / n, what the newest value weighs. beta is the rest: 1 - 1 / n.", part="beta2")
    def weight_for_beta(self, n: int) -> float:
        return 1 / n

    @slip(
        "That is n / (n + 1), for which the values are n steps old on average. The window is 1 / (1 - beta).",
        part="beta2",
    )
    def beta_of_mean_age(self, n: int) -> float:
        return n / (n + 1)

    @slip(
        "That is (n - 1) / (n + 1), for the span by which finance and pandas count. This question takes 1 - 1 / n.",
        part="beta2",
        rival=True,
    )
    def beta_of_span(self, n: int) -> float:
        return (n - 1) / (n + 1)


KINDS = (
    MovingAverage,
    AveragingWindow,
    BiasCorrection,
)
