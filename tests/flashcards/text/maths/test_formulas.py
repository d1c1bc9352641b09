"""Formulas of the field in one line and in two dimensions, each picture read by a person before it was kept."""

from pathlib import Path
from random import Random

import pytest
from rich.cells import cell_len

from flashcards.text.mathml import mathml
from flashcards.text.maths.formulas import in_line, stacked

FORMULAS = Path(__file__).with_name("formulas.txt").read_text("utf-8").splitlines()


def test_there_are_enough_formulas():
    """The list is long, and holds nothing twice."""
    assert len(set(FORMULAS)) == len(FORMULAS) >= 120


def test_formulas_are_set_as_they_were_read(snapshot):
    """Every formula has its one line and its picture."""
    pages = [f"{tex}\n  {in_line(tex)}\n{_picture(tex)}" for tex in FORMULAS]
    assert "\n\n".join(pages) == snapshot


def test_formulas_are_set_in_ascii(snapshot):
    """The same with nothing but ASCII."""
    pages = [f"{tex}\n  {in_line(tex, is_ascii=True)}\n{_picture(tex, is_ascii=True)}" for tex in FORMULAS]
    assert all(page.isascii() for tex, page in zip(FORMULAS, pages, strict=True) if tex.isascii())
    assert "\n\n".join(pages) == snapshot


def _picture(tex, **how):
    return "\n".join(f"    {line}".rstrip() for line in stacked(tex, **how))


@pytest.mark.parametrize("tex", FORMULAS)
def test_pictures_are_rectangles(tex):
    """All lines of a picture have one width, whatever combines and whatever is wide."""
    assert len({cell_len(line) for line in stacked(tex)}) == 1


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"\frac{m_t}{1-\beta_1^t}", "mₜ/(1 − β₁ᵗ)"),
        (r"\frac{p - y}{p (1 - p)}", "(p − y)/(p(1 − p))"),
        (r"\frac{a}{b c}", "a/(bc)"),
        (r"\frac{a + b}{c}", "(a + b)/c"),
        (r"\frac{1}{2} x", "(1/2)x"),
        (r"\frac{a}{b} / \frac{c}{d}", "a/b/(c/d)"),
        (r"\sqrt{a b}", "√(ab)"),
        (r"\sqrt{a} b", "√a b"),
        (r"{a + b}^2", "(a + b)²"),
        (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
        (r"\frac{a}{b}^2", "(a/b)²"),
        (r"x_{t-1}^2", "xₜ₋₁²"),
        (r"x^{a + b}", "xᵃ⁺ᵇ"),
        (r"W^{[l]} x", "W^[l] x"),
        (r"\nabla_\theta J", "∇_θ J"),
        (r"a - (-b)", "a − (−b)"),
        (r"\log \frac{p}{q}", "log (p/q)"),
    ],
)
def test_braces_never_lose_their_meaning(tex, line):
    """What a brace held together stays together."""
    assert in_line(tex) == line


@pytest.mark.parametrize(
    "tex", [r"\nonsense{x}", r"\frac{1}{", "{", r"\left(", r"\cancel{x}", "x" * 3000, "{" * 90 + "}" * 90]
)
def test_what_cannot_be_set_is_left_as_tex(tex):
    """Unknown commands, broken TeX and endless TeX are None, never a mangled formula."""
    assert in_line(tex) is None
    assert stacked(tex) is None


PIECES = [
    *r"\frac \sqrt \sum \int \left( \right) \left[ \right. \begin{bmatrix} \end{bmatrix} \begin{cases} \end{cases}".split(),
    *r"\hat \bar \text{a} \mathrm{ab} \binom \limits \over \\ & { } ^ _ ' | \| x y 1 2 + - = , \alpha \, \quad ( ) [ ]".split(),
    *r"\underset \overset \begin{aligned} \end{aligned} \operatorname \mathbb \lfloor \prod \to % # ~ \% 字 é".split(),
]


@pytest.mark.parametrize("share", range(4))
def test_no_tex_breaks_the_setting(share):
    """Whatever TeX a card holds is set or left alone, without an error, and pictures stay rectangles."""
    rng = Random(share)
    for _ in range(400):
        tex = " ".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 14)))
        for is_ascii in (False, True):
            line, picture = in_line(tex, is_ascii=is_ascii), stacked(tex, is_ascii=is_ascii)
            assert (line is None) == (picture is None)
            assert picture is None or len({cell_len(row) for row in picture}) == 1


@pytest.mark.parametrize("command", [r"\sqrt ", r"\hat ", r"\frac1", "{", "a^"])
@pytest.mark.parametrize("count", [30, 100, 200, 400])
def test_nesting_without_end_is_shown_as_tex(command, count):
    """However commands are nested within each other, a formula is set or shown as TeX, on screens and pages."""
    tex = command * count + "x" + "}" * (count * (command == "{"))
    for way in (in_line, stacked, mathml):
        assert way(tex) is None or way(tex)
