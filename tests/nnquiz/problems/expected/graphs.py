"""What kinds of the family `graphs` must answer: by the reference, and worked out by hand."""

from nnquiz.problems.graphs import GATES
from nnquiz.reference import graphs

FORWARD = {"+": lambda u, v: u + v, "*": lambda u, v: u * v, "max": max}
BACKWARD = {"+": graphs.add_backward, "*": graphs.multiply_backward, "max": graphs.max_backward}


def _two_paths(c, x, y, z):
    dq, _ = graphs.multiply_backward(c * x + y, z, 1)
    _, by_product = graphs.multiply_backward(c, x, dq)
    return {"df/dx": by_product + sum(graphs.multiply_backward(x, x, 1))}


def _routed(graph, w, x, y, z, g):
    left, right, last = GATES[graph]
    dp, dq = BACKWARD[last](FORWARD[left](w, x), FORWARD[right](y, z), g)
    dw, dx = BACKWARD[left](w, x, dp)
    dy, dz = BACKWARD[right](y, z, dq)
    return {"gradients": [dw, dx, dy, dz]}


def _neuron(w, x, b, g):
    done = graphs.sigmoid_neuron_backward([w], [x], b, g)
    return {"db": done.b, "dw": done.w, "dx": done.x}


REFERENCE = {
    "chain-rule-two-paths": _two_paths,
    "gate-gradients": _routed,
    "neuron-gradients": _neuron,
}

BY_HAND = [
    # 3 z + 2 x
    ("chain-rule-two-paths", {"c": 3, "x": -2, "y": 1, "z": 4}, ["8"]),
    (
        "gate-gradients",
        # p = -6 and q = 4; the sum hands 4 to both, and the product 4 * -2 to w and 4 * 3 to x.
        {"graph": "p = w * x, q = max(y, z), r = p + q", "w": 3, "x": -2, "y": 4, "z": -1, "g": 4},
        ["[-8, 12, 4, 0]"],
    ),
    (
        "gate-gradients",
        # p = 1 and q = -2, so that 3 * -2 comes to the sum and 3 * 1 to the maximum.
        {"graph": "p = w + x, q = max(y, z), r = p * q", "w": 4, "x": -3, "y": -4, "z": -2, "g": 3},
        ["[-6, -6, 0, 3]"],
    ),
    # z = 1, a = 0.73106, a (1 - a) = 0.19661
    (
        "neuron-gradients",
        {"w": 0.4, "x": 2, "b": 0.2, "g": -2},
        ["-0.3932", "-0.7864", "-0.1573"],
    ),
]
