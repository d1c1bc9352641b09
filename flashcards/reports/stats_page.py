"""Progress as one page of HTML that needs nothing else: no script, no font, no other file."""

from markupsafe import Markup, escape

from flashcards.core.days import iso
from flashcards.core.figures import Figures
from flashcards.core.pictures import Bar, Bars, Heat, amount
from flashcards.core.sections import about, sections
from flashcards.reports import drawings
from flashcards.reports.pages import template
from flashcards.text.mathml import mathml
from flashcards.text.show import show


def stats_page(figures: Figures) -> str:
    """The whole page."""
    page = template(
        "stats.html",
        {
            "sort_of": lambda part: type(part).__name__,
            "columns": drawings.columns,
            "years": drawings.years,
            "bar_rows": _bar_rows,
            "number_rows": _number_rows,
            "day_rows": _day_rows,
            "formula": _formula,
            "with_code": _with_code,
        },
    )
    return page.render(
        about=about(figures), is_empty=figures.is_empty, sections=sections(figures), draw=drawings
    )


def _formula(tex: str) -> Markup:
    """One of our own formulas, all of which can be set."""
    return Markup(mathml(tex, is_display=True))  # noqa: S704 - built element by element, of those that draw


def _with_code(text: str) -> Markup:
    """A sentence of ours, with what stands between backticks as code."""
    parts = show(text).split("`")
    set_parts = (
        Markup("<code>{}</code>").format(part) if odd % 2 else escape(part) for odd, part in enumerate(parts)
    )
    return Markup().join(set_parts)


def _bar_rows(part: Bars) -> list[tuple[Bar, tuple[drawings.Box, ...]]]:
    """Each row with its boxes."""
    highest = max(sum(bar.pieces) for bar in part.bars)
    return [(bar, drawings.row_boxes(bar, highest)) for bar in part.bars]


def _number_rows(part: Bars) -> list[tuple[str, ...]]:
    """Each row in numbers."""
    return [(bar.label, *map(amount, bar.pieces), bar.told) for bar in part.bars]


def _day_rows(part: Heat) -> list[tuple[str, str]]:
    """The days that had reviews, the latest first."""
    return [(iso(day), amount(part.days[day])) for day in sorted(part.days, reverse=True)]
