"""Colours, and what is written in them on every screen.

Words stand in the terminal's own colour, which is readable on light and on dark; colours lie on frames, signs and
figures, beside which a word or a sign always says the same.
"""

from rich.text import Text

GOOD, BAD, UNSURE, PLAIN = "green", "red", "magenta", "cyan"


def counts(new: int, again: int, due: int) -> Text:
    """Cards left by sort, as every screen names them."""
    return Text.assemble(
        (f"{new} new", PLAIN), " · ", (f"{again} again", BAD), " · ", (f"{due} due", GOOD)
    )  # fmt: skip
