"""Markdown as fields of Anki: nothing but the tags that Markdown makes, formulas whole, gaps as Anki finds them."""

import re
from html import unescape
from html.parser import HTMLParser
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.cloze import ClozeError, Gap, gap_numbers, parse
from flashcards.exchange.for_anki.markup import block_html, cloze_html, line_html

#: What Markdown is made of, and what is anything but harmless in HTML.
PIECES = (
    *(
        "a",
        "word",
        " ",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "`",
        "```",
        "$",
        "$$",
        "|",
        "- ",
        "1. ",
        "> ",
        "# ",
        "[",
        "](",
        ")",
    ),
    *(
        "<b>",
        "</p>",
        "&amp;",
        "&",
        "<script>",
        "-->",
        "javascript:x",
        "http://x.y",
        "!",
        "\\",
        "\\(",
        "\\)",
        "\\[",
        '"',
    ),
    *(
        "{{",
        "}}",
        "{",
        "}",
        "::",
        ":",
        "{{c1::",
        "{{c2::",
        "x^{2}",
        "\\frac{a}{b}",
        "|-|",
        "\ue000",
        "\ue001",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
TAGS = frozenset(
    [
        "p",
        "br",
        "em",
        "strong",
        "code",
        "pre",
        "ul",
        "ol",
        "li",
        "a",
        "blockquote",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "span",
    ]
)


class Tags(HTMLParser):
    """What a browser makes of HTML: tags with their attributes, and the text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text = set(), [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def safe(html):
    """Whether the HTML has only tags that Markdown makes, and attributes that do nothing."""
    read = Tags(html)
    return read.tags <= TAGS and all(
        (name, re.match(r"https?://|mailto:", value or "") is not None) == ("href", True)
        or (name, value) in {("start", value), ("style", "text-align:left"), ("style", "text-align:right")}
        or (name == "style" and value == "text-align:center")
        for name, value in read.attributes
    )


@given(TEXTS)
def test_any_text_is_harmless(text):
    """Whatever a card says, its field holds no tag but Markdown's own, and no link that runs."""
    assert safe(block_html(text))
    assert safe(line_html(text))


@given(
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\\`*_$[]<>#|~!&-+{}.)="))
)
def test_plain_text_stays(text):
    """A text without signs is the same in Anki."""
    assert Tags(line_html(text)).text == " ".join(text.split("\n")).strip(" ")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("$x_1 < 2$", r"\(x_1 &lt; 2\)"),
        (r"so $$\frac{a}{b}$$ is", r"so \[\frac{a}{b}\] is"),
        ("$$\na\n$$", r"\[a\]"),
        (r"5 $ and 6 $", "5 $ and 6 $"),
        (r"\\(x\\)", r"\<span>(</span>x\<span>)</span>"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("[a](https://x.y/?b&c)", '<a href="https://x.y/?b&amp;c">a</a>'),
        ("[a](javascript:b)", "a (javascript:b)"),
        ("![a](b.png)", "a (b.png)"),
        ("> " * 40 + "x", "&gt; " * 40 + "x"),
    ],
)
def test_texts_become_html(text, html):
    """Formulas are MathJax, what would be one by accident is not, and pictures and other links are told as text."""
    assert block_html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a {{b}} c {{d}}", "a {{c1::b}} c {{c1::d}}"),
        ("{{c2::small::size?}}", "{{c2::small::size?}}"),
        (r"{{c1::$x^{a_{2}}$}}", r"{{c1::\(x^{a_{2} }\)}}"),
        (r"$\frac{{{c1::a_{b}}}}{c}$", r"\(\frac{{{c1::a_{b} }}}{c}\)"),
        ("{{c1::`a[{0}]`}}", "{{c1::<code>a[{0}]</code>}}"),
        ("**{{c1::bold}}** pre{{c2::train}}ing", "<strong>{{c1::bold}}</strong> pre{{c2::train}}ing"),
        (r"\{{c1::{{c1::a}}", "{&#123;c1::{{c1::a}}"),
        ("[x](http://a.b/{{c1::gap}})", "x (http://a.b/{{c1::gap}})"),
    ],
)
def test_gaps_stay_in_their_places(text, html):
    """Gaps keep numbers and hints, and no brace of a formula ends one."""
    assert cloze_html(text) == html


def readable(text):
    """Whether a deck would take the text for a cloze."""
    try:
        return max(gap_numbers(text), default=1) < 400 and bool(parse(text))
    except ClozeError:
        return False


@settings(max_examples=300)
@given(TEXTS, TEXTS, TEXTS)
def test_anki_finds_the_same_gaps(anki_gaps, before, inside, after):
    """Anki sees as many cards as are here, and each hides what it hides here."""
    text = f"{before}{{{{c1::{inside}}}}}{after}"
    if not readable(text):
        return
    html = cloze_html(text)
    numbers = set(gap_numbers(text) or (1,))
    assert anki_gaps.numbers(html) == numbers
    assert safe(re.sub(r"\{\{c[0-9]+::|\}\}", "", html))
    gaps = [part for part in parse(text) if isinstance(part, Gap)]
    for number in numbers if not any(gap.hint for gap in gaps) else ():
        count = sum(1 for gap in gaps if (gap.number or 1) == number)
        assert anki_gaps.question(html, number).count("[...]") == count


def test_braces_in_formulas_end_no_gap(anki_gaps):
    """What Anki takes for a gap's answer is the whole answer, however many braces it ends with."""
    for answer in (r"$\frac{1}{x^{2}}$", r"$a_{b_{c_{d}}}$", "`{{}}`", "std::vector`a`", "{x}"):
        html = cloze_html(f"so {{{{c1::{answer}}}}} and {{{{c2::more}}}}")
        (whole,) = re.findall(r"^so \{\{c1::(.*)\}\} and \{\{c2::more\}\}$", html)
        assert unescape(anki_gaps.answer(html, 1)) == unescape(whole).partition("::")[0] or "std" in answer


@given(
    st.text(st.sampled_from("aé 1.)-+~#_=:/\"'\u00a0"), max_size=12)
    | st.text(st.characters(exclude_categories=["Cc", "Cs"]))
)
def test_a_text_without_signs_is_what_the_parser_makes_of_it(text):
    """It is not parsed, and is the same but for spaces around it."""
    told = block_html(text)
    with patch("flashcards.exchange.for_anki.markup.is_same", lambda _: False):
        assert told.strip() == block_html(text).strip()
