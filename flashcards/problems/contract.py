'''The contract of a kind of problem: what its class says, and what the frame makes of it.

    class Sigmoid(Kind):
        """The logistic function of one number."""

        name = "sigmoid"                      # the slug that decks and the journal know it by
        topic = "activations"
        level = 1                             # 1 basics, 2 working knowledge, 3 depth
        ask = "z = {z}. What is the logistic sigmoid of z?"
        givens = {"z": grid(-3, 3, 0.1, avoid=[0, 0.9])}
        parts = (Part("a", Real()),)          # one or several: steps of `solve`, in order
        hints = ("Which sign does z have in the exponent?", "a = 1 / (1 + e^-z)")

        def solve(self, step, z):
            step("a", "1 / (1 + e^-z)", activations.sigmoid(z))

        @slip("You left out the minus: that is 1 / (1 + e^z). The exponent is -z.")
        def sign_of_exponent(self, z):
            return activations.sigmoid(-z)

- `givens` are drawn (`problems.givens`); `fits` refuses draws that would not make a good question. A deck's
  `params` fix or narrow any of them. `derived = {"Phi": lambda z: ...}` adds givens that follow from those drawn,
  rounded to what is printed. Every given is printed in `ask`, a convention or a part's question.
- `solve` calls `step(name, formula, value)` for each line of the worked solution. `step` gives the value back
  as plain numbers and tuples; go on with what it gives, for it is how the frame rounds every intermediate
  result as a person would, and carries on from the learner's own part. The formula is read by people: write
  `*`, and the names of givens and steps, which are shown again with their numbers.
- A slip is a wrong procedure that people really use, and a sentence that says what was done and what the rule
  is. With several parts, `part="w"` says whose it is. `rival=True`: right by another book, which the sentence
  names; a try, not a mistake. `may_equal=True`: it may give the right number by chance.
- A method takes by name what it needs of the givens; a slip also of the parts before its own.
- A draw is refused, and another made, when a slip is within two tolerances of the answer, when rounding every
  step to three decimals would be marked wrong, or when the answer is 0, 1 or one of the givens.
- `conventions` are printed under the question where books differ. `derivative_in = "z"` with a method
  `primitive` says that the first part is its derivative by z, which the self-test then checks.
- Raise `version` whenever an old seed would ask or answer something else.

A plug-in lists its kinds under the entry point `flashcards.problems`: a sequence of classes or, where it takes long
to load them, an index. That is a mapping from the name of each kind to the module whose `KINDS` has it, which is
loaded when the kind is asked for. It tests them with `selftest.faults(kind)`, which gives no sentence for a sound one.
'''

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, TypeVar

from flashcards.problems.answers import Answer
from flashcards.problems.givens import Given
from flashcards.problems.numbers import Value
from flashcards.problems.tracing import Trace

Method = TypeVar("Method", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Part:
    """One of the values asked for: the step of `solve` that gives it, how it is answered, and its own question."""

    name: str
    answer: Answer
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong procedure: `says` names what was done and what the rule is; `part` is "" for the only part."""

    id: str
    says: str
    part: str
    rival: bool
    may_equal: bool
    procedure: Callable[..., Any]


class Kind:
    """A kind of problem; the page above says what each of these is."""

    name: ClassVar[str] = ""
    version: ClassVar[int] = 1
    topic: ClassVar[str] = ""
    level: ClassVar[int] = 1
    ask: ClassVar[str] = ""
    conventions: ClassVar[Sequence[str]] = ()
    givens: ClassVar[Mapping[str, Given]] = {}
    derived: ClassVar[Mapping[str, Callable[..., Value]]] = {}
    parts: ClassVar[Sequence[Part]] = ()
    hints: ClassVar[Sequence[str]] = ()
    derivative_in: ClassVar[str] = ""

    def fits(self, *_: Any, **__: Any) -> bool:
        """Whether the givens make a good question."""
        return True

    def solve(self, step: Trace, *args: Any, **givens: Any) -> None:
        """The right procedure, step by step; every part is one of the steps."""
        raise NotImplementedError

    def primitive(self, *args: Any, **givens: Any) -> Any:
        """What the first part is the derivative of, where `derivative_in` names a given."""
        raise NotImplementedError

    @property
    def slips(self) -> tuple[Slip, ...]:
        """The wrong procedures, in the order written."""
        members = {
            name: member for base in reversed(type(self).__mro__) for name, member in vars(base).items()
        }
        return tuple(
            Slip(name.replace("_", "-"), procedure=getattr(self, name), **member.slip)
            for name, member in members.items()
            if hasattr(member, "slip")
        )


def slip(
    says: str, *, part: str = "", rival: bool = False, may_equal: bool = False
) -> Callable[[Method], Method]:
    """Mark a method as a wrong procedure; its name, with hyphens, is the slip's id."""

    def mark(method: Method) -> Method:
        method.slip = {"says": says, "part": part, "rival": rival, "may_equal": may_equal}  # type: ignore[attr-defined]
        return method

    return mark


def call(method: Callable[..., Any], values: Mapping[str, Value], *first: Any) -> Any:
    """The method called with `first` and whichever values its parameters name."""
    parameters = _parameters(getattr(method, "__func__", method))
    return method(*first, **{name: value for name, value in values.items() if name in parameters})


@cache
def _parameters(function: Callable[..., Any]) -> frozenset[str]:
    """Looked up once a function: it takes longer than most functions take to run."""
    return frozenset(inspect.signature(function).parameters)
