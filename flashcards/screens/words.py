"""Foreign text on its way to the screen: through the gate, and never read as markup."""

from rich.text import Text

from flashcards.core.durations import clock
from flashcards.core.plurals import plural
from flashcards.text.show import show

__all__ = ["clock", "foreign", "foreign_line", "plural"]


def foreign(text: str, style: str = "") -> Text:
    """Text from a deck, a file name or the keyboard, safe to print."""
    return Text(show(text), style=style)


def foreign_line(text: str, style: str = "") -> Text:
    """The same for one line: its line breaks are shown as marks."""
    return Text(show(text, lines=False), style=style)
