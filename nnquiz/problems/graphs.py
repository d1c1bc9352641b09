"""Kinds about the chain rule on a graph."""

from collections.abc import Callable, Mapping
from itertools import permutations
from types import MappingProxyType

from flashcards.problems.answers import Integer, Real, Vector
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import activations
from nnquiz.reference.arrays import Array

Row = tuple[float, ...]


class ChainRuleTwoPaths(Kind):
    """The derivative by a value that reaches the result along two paths."""

    name = "chain-rule-two-paths"
    topic = "propagation"
    level = 2
    ask = "f = q * z + x^2 with q = {c} * x + y, and x = {x}, y = {y}, z = {z}. What is df/dx there?"
    givens = {
        "c": ints(2, 5),
        "x": ints(-4, 4, avoid=[0]),
        "y": ints(-4, 4, avoid=[0]),
        "z": ints(-4, 4, avoid=[0]),
    }
    parts = (Part("df/dx", Integer()),)
    hints = (
        "In how many places does x come in, and what becomes of their effects?",
        "Multiply along each path from x to f, then add the paths.",
        "df/dx = df/dq * dq/dx + 2x, with df/dq = z",
    )
    derivative_in = "x"

    def fits(self, c: int, x: int, z: int) -> bool:
        # Otherwise different slips give the same.
        return c * z not in {x + z, 2 * x + z}

    def primitive(self, c: int, x: float, y: int, z: int) -> float:
        return (c * x + y) * z + x**2

    def solve(self, step: Trace, c: int, x: int, z: int) -> None:
        along_q = step("along_q", "z * c", z * c)
        along_square = step("along_square", "2 * x", 2 * x)
        step("df/dx", "along_q + along_square", along_q + along_square)

    @slip("That is the path through q alone. x comes in by its square as well: add 2x.")
    def square_forgotten(self, c: int, z: int) -> int:
        return c * z

    @slip("The square's derivative lacks its factor 2: of x^2 it is 2x.")
    def factor_two_lost(self, c: int, x: int, z: int) -> int:
        return c * z + x

    @slip("The paths are multiplied. Along one path factors multiply; different paths add.")
    def paths_multiplied(self, c: int, x: int, z: int) -> int:
        return c * z * 2 * x

    @slip("The path through q lacks dq/dx, the factor before x. It is df/dq * dq/dx.")
    def inner_derivative_lost(self, x: int, z: int) -> int:
        return z + 2 * x


#: The derivatives of a gate of two inputs by each of them.
Locals = Callable[[float, float], tuple[float, float]]
LOCALS: Mapping[str, Locals] = MappingProxyType(
    {
        "+": lambda _u, _v: (1, 1),
        "*": lambda u, v: (v, u),
        "max": lambda u, v: (1, 0) if u > v else (0, 1),
    }
)
FORWARD: Mapping[str, Callable[[float, float], float]] = MappingProxyType(
    {"+": lambda u, v: u + v, "*": lambda u, v: u * v, "max": max}
)


def _node(gate: str, u: str, v: str) -> str:
    return f"max({u}, {v})" if gate == "max" else f"{u} {gate} {v}"


#: Every gate once, for p, q and r. The last is no maximum: that would cut one of the others off.
GATES = {
    f"p = {_node(left, 'w', 'x')}, q = {_node(right, 'y', 'z')}, r = {_node(last, 'p', 'q')}": (
        left,
        right,
        last,
    )
    for left, right, last in permutations(LOCALS)
    if last != "max"
}


