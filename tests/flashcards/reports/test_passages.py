"""Text of cards on a page of HTML."""

import pytest

from flashcards.reports.passages import line, passage


def test_markdown_and_formulas_are_laid_out():
    """Emphasis, code, lists and tables become HTML, formulas MathML."""
    page = passage("The **rule** `a`: $\\frac{a}{b}$\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    for piece in ("<strong>rule</strong>", "<code>a</code>", "<mfrac>", "<li>one</li>", "<td>1</td>"):
        assert piece in page


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](http://e/x.png)",
        "[x](javascript:alert(1))",
        "<http://e>",
        "[x]: http://e\n\n[x]",
        "$\\href{http://e}{x}$",
        "a\x1b[31m\u202eb",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text):
    """HTML, images, links and control characters of a card are text on the page."""
    for page in (passage(text), line(text)):
        assert not any(sign in page for sign in ("<script", "<img", "<a ", 'href="', "\x1b", "\u202e"))


def test_a_formula_that_cannot_be_read_stays_tex():
    """It is shown as it was written, escaped."""
    assert "$\\nonsense&lt;$" in line("$\\nonsense<$")


def test_prices_are_no_formulas():
    """Two dollars in a sentence do not make mathematics of what lies between."""
    assert "<math" not in passage("It costs $5 here and $6 there.")
