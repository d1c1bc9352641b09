"""What kinds of the family `soft_targets` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import losses


def _smoothed(p, c, eps, C):
    t = losses.smoothed_labels(losses.one_hot(c - 1, C), eps)
    # Any other class has the same target.
    return {"t_other": t[c % C], "t_true": t[c - 1], "L": losses.cross_entropy(p, t)}


REFERENCE = {
    "label-smoothing": _smoothed,
    "kl-divergence": lambda p, q: {"D": losses.kl_divergence((p, 1 - p), (q, 1 - q))},
}

BY_HAND = [
    # 0.8 times 0.6931, and 0.1 times the sum of 1.6094 and 1.2040.
    ("label-smoothing", {"p": [0.2, 0.5, 0.3], "c": 2, "eps": 0.3}, ["0.1000", "0.8000", "0.8359"]),
    # Half of 0.6931, less half of 0.4055.
    ("kl-divergence", {"p": 0.5, "q": 0.25}, ["0.1438"]),
]
