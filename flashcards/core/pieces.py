"""What a typed answer names: numbers of options, or texts with commas, semicolons or line ends between them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from flashcards.core.typos import spaceless

#: An answer in more pieces is not looked at.
MOST_PIECES = 200
#: Signs that cut pieces, within a name that stands among others; a longer name has to stand in a line of its own.
MOST_WITHIN = 12


class Unreadable(Exception):
    """The answer cannot be read; its sentence says how to type one."""


def numbers_of(typed: str) -> list[str]:
    """The numbers that the answer consists of; none if there is anything else in it."""
    numbers = re.sub("[,;]", " ", typed).split()
    return numbers if all(number.isdecimal() for number in numbers) else []


def places_of(typed: str, options: Sequence[str], numbers: list[str]) -> list[int]:
    """The places in `options` that an answer names, by number or by text; raises Unreadable.

    A number is that of an option, even where an option's text is a number; beyond the last option it is text.
    """
    by_number = {str(place + 1): place for place in range(len(options))}
    if numbers and all(number in by_number for number in numbers):
        return [by_number[number] for number in numbers]
    texts = [spaceless(option) for option in options]
    places: list[int] = []
    for piece in pieces_of(typed, options, lambda text: spaceless(text) in texts):
        same = [place for place, text in enumerate(texts) if text == spaceless(piece)]
        if not same:
            raise Unreadable(
                f"'{clipped(piece)}' is none of the options: type numbers from 1 to {len(options)}."
            )
        # Of options that differ in case alone the one spelt like this is meant; of equal ones, the next.
        places.append(min(same, key=lambda place: (place in places, options[place] != piece)))
    if not places:
        raise Unreadable(f"Type numbers from 1 to {len(options)}.")
    return places


def pieces_of(typed: str, names: Iterable[str], is_name: Callable[[str], bool]) -> Iterator[str]:
    """The answer cut at line ends, semicolons and commas, but not at those within a name; raises Unreadable."""
    if len(re.findall("[\n;,]", typed)) >= MOST_PIECES:
        raise Unreadable(f"That is in more than {MOST_PIECES} pieces.")
    longest = min(MOST_WITHIN, max((len(re.findall("[;,]", name)) for name in names), default=0))
    for line in typed.split("\n"):
        # Pieces stand at the even places, the signs between them at the odd ones.
        cut = re.split("([;,])", line)
        start = 0
        while start < len(cut):
            if not start and is_name(line):
                yield line.strip()
                break
            ends = range(min(len(cut), start + 2 * longest + 1), start, -2)
            end = next((end for end in ends if is_name("".join(cut[start:end]))), start + 1)
            if piece := "".join(cut[start:end]).strip():
                yield piece
            start = end + 1


def clipped(text: str) -> str:
    """The beginning of what was typed, to say it in a sentence."""
    return text if len(text) <= 40 else text[:39] + "…"
