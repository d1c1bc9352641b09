"""HTML to Markdown: what is read of the result is what the HTML says."""

import html
import re
import time
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.cloze import Gap, parse
from flashcards.exchange import html as module
from flashcards.exchange.html import to_markdown
from flashcards.text import tree
from flashcards.text.markdown import blocks_of

#: All that means something to HTML, to Markdown, to a formula or to a cloze, and some words.
SIGNS = st.sampled_from(
    [*"ab1 .\\`*_[]()!#+-|~<>=:$\"'&{}/é", "  ", "**", "1. ", "- ", "](x.de)", "---", "{{", "}}"]
)
TEXTS = st.lists(SIGNS, max_size=12).map("".join)


def words_of(node):
    """All that a tree shows, in one line."""
    if isinstance(node, tuple):
        return "".join(words_of(one) for one in node)
    match node:
        case tree.Words(text) | tree.Code(text):
            return text
        case tree.Break():
            return " "
        case tree.Paragraph(spans) | tree.Strong(spans) | tree.Emphasis(spans):
            return words_of(spans)
    raise AssertionError(node)


@given(TEXTS)
def test_words_stay_the_words_that_they_are(text):
    """No text without tags makes a list, a formula, a link or a mark in Markdown."""
    # What Anki reads as a formula or as a sound, it is.
    if any(sign in text for sign in ("\\(", "\\[", "[$")):
        return
    shown = words_of(blocks_of(to_markdown(html.escape(text)).text))
    assert shown == " ".join(text.split())


@given(st.text() | TEXTS | st.text("ab \n\t\u00a0\u200b\x01{}:c1"), st.booleans())
def test_text_without_a_tag_is_read_as_any_other(text, has_gaps):
    """The quick ways for what has no sign of HTML give what the long one gives."""
    quick = to_markdown(text, has_gaps=has_gaps)
    with patch.object(module, "is_plain", lambda _: False), patch.object(module, "_SIGN", re.compile("")):
        slow = to_markdown(text, has_gaps=has_gaps)
    assert quick == slow


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_words_stay_the_same_on_each_line(lines):
    """The same holds behind a line break."""
    if any(sign in line for sign in ("\\(", "\\[", "[$") for line in lines):
        return
    source = "".join(f"<div>{html.escape(line)}</div>" for line in lines)
    shown = words_of(blocks_of(to_markdown(source).text))
    assert shown == " ".join(" ".join(lines).split())


TAGS = ("b", "i", "ul", "li", "td", "table", "pre", "script", "sup", "h1", "p", "code", "a href='http://x.y'")
PIECES = [*(f"<{tag}>" for tag in TAGS), *(f"</{tag.split()[0]}>" for tag in TAGS)]
PIECES += ["a", "2", "<br>", "&lt;", "\\(", "\\)", "<!--", "{{c1::", "}}", "[sound:a.mp3]"]


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_broken_html_is_read_as_well_as_can_be(pieces):
    """Nothing that is unclosed or unopened stops the reading, and no tag is left to be seen."""
    text = to_markdown("".join(pieces), has_gaps=True).text
    assert not any(
        tag in text for tag in ("<b>", "<br>", "<li>", "<td>", "<pre>", "\x01", "\x02", "\x03", "\x04")
    )
    blocks_of(text)


@given(TEXTS, TEXTS)
def test_gaps_stay_gaps(answer, around):
    """A numbered gap has its answer, whatever stands around it."""
    if any(sign in around + answer for sign in ("\\", "[$", "{", "}", "$", "`", ":")) or not answer.strip():
        return
    source = f"{html.escape(around)} {{{{c1::x{html.escape(answer)}x::hint}}}}"
    (gap,) = [part for part in parse(to_markdown(source, has_gaps=True).text) if isinstance(part, Gap)]
    assert (gap.number, gap.hint) == (1, "hint")
    assert words_of(blocks_of(gap.answer)) == " ".join(f"x{answer}x".split())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain", "plain"),
        ("a <b>bold </b>word", "a **bold** word"),
        ("<i>x</i> and <u>y</u>", "*x* and *y*"),
        ("pre<b>train</b>ing, pre<i>train</i>ing", "pre**train**ing, pretraining"),
        ("<b>a<br>b</b>", "**a\\\nb**"),
        ("x<br>y<br><br>z", "x\\\ny\n\nz"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d", "- a\n- b\n  - c\n\nd"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<pre>for i:\n  x &lt; 1</pre>", "```\nfor i:\n  x < 1\n```"),
        ("use <code>a`b</code>", "use ``a`b``"),
        (r"\(a_1 &lt; b\) is <b>so</b>", "$a_1 < b$ is **so**"),
        (r"\[\frac{1}{2}<br>+ 1\]", r"$$\frac{1}{2} + 1$$"),
        ("[$]x^2[/$] [$$]y[/$$] [latex]z[/latex]", "$x^2$ $$y$$ $z$"),
        ('<anki-mathjax block="true">x</anki-mathjax>', "$$x$$"),
        (r"unclosed \( x", r"unclosed \\( x"),
        ("costs $5 and $6", r"costs \$5 and \$6"),
        ("x<sup>2</sup> H<sub>2</sub>O", "x² H₂O"),
        ("2<sup>n*m</sup>", "2^(n*m)"),
        ('<a href="https://x.org/a">here</a>', "[here](https://x.org/a)"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        (
            "<table><tr><th>a</th><th>b|c</th></tr><tr><td>1<br>2</td></tr></table>",
            "| a | b\\|c |\n| --- | --- |\n| 1 2 |  |",
        ),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("<h2>T</h2>x", "## T\n\nx"),
        ("a&nbsp;&amp; b", "a & b"),
        ("<script>x()</script>a<style>b{}</style><!-- c -->", "a"),
        ('<img src="a_b.png"> it', "(image: a_b.png) it"),
        ("[sound:x.mp3]", "(sound: x.mp3)"),
        ("\x1b[31mred", "\x1b[31mred"),
        ("", ""),
    ],
)
def test_what_people_write(source, expected):
    """The HTML that Anki's editor makes, and what people paste into it."""
    assert to_markdown(source).text == expected


def test_media_are_told():
    """Their names come back, and whether anything else is left to read."""
    both = to_markdown('look: <img src="a.png">[sound:b.mp3]')
    assert (both.media, both.has_words) == (("a.png", "b.mp3"), True)
    assert not to_markdown('<img src="a.png"> <br>').has_words


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<a '",
        "\\(",
        "<!--",
        "[sound:",
        "<b>",
        "<ul><li>",
        "<table>",
        "&",
        "{{c1::",
        "<script>",
        "`",
        "\\",
        "<a href='",
        "*",
        "<pre>",
        "<sup>",
        "$",
    ],
)
def test_long_nonsense_is_read_in_time(piece):
    """A note of a hundred thousand signs takes no more than a moment; ten times what it takes is the guard."""
    begun = time.perf_counter()
    to_markdown(piece * (100_000 // len(piece)), has_gaps=True)
    assert time.perf_counter() - begun < 20
