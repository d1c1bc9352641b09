"""What kinds of the family `schedules` must answer: by the reference, and worked out by hand."""

import numpy as np

from nnquiz.reference import schedules


def _exponential(lr0, gamma, t):
    lr = schedules.exponential_decay(lr0, t, gamma=gamma)
    # The power of e that falls as fast, from the rates themselves.
    return {"lr": lr, "k": np.log(lr0 / lr) / t}


def _warm_up_cosine(peak, W, T, early, late):
    lr1, lr2 = schedules.warm_up_then_cosine(peak, [early, late], W=W, T=T)
    return {"lr1": lr1, "lr2": lr2}


REFERENCE = {
    "one-over-t-decay": lambda lr0, k, t: {"lr": schedules.inverse_time_decay(lr0, t, k=k)},
    "step-decay": lambda lr0, factor, every, t: {
        "lr": schedules.step_decay(lr0, t, factor=factor, every=every)
    },
    "exponential-decay": _exponential,
    "cosine-decay": lambda lr0, T, t: {"lr": schedules.cosine_decay(lr0, t, T=T)},
    "warm-up-cosine": _warm_up_cosine,
}

BY_HAND = [
    ("one-over-t-decay", {"lr0": 0.6, "k": 0.5, "t": 4}, ["0.2000"]),
    ("step-decay", {"lr0": 0.4, "factor": 0.5, "every": 10, "t": 25}, ["0.1000"]),
    ("exponential-decay", {"lr0": 0.8, "gamma": 0.5, "t": 3}, ["0.1000", "0.6931"]),
    ("cosine-decay", {"lr0": 0.4, "T": 60, "t": 20}, ["0.3000"]),
    ("cosine-decay", {"lr0": 0.4, "T": 60, "t": 40}, ["0.1000"]),
    ("warm-up-cosine", {"peak": 0.8, "W": 30, "T": 120, "early": 6, "late": 60}, ["0.1600", "0.6000"]),
]
