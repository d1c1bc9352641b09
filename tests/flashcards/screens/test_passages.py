"""Texts of cards as they are read: a page of everything, what stays in order and in bounds, and what is loaded."""

import io
import re
import subprocess
import sys
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from flashcards.screens.passages import Typesetter

PAGE = r"""# Adam in *short*

Adam **divides the mean $\hat m_t$ by `sqrt(v)`** and *adapts*; see [the paper](https://arxiv.org/abs/1412.6980),
or <https://arxiv.org>, or [https://a.bc](https://a.bc). An ![image](pics/adam.png).
It costs $5 or $6, is 2*3*4 wide, <b>no HTML</b>, [bold]no markup[/bold], f[i](x), \$x. Each update
$\theta_t = \theta_{t-1} - \eta \frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon}$ is small; $\nosuch{x}$.
A line ends here\
and another begins.

With $$\hat m_t = \frac{m_t}{1-\beta_1^t}$$ as the mean.

$$
\mathrm{softmax}(x)_i = \frac{e^{x_i}}{\sum_{j=1}^{n} e^{x_j}} \quad \text{for all } i = 1, \dots, n
$$

$$\nosuch{x} \mid y$$

Steps:
- first an item that is long enough to be laid out over more than one line on any screen
- then one with `code`
  1. inner
  2. and $x^2$

9. loose

10. list

| layer | parameters | formula |
|:------|-----------:|:-------:|
| dense | 7,850 | $n m + m$ |
| a convolution with a long name | 320 | $k^2 c d$ |

> Quoted words, of some length, that go on and on until there is no room for them.
>
> - and a list

```python
def relu(x: float) -> float:
    # nothing below zero
    return max(0.0, x) if x > 0 else "a line that is longer than narrow screens are"
```

---

    code by its indent \frac

深層学習の勾配消失問題とは何かを説明せよ。深層学習の勾配消失問題とは何か。e̅x̂ ends it.
"""


