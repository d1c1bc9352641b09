"""What kinds of the family `adamw` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import optimizers


def _adamw(w0, g, lr, wd):
    done = optimizers.adamw(0, 0, w0, g, t=1, lr=lr, beta1=0.9, beta2=0.999, decay=wd)
    # Without a gradient the decay is all that is left.
    still = optimizers.adamw(0, 0, w0, 0, t=1, lr=lr, beta1=0.9, beta2=0.999, decay=wd, epsilon=1)
    return {"decayed": still.w, "w1": done.w}


REFERENCE = {"adamw-step": _adamw}

BY_HAND = [
    ("adamw-step", {"w0": 2, "g": -0.5, "lr": 0.1, "wd": 0.2}, ["1.9600", "2.0600"]),
]