class GateGradients(Kind):
    """A gradient sent back through a sum, a product and a maximum."""

    name = "gate-gradients"
    topic = "propagation"
    level = 2
    ask = (
        "{graph}, with w = {w}, x = {x}, y = {y}, z = {z}. The gradient g = dL/dr = {g} comes "
        "back. What are dL/dw, dL/dx, dL/dy and dL/dz?"
    )
    conventions = ("four numbers, in this order; dw is short for dL/dw, and so on",)
    givens = {
        "graph": choice(*GATES),
        "w": ints(-4, 4, avoid=[0]),
        "x": ints(-4, 4, avoid=[0]),
        "y": ints(-4, 4, avoid=[0]),
        "z": ints(-4, 4, avoid=[0]),
        # Half of 2 is 1, as if nothing came back.
        "g": ints(-4, 5, avoid=[-1, 0, 1, 2]),
    }
    parts = (Part("gradients", Vector()),)
    hints = (
        "First the values of p and q; then what each of the three gates does to a gradient on the way back.",
        "A sum hands the gradient on, a product swaps its inputs, a maximum lets only the larger one have it.",
        "u + v: g and g; u * v: g v and g u; max(u, v): g for the larger, 0 for the other",
    )

    def fits(self, graph: str, w: int, x: int, y: int, z: int) -> bool:
        left, right, _ = GATES[graph]
        p, q = FORWARD[left](w, x), FORWARD[right](y, z)
        # Equal inputs would tie a maximum, and make a product's swap invisible; 0 would cut off what is before.
        return w != x and y != z and p != q and 0 not in (p, q)

    def solve(self, step: Trace, graph: str, w: int, x: int, y: int, z: int, g: int) -> None:
        left, right, last = GATES[graph]
        p = step("p", _node(left, "w", "x"), FORWARD[left](w, x))
        q = step("q", _node(right, "y", "z"), FORWARD[right](y, z))
        values = {"p": p, "q": q, "w": w, "x": x, "y": y, "z": z}
        back = {"g": g}
        for gate, u, v, incoming in ((last, "p", "q", "g"), (left, "w", "x", "dp"), (right, "y", "z", "dq")):
            formulas = _backward_texts(gate, u, v, incoming, values)
            factors = LOCALS[gate](values[u], values[v])
            for name, formula, factor in zip((u, v), formulas, factors, strict=True):
                back[f"d{name}"] = step(f"d{name}", formula, back[incoming] * factor)
        step("gradients", "all four in order", tuple(float(back[f"d{name}"]) for name in "wxyz"))

    @slip("The product hands back its inputs unswapped. Each gets the gradient times the other one.")
    def product_unswapped(self, graph: str, w: int, x: int, y: int, z: int, g: int) -> Row:
        return _gradients(graph, (w, x, y, z), g, {"*": lambda u, v: (u, v)})

    @slip("The maximum hands its gradient to both inputs. Only the larger one gets it; the other gets 0.")
    def maximum_to_both(self, graph: str, w: int, x: int, y: int, z: int, g: int) -> Row:
        return _gradients(graph, (w, x, y, z), g, {"max": lambda _u, _v: (1, 1)})

    @slip("The sum splits its gradient in halves. Each input of a sum gets all of it.")
    def sum_in_halves(self, graph: str, w: int, x: int, y: int, z: int, g: int) -> Row:
        return _gradients(graph, (w, x, y, z), g, {"+": lambda _u, _v: (0.5, 0.5)})

    @slip("That begins with 1 at r. What comes back there is g, and it multiplies all four.")
    def incoming_lost(self, graph: str, w: int, x: int, y: int, z: int) -> Row:
        return _gradients(graph, (w, x, y, z), 1, {})


def _gradients(graph: str, inputs: Row, g: float, wrong: Mapping[str, Locals]) -> Row:
    """The gradients by all four inputs, with some gates' derivatives taken wrongly."""
    rules = {**LOCALS, **wrong}
    left, right, last = GATES[graph]
    w, x, y, z = inputs
    dp, dq = (g * one for one in rules[last](FORWARD[left](w, x), FORWARD[right](y, z)))
    return (
        *(dp * one for one in rules[left](w, x)),
        *(dq * one for one in rules[right](y, z)),
    )


def _backward_texts(gate: str, u: str, v: str, incoming: str, values: Mapping[str, float]) -> tuple[str, str]:
    """How a person writes what a gate hands back to its inputs u and v."""
    if gate == "*":
        return f"{incoming} * {v}", f"{incoming} * {u}"
    if gate == "+":
        return incoming, incoming
    return (incoming, "0") if values[u] > values[v] else ("0", incoming)