def drawn(renderable, width=80, *, colour=False):
    """What a terminal of this width gets."""
    file = io.StringIO()
    console = Console(
        file=file, width=width, force_terminal=colour, color_system="standard" if colour else None,
        markup=False, emoji=False, highlight=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    console.print(renderable)
    return file.getvalue()


@pytest.fixture(autouse=True)
def few_keys(monkeypatch):
    """Without the colours that the machine may want."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)


# ---- the page


@pytest.mark.parametrize("width", [80, 40])
def test_the_page(snapshot, width):
    """A page of everything is laid out for the room there is."""
    assert drawn(Panel(Typesetter().passage(PAGE)), width) == snapshot


def test_the_page_in_colour(snapshot):
    """Emphasis, code and labels have their styles, of the colours that every terminal has."""
    assert drawn(Typesetter().passage(PAGE), 60, colour=True) == snapshot


def test_the_page_in_ascii(snapshot):
    """The program's own signs and formulas are ASCII where that is asked for; the card's words are its own."""
    seen = drawn(Typesetter(is_ascii=True).passage(PAGE))
    assert seen == snapshot
    assert drawn(Typesetter(is_ascii=True).passage(re.sub(r"[^\x00-\x7f]", "", PAGE))).isascii()


def test_the_page_as_tex(snapshot):
    """Every formula is shown as it was written where that is asked for."""
    seen = drawn(Typesetter(shows_tex=True).passage(PAGE))
    assert seen == snapshot
    assert r"$$\hat m_t = \frac{m_t}{1-\beta_1^t}$$" in seen


def test_emphasis_is_seen_without_colour():
    """Without colours code is bold, as strong words are, and emphasis is italic."""
    console = Console(
        file=io.StringIO(), force_terminal=True, no_color=True, color_system="standard", width=80
    )
    console.print(Typesetter().passage("**a** `b` *c*"))
    seen = console.file.getvalue()
    assert "\x1b[1ma\x1b[0m \x1b[1mb\x1b[0m \x1b[3mc\x1b[0m" in seen


# ---- what is folded


def test_formulas_fold():
    """A formula too wide for its picture is one line, and breaks after a sign of relation when that is too wide."""
    text = r"$$\mathrm{loss} = \frac{a + b + c + d + e}{f + g + h} + iiiiiii + jjjjjjj + kkkkkkk$$"
    assert "─" in drawn(Typesetter().passage(text), 80)
    narrow = drawn(Typesetter().passage(text), 30)
    assert "─" not in narrow
    assert "(a + b + c + d + e)/(f + g + h)" in " ".join(narrow.split())


def test_short_formulas_stay_on_one_line():
    """A short formula in running words is never torn apart."""
    text = "words " * 8 + r"$a = b + c$ " + "and " * 8 + "$x = y$"
    for width in range(12, 80):
        lines = drawn(Typesetter().passage(text), width).splitlines()
        assert any("a = b + c" in line for line in lines)
        assert any("x = y" in line for line in lines)


def test_columns_without_room_become_lines():
    """A table of more columns than there is room for is told row by row, to the last cell."""
    columns = range(30)
    table = "\n".join(
        "|".join(row) for row in (map("h{}".format, columns), ["-"] * 30, map("c{}".format, columns))
    )
    seen = drawn(Typesetter().passage(table), 40)
    assert re.findall(r"[hc]\d+", seen) == [f"{sign}{number}" for sign in "hc" for number in columns]


def test_a_passage_may_stand_in_a_grid():
    """Beside a label a passage takes the room that is left."""
    grid = Table.grid(padding=(0, 1))
    grid.add_row("label", Typesetter().passage(PAGE))
    assert all(cell_len(line) <= 60 for line in drawn(grid, 60).splitlines())
    grid = Table.grid(padding=(0, 1))
    grid.add_row("label", Typesetter().passage("- $x = 1$\n\n> b\n\n$$x$$\n\n---"))
    assert drawn(grid, 60).splitlines()[0].rstrip() == "label • x = 1"


def test_code_of_a_language_nobody_knows_is_plain():
    """A language without colours, or none at all, leaves the code as it stands."""
    for language in ("nonsense", "", "../../etc/passwd", "\x1b[31m"):
        seen = drawn(Typesetter().passage(f"```{language}\nx = 1\n```"), colour=True)
        assert "  x = 1" in re.sub(r"\x1b\[2m|\x1b\[0m", "", seen)


# ---- lines


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("an *option* with $x^2$\nand `code`", "an option with x² and code"),
        ("- no list", "- no list"),
        ("1. no list", "1. no list"),
        ("see $$x = 1$$", "see x = 1"),
        ("plain\nwords", "plain words"),
        ("a\\\nb", "a\\ b"),
        ("", ""),
    ],
)
def test_lines(text, seen):
    """A short text is running words, whatever it begins with."""
    assert Typesetter().line(text).plain == seen


# ---- laws

TEXTS = st.text(
    st.sampled_from("ab1 \n*_`$\\|[]()<>#-.~:{}^\t\x1b\x9b\u202e\u200d\r深é̂\ue000\x07"), max_size=120
)
WORDS = st.lists(st.text(st.characters(categories=["Ll", "Lu", "Lo"]), min_size=1, max_size=30), max_size=40)


def escapes(seen):
    """What a terminal would obey or hide."""
    return [sign for sign in seen if not (sign.isprintable() or sign == "\n" or sign in "\u200c\u200d")]


@settings(deadline=None)
@given(TEXTS, st.integers(20, 90), st.booleans(), st.booleans())
def test_no_text_drives_the_terminal_or_leaves_the_room(text, width, is_ascii, shows_tex):
    """No control or invisible sign comes out of any text, and no line is wider than the room."""
    typesetter = Typesetter(is_ascii=is_ascii, shows_tex=shows_tex)
    for renderable in (typesetter.passage(text), typesetter.line(text)):
        seen = drawn(renderable, width)
        assert escapes(seen) == []
        assert all(cell_len(line) <= width for line in seen.splitlines())


@settings(deadline=None)
@given(WORDS, st.integers(20, 90))
def test_words_stay_in_order(words, width):
    """All words of a plain text come out, in their order."""
    seen = drawn(Typesetter().passage("\n".join(words)), width)
    assert re.sub(r"\s", "", seen) == "".join(words)


@settings(deadline=None)
@given(TEXTS, st.integers(20, 90))
def test_memory_changes_nothing(text, width):
    """A text that was read before looks as it did the first time."""
    typesetter = Typesetter(memory={})
    first = drawn(typesetter.passage(text), width), typesetter.line(text)
    assert (drawn(typesetter.passage(text), width), typesetter.line(text)) == first


HOSTILE = {
    "stars": "*" * 10_000,
    "long": "word " * 100_000,
    "one word": "x" * 100_000,
    "lists in lists": "\n".join(f"{'  ' * depth}- a" for depth in range(11)),
    "links": "[a](b/cd)" * 450,
    "columns": "|a" * 500 + "\n" + "|-" * 500 + "\n" + "|b" * 500,
    "code": "```python\n" + "(" * 3900,
    "strings": "```python\n" + "'" * 3900,
    "formulas": "$x$ " * 1000,
    "escapes in code": "```python\n\x1b[31m\x9b\n```",
    "escapes in formulas": "$\\text{\x1b[31m}$ $$\\text{\u202e}$$",
    "escapes in addresses": "[a](https://b.cd/\x1b]8;;x)",
    "entities": "&#27;[31m [a](https://b.cd/&#27;[31m) ```&#27;\nx",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("width", [20, 80])
def test_hostile_texts(text, width):
    """No text hangs the screen, drives it or leaves its room."""
    began = perf_counter()
    seen = drawn(Typesetter().passage(text), width)
    assert perf_counter() - began < 10
    assert escapes(seen) == []
    assert all(cell_len(line) <= width for line in seen.splitlines())


# ---- memory


def test_memory_is_asked_first():
    """What is kept is shown without being read, by the text and by whether it is ASCII."""
    memory = {}
    Typesetter(memory=memory).passage("*a* $\\beta$")
    Typesetter(memory=memory, is_ascii=True).passage("*a* $\\beta$")
    assert len(memory) == 2
    kept = {text: tree.replace('"β"', '"kept"') for text, tree in memory.items()}
    assert drawn(Typesetter(memory=kept).passage("*a* $\\beta$")) == "a kept\n"
    assert drawn(Typesetter(memory=kept, is_ascii=True).passage("*a* $\\beta$")) == "a beta\n"
    assert drawn(Typesetter(memory=kept, shows_tex=True).passage("*a* $\\beta$")) == "a $\\beta$\n"


def test_damaged_memory_is_read_anew():
    """What is no tree is replaced."""
    memory = {}
    typesetter = Typesetter(memory=memory)
    typesetter.passage("*a*")
    ((text, tree),) = memory.items()
    memory[text] = tree[:-3]
    assert drawn(typesetter.passage("*a*")) == "a\n"
    assert memory[text] == tree


def test_plain_words_are_not_kept():
    """What costs nothing to read takes no room."""
    memory = {}
    Typesetter(memory=memory).passage("plain words, and no sign")
    assert memory == {}


def test_what_was_read_loads_no_parser():
    """Neither a plain text nor one that is kept loads the parsers of Markdown, TeX or code."""
    memory = {}
    Typesetter(memory=memory).passage("*a* $x$")
    code = f"""
import sys
from flashcards.screens.passages import Typesetter
typesetter = Typesetter(memory={memory!r})
typesetter.passage("plain"), typesetter.line("plain"), typesetter.passage("*a* $x$")
print(*sys.modules)
"""
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    ).stdout.split()
    assert not {"markdown_it", "latex2mathml", "pygments", "flashcards.text.maths.tree"} & set(loaded)
