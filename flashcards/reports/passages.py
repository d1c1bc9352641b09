"""Text of cards on a page of HTML: Markdown, with formulas as MathML. Nothing in it runs or is fetched."""

from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from flashcards.text.mathml import mathml
from flashcards.text.show import show


def passage(text: str) -> Markup:
    """The text as blocks of HTML."""
    return Markup(_markdown().render(show(text)))  # noqa: S704 - markdown-it escapes, with HTML turned off


def line(text: str) -> Markup:
    """A short text, such as an option, without a paragraph around it."""
    return Markup(_markdown().renderInline(show(text, lines=False)))  # noqa: S704 - as above


@cache
def _markdown() -> MarkdownIt:
    # HTML in a card is text; images and links would reach for other places.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.disable(["image", "link", "autolink", "reference", "html_block", "html_inline"])
    dollarmath_plugin(markdown, allow_space=False, allow_digits=False, renderer=_formula)
    return markdown


def _formula(tex: str, options: dict[str, bool]) -> str:
    is_display = options["display_mode"]
    sign = "$$" if is_display else "$"
    return mathml(tex, is_display=is_display) or escape(f"{sign}{tex}{sign}")
