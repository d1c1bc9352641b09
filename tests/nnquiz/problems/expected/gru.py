"""What kinds of the family `gru` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import recurrence


def _step(zr, zz, a, u, b, h0):
    done = recurrence.gru_cell([0], [h0], [[0]] * 3, [[0], [0], [u]], [zr, zz, a], [0, 0, b])
    return {"r": done.r[0], "z": done.z[0], "n": done.n[0], "h1": done.h[0]}


REFERENCE = {
    "gru-state": lambda z, n, h0: {"h1": recurrence.gru_state(z, n, h0)},
    "gru-step": _step,
}

BY_HAND = [
    ("gru-state", {"z": 0.7, "n": -0.4, "h0": 0.8}, ["0.4400"]),
    # n = tanh(0.5 + 0.76852 * (-0.8 * 0.5 + 0.6)) = tanh(0.65370) = 0.57416
    (
        "gru-step",
        {"zr": 1.2, "zz": -0.5, "a": 0.5, "u": -0.8, "b": 0.6, "h0": 0.5},
        ["0.7685", "0.3775", "0.5742", "0.5462"],
    ),
]
