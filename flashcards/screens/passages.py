"""Text of cards as it is read: Markdown laid out, formulas set."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from rich.console import RenderableType
from rich.text import Text

from flashcards.screens.layout import unglued
from flashcards.screens.setting import Setter
from flashcards.text.plain import has_line_signs, has_signs, plain_blocks, plain_line
from flashcards.text.show import show
from flashcards.text.tree import Blocks, Spans, from_json, to_json

_Tree = TypeVar("_Tree", bound=tuple[Any, ...])


class Memory(Protocol):
    """Trees of texts as JSON; a dictionary is one."""

    def get(self, text: str, /) -> str | None:
        """What is kept for the text, if anything is."""

    def __setitem__(self, text: str, tree: str, /) -> None: ...


@dataclass(slots=True)
class Typesetter:
    """Sets the text of cards for one terminal.

    `memory` keeps what was read before, by the text, so that nothing is parsed twice; it may be a store that
    outlives the program.
    """

    is_ascii: bool = False
    shows_tex: bool = False
    memory: Memory | None = None

    def passage(self, text: str) -> RenderableType:
        """A text with its paragraphs, lists, tables, code and formulas, as wide as there is room."""
        shown = show(text)
        blocks = self._remembered(shown, _blocks) if has_signs(shown) else plain_blocks(shown)
        return self._setter().passage(blocks)

    def line(self, text: str) -> Text:
        """A short text, such as an option or an item, in running words."""
        shown = show(text)
        spans = self._remembered(shown, _spans) if has_line_signs(shown) else plain_line(shown)
        return unglued(self._setter().line(spans))

    def _setter(self) -> Setter:
        return Setter(is_ascii=self.is_ascii, shows_tex=self.shows_tex)

    def _remembered(self, text: str, read: Callable[[str, bool], _Tree]) -> _Tree:
        """The tree of a text, as it is kept or read anew."""
        key = f"{read.__name__} {'ascii' if self.is_ascii else 'unicode'} {text}"
        kept = self.memory.get(key) if self.memory is not None else None
        if kept is not None:
            with suppress(ValueError):
                tree: _Tree = from_json(kept)
                return tree
        tree = read(text, self.is_ascii)
        if self.memory is not None:
            self.memory[key] = to_json(tree)
        return tree


def _blocks(text: str, is_ascii: bool) -> Blocks:  # noqa: FBT001 - called in one place
    from flashcards.text.markdown import blocks_of

    return blocks_of(text, is_ascii=is_ascii)


def _spans(text: str, is_ascii: bool) -> Spans:  # noqa: FBT001 - called in one place
    from flashcards.text.markdown import line_of

    return line_of(text, is_ascii=is_ascii)
