"""Kinds about learning rates that change in the course of training."""

import math

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import schedules
from nnquiz.reference.arrays import Array

# Below it three decimals would tell too little.
SMALLEST_RATE = 0.02


class OneOverTDecay(Kind):
    """1/t decay of the learning rate."""

    name = "one-over-t-decay"
    topic = "schedules"
    level = 2
    ask = (
        "A learning rate starts at lr0 = {lr0} and falls by 1/t decay with the decay rate k = {k}. What is it "
        "in epoch t = {t}?"
    )
    conventions = ("epochs are counted from 0, and in epoch 0 the rate is still lr0",)
    givens = {"lr0": grid(0.2, 0.9, 0.1), "k": grid(0.1, 0.9, 0.1), "t": ints(2, 9)}
    parts = (Part("lr", Real()),)
    hints = (
        "The divisor grows by k with each epoch. What must it be in epoch 0?",
        "lr = lr0 / (1 + k * t)",
    )

    def fits(self, k: float, t: int) -> bool:
        # Nearer to 0 nothing has decayed, and far above the 1 hardly counts.
        return 0.3 <= k * t <= 5

    def solve(self, step: Trace, lr0: float, k: float, t: int) -> None:
        divisor = step("divisor", "1 + k * t", 1 + k * t)
        step("lr", "lr0 / divisor", lr0 / divisor)

    @slip("The 1 in the divisor is missing: in epoch 0 you would divide by 0. It is lr0 / (1 + k t).")
    def one_lost(self, lr0: float, k: float, t: int) -> float:
        return lr0 / (k * t)

    @slip(
        "That divides the rate by 1 + k again in every epoch. It is lr0 itself that is divided, once: by 1 + k t."
    )
    def compounded(self, lr0: float, k: float, t: int) -> float:
        return lr0 / (1 + k) ** t

    @slip("That is exponential decay, lr0 e^(-k t). 1/t decay divides by 1 + k t.")
    def exponential(self, lr0: float, k: float, t: int) -> float:
        return lr0 * math.exp(-k * t)

    @slip("The decay rate is missing: that is lr0 / (1 + t). The divisor is 1 + k t.")
    def rate_lost(self, lr0: float, t: int) -> float:
        return lr0 / (1 + t)


class ExponentialDecay(Kind):
    """Exponential decay of the learning rate, in both of its forms."""

    name = "exponential-decay"
    topic = "schedules"
    level = 2
    ask = "A learning rate starts at lr0 = {lr0} and is multiplied by gamma = {gamma} after every epoch."
    givens = {
        "lr0": grid(0.2, 0.9, 0.1),
        "gamma": grid(0.5, 0.9, 0.01),
        "t": ints(3, 9),
    }
    parts = (
        Part("lr", Real(), "What is it after {t} epochs?"),
        Part("k", Real(), "The same decay can be written lr0 * e^(-k t). What is k?"),
    )
    hints = (
        "How often has the rate been multiplied by then?",
        "For the second: which power of e is the factor gamma of one epoch?",
        "lr = lr0 * gamma^t; e^(-k) = gamma",
    )

    def fits(self, lr0: float, gamma: float, t: int) -> bool:
        return lr0 * gamma**t >= SMALLEST_RATE

    def solve(self, step: Trace, lr0: float, gamma: float, t: int) -> None:
        step("lr", "lr0 * gamma^t", schedules.exponential_decay(lr0, t, gamma=gamma))
        step("k", "-ln(gamma)", -math.log(gamma))

    @slip(
        "That is linear, with the same difference each time. The factor is the same: lr0 gamma^t.", part="lr"
    )
    def linear(self, lr0: float, gamma: float, t: int) -> float:
        return lr0 * (1 - (1 - gamma) * t)

    @slip("That has a factor too few: after t epochs there have been t of them.", part="lr")
    def one_too_few(self, lr0: float, gamma: float, t: int) -> float:
        return lr0 * gamma ** (t - 1)

    @slip("That is lr0 gamma t. The factors are multiplied with each other: gamma^t.", part="lr")
    def times_t(self, lr0: float, gamma: float, t: int) -> float:
        return lr0 * gamma * t

    @slip("That is 1/t decay. Here the rate is multiplied by gamma each time: lr0 gamma^t.", part="lr")
    def one_over_t(self, lr0: float, gamma: float, t: int) -> float:
        return lr0 / (1 + (1 - gamma) * t)

    @slip(
        "That is 1 - gamma, which comes near k only where gamma is near 1. Solve e^(-k) = gamma: k = -ln(gamma).",
        part="k",
    )
    def one_minus(self, gamma: float) -> float:
        return 1 - gamma

    @slip("That is -log10(gamma), for powers of 10. With powers of e it is the natural logarithm.", part="k")
    def common_logarithm(self, gamma: float) -> float:
        return -math.log10(gamma)

    @slip("That is k t, the whole exponent after these epochs. k is that of one epoch.", part="k")
    def whole_exponent(self, gamma: float, t: int) -> float:
        return -t * math.log(gamma)


