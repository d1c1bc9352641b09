"""Filling in the templates of pages: everything that is set into one passes the gate and is escaped."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from flashcards.text.show import show


def template(name: str, filters: Mapping[str, Callable[..., Any]] | None = None) -> Template:
    """The template of this name; a value that it names and is not given is an error."""
    pages = Environment(
        loader=PackageLoader("flashcards.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_gated,
    )
    pages.filters |= filters or {}
    return pages.get_template(name)


def _gated(value: object) -> object:
    """Everything that is set into the page, but not what was set already."""
    return show(value) if isinstance(value, str) and not isinstance(value, Markup) else value
