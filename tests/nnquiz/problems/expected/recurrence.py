"""What kinds of the family `recurrence` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import recurrence


def _one(x, h0, w, u, b):
    return {"h1": recurrence.rnn_cell([x], [h0], [[w]], [[u]], [b])[0]}


def _two(x1, x2, w, u, b):
    states = recurrence.rnn([[x1], [x2]], [0], [[w]], [[u]], [b])
    return {"h1": states[0, 0], "h2": states[1, 0]}


def _backward(x, h0, u, h1, dh1):
    back = recurrence.rnn_cell_backward([dh1], [x], [h0], [h1], [[1]], [[u]])
    return {"dz": back.db[0], "du": back.dU[0, 0], "dh0": back.dh[0]}


REFERENCE = {"rnn-step": _one, "rnn-two-steps": _two, "rnn-step-backward": _backward}

BY_HAND = [
    # tanh(0.5 * 1.2 - 0.8 * 0.5 + 0.3) = tanh(0.5)
    ("rnn-step", {"x": 1.2, "h0": 0.5, "w": 0.5, "u": -0.8, "b": 0.3}, ["0.4621"]),
    # tanh(0.5 * 1.4 + 0.3) = tanh(1), then tanh(0.5 * -1.2 - 0.8 * 0.7616 + 0.3) = tanh(-0.9093)
    (
        "rnn-two-steps",
        {"x1": 1.4, "x2": -1.2, "w": 0.5, "u": -0.8, "b": 0.3},
        ["0.7616", "-0.7208"],
    ),
    (
        "rnn-step-backward",
        {"x": 1.5, "h0": -0.3, "u": 0.8, "h1": 0.6, "dh1": 2.5},
        ["1.6000", "-0.4800", "1.2800"],
    ),
]