class StepDecay(Kind):
    """Step decay of the learning rate."""

    name = "step-decay"
    topic = "schedules"
    level = 2
    ask = (
        "A learning rate starts at lr0 = {lr0} and is multiplied by the factor {factor} after every {every} "
        "epochs. What is it after {t} epochs?"
    )
    givens = {
        "lr0": grid(0.2, 0.9, 0.1),
        "factor": choice(0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
        "every": ints(6, 14),
        "t": ints(20, 60),
    }
    parts = (Part("lr", Real()),)
    hints = (
        "How many times has the rate dropped by then? Between the drops it stays the same.",
        "lr = lr0 * factor^drops, where drops is the whole part of t / every",
    )

    def fits(self, lr0: float, factor: float, every: int, t: int) -> bool:
        # Well inside a plateau: it must not matter from where epochs are counted.
        return (
            2 <= t // every <= 5
            and 1 < t % every < every - 1
            and lr0 * factor ** (t // every) >= SMALLEST_RATE
        )

    def solve(self, step: Trace, lr0: float, factor: float, every: int, t: int) -> None:
        drops = step("drops", "whole part of t / every", t // every)
        step("lr", "lr0 * factor^drops", lr0 * factor**drops)

    @slip("That falls all the time, with a fractional exponent. The rate stays constant until the next drop.")
    def smooth(self, lr0: float, factor: float, every: int, t: int) -> float:
        return float(lr0 * factor ** (t / every))

    @slip("That has a drop too many: count only those that have come, rounding t / every down.")
    def one_too_many(self, lr0: float, factor: float, every: int, t: int) -> float:
        return float(lr0 * factor ** (t // every + 1))

    @slip("That has only the first drop. Each of them multiplies once more: lr0 factor^drops.")
    def one_drop(self, lr0: float, factor: float) -> float:
        return lr0 * factor

    @slip("That is lr0 * factor * drops. The factors are multiplied with each other: factor^drops.")
    def times_drops(self, lr0: float, factor: float, every: int, t: int) -> float:
        return lr0 * factor * (t // every)


class CosineDecay(Kind):
    """Cosine decay of the learning rate."""

    name = "cosine-decay"
    topic = "schedules"
    level = 3
    ask = (
        "A learning rate falls by cosine decay from lr0 = {lr0} at the start to 0 at step T = {T}. What is it "
        "at step t = {t}?"
    )
    conventions = ("half a cosine wave, without restarts",)
    givens = {"lr0": grid(0.2, 0.9, 0.1), "T": choice(60, 80, 100, 120), "t": ints(7, 106)}
    parts = (Part("lr", Real()),)
    hints = (
        "The cosine runs from 1 to -1. What has to be added, and then halved, to run from 1 to 0?",
        "lr = lr0 * (1 + cos(pi * t / T)) / 2, with the angle in radians",
    )

    def fits(self, lr0: float, T: int, t: int) -> bool:
        # At the ends and in the middle a straight line does as well.
        near = any(abs(t / T - place) < 0.1 for place in (0, 0.5, 1))
        return t < T and not near and float(schedules.cosine_decay(lr0, t, T=T)) >= SMALLEST_RATE

    def solve(self, step: Trace, lr0: float, T: int, t: int) -> None:
        cosine = step("cosine", "cos(pi * t / T)", math.cos(math.pi * t / T))
        step("lr", "lr0 * (1 + cosine) / 2", lr0 * (1 + cosine) / 2)

    @slip("That comes of a calculator that takes degrees. The angle pi t / T is in radians.")
    def degrees(self, lr0: float, T: int, t: int) -> float:
        return lr0 * (1 + math.cos(math.radians(math.pi * t / T))) / 2

    @slip("The half is missing: at the start that gives 2 lr0. It is lr0 (1 + cos) / 2.")
    def half_lost(self, lr0: float, T: int, t: int) -> float:
        return lr0 * (1 + math.cos(math.pi * t / T))

    @slip("That is a straight line. Cosine decay is slow at both ends: lr0 (1 + cos(pi t / T)) / 2.")
    def straight_line(self, lr0: float, T: int, t: int) -> float:
        return lr0 * (1 - t / T)

    @slip("That is a quarter of a wave, lr0 cos(pi t / (2 T)). It takes half a wave, moved up and halved.")
    def quarter_wave(self, lr0: float, T: int, t: int) -> float:
        return lr0 * math.cos(math.pi * t / (2 * T))


class WarmUpCosine(Kind):
    """A rate that warms up and then falls."""

    name = "warm-up-cosine"
    topic = "schedules"
    level = 3
    ask = (
        "Over the first W = {W} steps a learning rate rises in a straight line from 0 at step 0 to its peak, {peak}. "
        "From there it falls by cosine decay, half a wave, to 0 at step T = {T}."
    )
    givens = {
        "peak": grid(0.2, 0.9, 0.1),
        "W": choice(20, 25, 30, 40),
        "T": choice(100, 120, 150),
        "early": ints(3, 19),
        "late": ints(30, 130),
    }
    parts = (
        Part("lr1", Real(), "What is it at step {early}?"),
        Part("lr2", Real(), "And at step {late}?"),
    )
    hints = (
        "Is the step before or after the peak? From where on does the cosine count?",
        "Before: peak * step / W. After: peak * (1 + cos(pi * p)) / 2, with p = (step - W) / (T - W)",
    )

    def fits(self, peak: float, W: int, T: int, early: int, late: int) -> bool:
        p = (late - W) / (T - W)
        is_inside = 0.1 <= p <= 0.9 and abs(p - 0.5) >= 0.1
        rates = schedules.warm_up_then_cosine(peak, [early, late], W=W, T=T)
        return is_inside and min(rates) >= SMALLEST_RATE

    def solve(self, step: Trace, peak: float, W: int, T: int, early: int, late: int) -> None:
        step("lr1", "peak * early / W", peak * early / W)
        p = step("p", "(late - W) / (T - W)", (late - W) / (T - W))
        cosine = step("cosine", "cos(pi * p)", math.cos(math.pi * p))
        step("lr2", "peak * (1 + cosine) / 2", peak * (1 + cosine) / 2)

    @slip("That divides by T. Warm-up is over after W steps: peak * step / W.", part="lr1")
    def all_steps(self, peak: float, T: int, early: int) -> float:
        return peak * early / T

    @slip(
        "That is the cosine decay, before it has begun. Up to step W the rate rises in a straight line.",
        part="lr1",
    )
    def decays_already(self, peak: float, T: int, early: int) -> Array:
        return schedules.cosine_decay(peak, early, T=T)

    @slip("That falls from the peak. While it warms up, the rate rises from 0: peak * step / W.", part="lr1")
    def falls(self, peak: float, W: int, early: int) -> float:
        return peak * (1 - early / W)

    @slip("That counts the cosine from step 0. It starts at the peak: p = (step - W) / (T - W).", part="lr2")
    def from_step_0(self, peak: float, T: int, late: int) -> Array:
        return schedules.cosine_decay(peak, late, T=T)

    @slip("That counts from the peak, but divides by T. The decay has T - W steps.", part="lr2")
    def divided_by_all(self, peak: float, W: int, T: int, late: int) -> Array:
        return schedules.cosine_decay(peak, late - W, T=T)

    @slip("That is a straight line down from the peak. The decay is half a cosine wave.", part="lr2")
    def straight_line(self, peak: float, W: int, T: int, late: int) -> float:
        return peak * (1 - (late - W) / (T - W))

    @slip(
        "The half is missing: at the peak that gives twice the rate. It is peak (1 + cos(pi p)) / 2.",
        part="lr2",
    )
    def half_lost(self, peak: float, W: int, T: int, late: int) -> Array:
        return 2 * schedules.cosine_decay(peak, late - W, T=T - W)


KINDS = (
    OneOverTDecay,
    StepDecay,
    ExponentialDecay,
    CosineDecay,
    WarmUpCosine,
)
