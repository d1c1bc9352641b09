"""A worksheet of problems for paper, and its key as a page of its own."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader

from flashcards.problems.variants import Variant
from flashcards.text.show import show


def worksheet(title: str, variants: Sequence[Variant]) -> tuple[str, str]:
    """The sheet and its key, as two whole pages of HTML that need nothing else."""
    pages = Environment(
        loader=PackageLoader("flashcards.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: show(value) if isinstance(value, str) else value,
    )
    page = pages.get_template("worksheet.html")
    return tuple(page.render(title=title, variants=variants, is_key=is_key) for is_key in (False, True))  # type: ignore[return-value]
