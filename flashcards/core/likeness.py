"""Which questions ask nearly the same."""

from collections.abc import Sequence

#: Two questions that share this many hundredths of their words, in whatever order, ask the same.
NEAR_DUPLICATE = 93
#: What comes later in a text does not count: comparing takes the product of two lengths.
LONGEST_COMPARED = 1000


def comparable(text: str) -> str:
    """The text as `near_duplicate` compares it: case and punctuation folded."""
    from rapidfuzz import utils

    return utils.default_process(text[:LONGEST_COMPARED])


def near_duplicate(text: str, earlier: Sequence[str]) -> int | None:
    """The place of the earlier text that asks nearly the same, the nearest of several; all are `comparable`."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(text, earlier, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR_DUPLICATE)
    return None if near is None else near[2]
