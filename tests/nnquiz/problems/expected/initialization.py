"""What kinds of the family `initialization` must answer: by the reference, and worked out by hand."""

from nnquiz.problems.initialization import HE
from nnquiz.reference import initialization


def _std(scheme, fan_in, fan_out):
    he, xavier = initialization.he_std(fan_in), initialization.xavier_std(fan_in, fan_out)
    return {"std": he if scheme == HE else xavier}


REFERENCE = {
    "init-std": _std,
}

BY_HAND = [
    ("init-std", {"scheme": "He", "fan_in": 200, "fan_out": 50}, ["0.1000"]),
    ("init-std", {"scheme": "Xavier", "fan_in": 40, "fan_out": 160}, ["0.1000"]),
]
