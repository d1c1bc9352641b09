"""What kinds of the family `lstm` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import recurrence


def _state(f, i, o, g, c0):
    done = recurrence.lstm_state(i, f, g, o, c0)
    return {"c": done.c, "h": done.h}


def _step(zf, zi, zg, zo, c0):
    # Without inputs, each sum is its own bias.
    done = recurrence.lstm_cell([0], [0], [c0], [[0]] * 4, [[0]] * 4, [zi, zf, zg, zo])
    return {name: value[0] for name, value in done._asdict().items()}


REFERENCE = {"lstm-state": _state, "lstm-step": _step}

BY_HAND = [
    # 0.8 * 1.5 + 0.4 * 0.5 = 1.4, and 0.7 tanh(1.4) = 0.7 * 0.88535
    ("lstm-state", {"f": 0.8, "i": 0.4, "o": 0.7, "g": 0.5, "c0": 1.5}, ["1.4000", "0.6197"]),
    # 0.76852 * 1.5 + 0.37754 * 0.46212 = 1.32726, and 0.66819 * tanh(1.32726) = 0.66819 * 0.86858
    (
        "lstm-step",
        {"zf": 1.2, "zi": -0.5, "zg": 0.5, "zo": 0.7, "c0": 1.5},
        ["0.7685", "0.3775", "0.4621", "0.6682", "1.3273", "0.5804"],
    ),
]
