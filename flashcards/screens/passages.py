"""Text of cards as it is read: Markdown laid out, formulas set."""

from collections.abc import MutableMapping
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from flashcards.screens.words import foreign, passage


@dataclass(slots=True)
class Typesetter:
    """Sets the text of cards for one terminal.

    `memory` keeps what was set before, by the text, so that nothing is parsed twice; it may be a store that
    outlives the program.
    """

    is_ascii: bool = False
    shows_tex: bool = False
    memory: MutableMapping[str, str] | None = None

    def passage(self, text: str) -> RenderableType:
        """A text with its paragraphs, lists, tables, code and formulas, as wide as there is room."""
        return passage(text)

    def line(self, text: str) -> Text:
        """A short text, such as an option or an item, in running words."""
        return foreign(text)
