"""A worksheet of problems for paper, and its key as a page of its own."""

from collections.abc import Sequence

from flashcards.problems.variants import Variant
from flashcards.reports.pages import template


def worksheet(title: str, variants: Sequence[Variant]) -> tuple[str, str]:
    """The sheet and its key, as two whole pages of HTML that need nothing else."""
    page = template("worksheet.html")
    sheet, key = (page.render(title=title, variants=variants, is_key=is_key) for is_key in (False, True))
    return sheet, key
