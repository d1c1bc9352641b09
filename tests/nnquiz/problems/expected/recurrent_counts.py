"""What kinds of the family `recurrent_counts` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import counts

REFERENCE = {
    "rnn-parameters": lambda d, h, T: {"total": counts.rnn_parameters(d, h)},
    "lstm-parameters": lambda d, h: {"total": counts.lstm_parameters(d, h)},
    "gru-parameters": lambda d, h: {"total": counts.gru_parameters(d, h)},
}

BY_HAND = [
    ("rnn-parameters", {"d": 4, "h": 6}, ["66"]),
    ("lstm-parameters", {"d": 4, "h": 6}, ["264"]),
    ("gru-parameters", {"d": 4, "h": 6}, ["198"]),
]
