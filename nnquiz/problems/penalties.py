"""Kinds about penalties on weights."""

from flashcards.problems.answers import Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, grid
from flashcards.problems.tracing import Trace
from nnquiz.reference import gradients
from nnquiz.reference.arrays import Array


class L2Gradient(Kind):
    """The gradient with an L2 penalty in the cost."""

    name = "l2-gradient"
    topic = "regularization"
    level = 2
    ask = (
        "A weight is w = {w}, and the gradient of the plain cost by it is dw = {dw}. With lam = {lam} and m = {m} "
        "examples, what is the gradient of the cost with its L2 penalty?"
    )
    conventions = ("the penalty is lam / (2m) times the sum of the squared weights",)
    givens = {
        "w": grid(-3, 3, 0.1, avoid=[-1, 0, 1]),
        "dw": grid(-1, 1, 0.1, avoid=[0]),
        "lam": choice(0.5, 1, 2, 3),
        "m": choice(4, 5, 8, 10, 20),
    }
    parts = (Part("total", Real()),)
    hints = (
        "The penalty has a derivative by w of its own: what becomes of the 2?",
        "dw + lam / m * w",
    )

    def fits(self, w: float, lam: float, m: int) -> bool:
        return abs(lam / m * w) >= 0.05

    def solve(self, step: Trace, w: float, dw: float, lam: float, m: int) -> None:
        decay = step("decay", "lam / m * w", lam / m * w)
        step("total", "dw + decay", dw + decay)

    @slip("That adds lam / (2m) * w. The derivative of w^2 is 2w, which takes the 2 away: lam / m * w.")
    def half_kept(self, w: float, dw: float, lam: float, m: int) -> float:
        return dw + lam / (2 * m) * w

    @slip(
        "That adds lam * w, right for a penalty of lam / 2 times the sum, as PyTorch's weight_decay has it. "
        "This question divides by m.",
        rival=True,
    )
    def no_examples(self, w: float, dw: float, lam: float) -> float:
        return dw + lam * w

    @slip("That adds the penalty itself. The gradient gets its derivative, lam / m * w.")
    def penalty_itself(self, w: float, dw: float, lam: float, m: int) -> float:
        return dw + lam / (2 * m) * w**2

    @slip("That subtracts lam / m * w. The gradient gets it added; it is the step that subtracts.")
    def subtracted(self, w: float, dw: float, lam: float, m: int) -> Array:
        return gradients.l2_gradient(w, dw, lam=-lam, m=m)


KINDS = (L2Gradient,)
