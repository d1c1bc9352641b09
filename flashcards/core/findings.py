"""What a look at the program's own things finds."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

#: `look`: worth a look, though everything works.
State = Literal["fine", "look", "broken"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, how it is, in words, and what to do where it is not fine."""

    name: str
    state: State
    says: str
    todo: str = ""

    def to_json(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


def fine_unless(name: str, wrong: str, todo: str, *, fine: str, state: State = "broken") -> Finding:
    """Fine, as the words say, unless there is something wrong."""
    return Finding(name, state, wrong, todo) if wrong else Finding(name, "fine", fine)