class NeuronGradients(Kind):
    """A gradient sent back through a sigmoid neuron with one input."""

    name = "neuron-gradients"
    topic = "propagation"
    level = 2
    ask = (
        "A sigmoid neuron a = sigmoid(w x + b) has w = {w}, x = {x} and b = {b}. The gradient g = dL/da = {g} comes "
        "back."
    )
    conventions = ("db is short for dL/db, and likewise dw and dx",)
    givens = {
        "w": grid(-2, 2, 0.1, avoid=[-1, 0, 1]),
        "x": grid(-2, 2, 0.5, avoid=[-1, 0, 1]),
        "b": grid(-1, 1, 0.1, avoid=[0]),
        "g": grid(-3, 3, 0.5, avoid=[-1, 0, 1]),
    }
    parts = (
        Part("db", Real(), "What is db?"),
        Part("dw", Real(), "What is dw?"),
        Part("dx", Real(), "And dx?"),
    )
    hints = (
        "With z = w x + b there are two links: from a to z, and from z to each of the three.",
        "All three share dL/dz = g * a (1 - a); what are the derivatives of z by b, w and x?",
        "db = g * a (1 - a), dw = db * x, dx = db * w",
    )
    derivative_in = "b"

    def primitive(self, w: float, x: float, b: float, g: float) -> Array:
        return g * activations.sigmoid(w * x + b)

    def fits(self, w: float, x: float, b: float) -> bool:
        # Further out a (1 - a) hangs on the last digit of a; where w is about x, a swap is no slip.
        return abs(w * x + b) <= 2 and abs(w - x) >= 0.3

    def solve(self, step: Trace, w: float, x: float, b: float, g: float) -> None:
        z = step("z", "w * x + b", w * x + b)
        a = step("a", "1 / (1 + e^(-z))", activations.sigmoid(z))
        db = step("db", "g * a * (1 - a)", g * a * (1 - a))
        step("dw", "db * x", db * x)
        step("dx", "db * w", db * w)

    @slip(
        "That is g as it came. On the way back through the sigmoid it is multiplied by a (1 - a).", part="db"
    )
    def sigmoid_skipped(self, g: float) -> float:
        return g

    @slip("That is g * a, with the sigmoid itself. The way back takes its derivative, a (1 - a).", part="db")
    def value_for_derivative(self, w: float, x: float, b: float, g: float) -> Array:
        return g * activations.sigmoid(w * x + b)

    @slip("That is a (1 - a), da/db alone. The chain rule multiplies it by dL/da.", part="db")
    def local_alone(self, w: float, x: float, b: float) -> Array:
        return activations.sigmoid_prime(w * x + b)

    @slip("That is g * z (1 - z). The sigmoid's derivative is a (1 - a), of its output.", part="db")
    def input_for_output(self, w: float, x: float, b: float, g: float) -> float:
        z = w * x + b
        return g * z * (1 - z)

    @slip("That is db * w. The derivative of w x + b by w is x.", part="dw")
    def times_weight(self, w: float, db: float) -> float:
        return db * w

    @slip("That is g * x: the sigmoid's derivative is missing. dw = g * a (1 - a) * x.", part="dw")
    def sigmoid_skipped_to_weight(self, x: float, g: float) -> float:
        return g * x

    @slip("That is db itself. The derivative of w x + b by w is x, and by b it is 1.", part="dw")
    def input_lost(self, db: float) -> float:
        return db

    @slip("That is db * x. The derivative of w x + b by x is w.", part="dx")
    def times_input(self, x: float, db: float) -> float:
        return db * x

    @slip("That is g * w: the sigmoid's derivative is missing. dx = g * a (1 - a) * w.", part="dx")
    def sigmoid_skipped_to_input(self, w: float, g: float) -> float:
        return g * w

    @slip("That is db itself. The derivative of w x + b by x is w, and by b it is 1.", part="dx")
    def weight_lost(self, db: float) -> float:
        return db


KINDS = (
    ChainRuleTwoPaths,
    GateGradients,
    NeuronGradients,
)
