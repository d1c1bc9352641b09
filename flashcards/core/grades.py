"""Grades: SM-2's qualities 0 to 5, the keys that give them, and the grade that a verdict proposes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.core.answers import Verdict

#: A grade of this or more counts as recalled.
PASS = 3
#: A grade of this or more ends the day's repeats of a card.
LEARNED = 4

NAMES = ("Blackout", "Wrong", "Again", "Hard", "Good", "Easy")

#: The keys as people know them from other programs, and what they are in SM-2's terms.
FOUR_KEYS: Mapping[str, int] = MappingProxyType({"1": 2, "2": 3, "3": 4, "4": 5})
#: SM-2's own scale, for those who set it.
SIX_KEYS: Mapping[str, int] = MappingProxyType({str(grade): grade for grade in range(6)})


def key_of(grade: int, keys: Mapping[str, int]) -> str:
    """The key of this scale that stands for a grade: four keys call everything below Hard "Again"."""
    return min(keys, key=lambda key: abs(keys[key] - grade))


def proposal(verdict: "Verdict", *, quick: bool, helped: bool) -> int:
    """The grade proposed for a marked answer; `helped`: there was a hint, or a "close" try, before it.

    A typo, a close or an unreadable answer is a try and has no grade: ValueError.
    """
    match verdict.kind:
        case "right" if helped:
            return 3
        case "right":
            return 5 if quick else 4
        case "wrong":
            return 2 if verdict.slip is not None or verdict.share >= 0.5 else 1
        case "shown":
            return 0
        case _:
            raise ValueError(f"a verdict of kind {verdict.kind!r} is a try, not an answer")
