"""What kinds of the family `initialization` must answer: by the reference, and worked out by hand."""

from nnquiz.problems.initialization import HE, LECUN
from nnquiz.reference import initialization


def _std(scheme, fan_in, fan_out):
    if scheme == LECUN:
        return initialization.lecun_std(fan_in)
    he, xavier = initialization.he_std(fan_in), initialization.xavier_std(fan_in, fan_out)
    return he if scheme == HE else xavier


def _limit(fan_in, fan_out):
    return {"r": initialization.uniform_limit(initialization.xavier_std(fan_in, fan_out))}


def _variances(n, sd, v0, L):
    v1, vL = (initialization.variance_through_layers(n, sd**2, v0, layers=layers) for layers in (1, L))
    return {"v1": v1, "vL": vL}


REFERENCE = {
    "init-variance": lambda **givens: {"v": 1000 * _std(**givens) ** 2},
    "init-std": lambda **givens: {"std": _std(**givens)},
    "xavier-uniform-limit": _limit,
    "variance-through-layers": _variances,
}

BY_HAND = [
    ("init-variance", {"scheme": "LeCun", "fan_in": 400, "fan_out": 100}, ["2.5000"]),
    ("init-variance", {"scheme": "Xavier", "fan_in": 300, "fan_out": 100}, ["5.0000"]),
    ("init-variance", {"scheme": "He", "fan_in": 40, "fan_out": 100}, ["50.0000"]),
    ("init-std", {"scheme": "He", "fan_in": 200, "fan_out": 50}, ["0.1000"]),
    ("init-std", {"scheme": "Xavier", "fan_in": 40, "fan_out": 160}, ["0.1000"]),
    ("xavier-uniform-limit", {"fan_in": 400, "fan_out": 200}, ["0.1000"]),
    ("variance-through-layers", {"n": 100, "sd": 0.12, "v0": 0.5, "L": 4}, ["0.7200", "2.1499"]),
]
