"""Formulas as MathML: what draws is kept, and nothing else is."""

from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from flashcards.text.mathml import mathml

FORMULAS = (Path(__file__).parent / "maths" / "formulas.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("tex", FORMULAS)
def test_formulas_of_the_field_are_drawn(tex):
    """Each formula is one whole `math` element without any TeX left in it."""
    page = mathml(tex)
    assert fromstring(page).tag == "math"
    assert "\\" not in page.replace("\\\\", "")


def test_a_formula_by_itself_is_a_block():
    """A display formula says so."""
    assert 'display="block"' in mathml("x", is_display=True)


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\style{color:red;background:url(http://e/x)}{x}",
        r"\class{hidden}{x}",
        r'\color{red" onclick="alert(1)}{x}',
        r"\text{<script>alert(1)</script>}",
        r"\mathrm{</math><img src=x>}",
        r"\hspace{1em;x}",
    ],
)
def test_nothing_but_drawing_comes_out(tex):
    """Whatever TeX asks for, no attribute, tag or script of its own reaches the page."""
    page = mathml(tex) or ""
    assert not any(
        sign in page for sign in ("href", "style=", "class", "onclick=", "<script", "<img", "http")
    )


@pytest.mark.parametrize("tex", [r"\nonsense", r"\frac{1}{", r"\cancel{x}", "x" * 3000])
def test_what_cannot_be_read_is_none(tex):
    """Then the page shows the TeX."""
    assert mathml(tex) is None
