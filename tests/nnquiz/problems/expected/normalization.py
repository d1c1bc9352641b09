"""What kinds of the family `normalization` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import normalization


def _train(x, gamma, beta):
    done = normalization.batch_norm(x, gamma, beta)
    return {"var": done.var, "y": done.y}


def _running(mean0, var0, m, mean, var, momentum):
    return {
        "mean1": normalization.running_average(mean0, mean, momentum=momentum),
        "var1": normalization.running_average(var0, var * m / (m - 1), momentum=momentum),
    }


REFERENCE = {
    "batch-norm-train": _train,
    "batch-norm-inference": lambda **givens: {"y": normalization.batch_norm_inference(**givens)},
    "batch-norm-running": _running,
    "layer-norm": lambda X, i: {"y": normalization.layer_norm(X, 1, 0).y[i - 1]},
}

BY_HAND = [
    (
        "batch-norm-train",
        {"x": [1, 3, 5, 7], "gamma": 2, "beta": 0.5},
        ["5.0000", "[-2.1833, -0.3944, 1.3944, 3.1833]"],
    ),
    ("batch-norm-inference", {"x": 4, "mean": 1, "var": 4, "gamma": 1.5, "beta": -0.3}, ["1.9500"]),
    (
        "batch-norm-running",
        {"mean0": 1, "var0": 1, "m": 5, "mean": 3, "var": 4, "momentum": 0.1},
        ["1.2000", "1.4000"],
    ),
    (
        "layer-norm",
        {"X": [[1, 3, 5, 7], [2, -1, 0, 3], [4, 4, -2, 6]], "i": 1},
        ["[-1.3416, -0.4472, 0.4472, 1.3416]"],
    ),
]
