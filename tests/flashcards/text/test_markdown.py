"""Reading Markdown: what is a block, what is a span, what stays text, and that no text takes long."""

import json
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.text.markdown import blocks_of, line_of
from flashcards.text.maths.formulas import in_line
from flashcards.text.plain import has_line_signs, has_signs, plain_blocks, plain_line
from flashcards.text.tree import (
    FORMAT,
    Break,
    Bullets,
    Code,
    CodeBlock,
    Display,
    Emphasis,
    Formula,
    Heading,
    Link,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Words,
    from_json,
    to_json,
)


def one(text):
    """A paragraph of words."""
    return Paragraph((Words(text),))


BLOCKS = {
    "paragraphs": ("a\nb\n\nc", (one("a b"), one("c"))),
    "a tight list": ("- a\n- b\n  c", (Bullets(((one("a"),), (one("b c"),)), (), is_tight=True),)),
    "a loose list": ("- a\n\n- b", (Bullets(((one("a"),), (one("b"),)), (), is_tight=False),)),
    "a list by numbers": ("9) a\n9) b", (Bullets(((one("a"),), (one("b"),)), ("9)", "10)"), is_tight=True),)),
    "a list in a list": (
        "- a\n  1. b",
        (Bullets(((one("a"), Bullets(((one("b"),),), ("1.",), is_tight=True)),), (), is_tight=True),),
    ),
    "an item with a formula": ("- a $$x$$", (Bullets(((one("a"), Display("x", ("x",), "x")),), (), is_tight=True),)),
    "code": ("```python\nx = 1\n\ny\n```", (CodeBlock("x = 1\n\ny", "python"),)),
    "code with more said": ("~~~ py title\n    x\n~~~", (CodeBlock("    x", "py"),)),
    "code by its indent": ("a\n\n    x\n      y", (one("a"), CodeBlock("x\n  y", ""))),
    "a table": (
        "| a | b | c |\n|--|-:|:-:|\n| 1 | $x$ |",
        (
            Table(
                ((Words("a"),), (Words("b"),), (Words("c"),)),
                (((Words("1"),), (Formula("x", "x"),), ()),),
                ("left", "right", "center"),
            ),
        ),
    ),
    "a quote": ("> a\n> b", (Quote((one("a b"),)),)),
    "a heading": ("## a *b*", (Heading((Words("a "), Emphasis((Words("b"),)))),)),
    "a rule below a paragraph": ("a\n---", (one("a"), Rule())),
    "a formula": ("$$\nx\n$$", (Display("x", ("x",), "x"),)),
    "a formula in a paragraph": ("see $$x$$ there", (one("see"), Display("x", ("x",), "x"), Paragraph((Words("there"),), goes_on=True))),
    "a formula below a line": ("see\n$$x$$", (one("see"), Display("x", ("x",), "x"))),
    "an empty line in a formula": ("$$x\n\ny$$", (Display("x\n\ny", ("xy",), "xy"),)),
    "HTML": ("<div>\na\n</div>\n\n<!-- b -->", (one("<div> a </div>"), one("<!-- b -->"))),
    "a reference": ("[a]: b.c", (one("[a]: b.c"),)),
    "nothing": ("", ()),
    "space": (" \n\n ", ()),
}  # fmt: skip

SPANS = {
    "strong": ("**a *b***", (Strong((Words("a "), Emphasis((Words("b"),)))),)),
    "strong in a word": ("pre**train**ing", (Words("pre"), Strong((Words("train"),)), Words("ing"))),
    "code": ("`a*b*c $x$ \\d`", (Code("a*b*c $x$ \\d"),)),
    "a link": ("[a *b*](https://c.d)", (Link((Words("a "), Emphasis((Words("b"),))), "https://c.d"),)),
    "an address in umlauts": ("[a](https://ä.b)", (Link((Words("a"),), "https://ä.b"),)),
    "an image": ("![a](b/cd.png)", (Link((Words("a"),), "b/cd.png"),)),
    "a function's argument": ("f[i](x) and [...](0.5)", (Words("f[i](x) and [...](0.5)"),)),
    "a formula": ("$x$", (Formula("x", "x"),)),
    "a formula over two lines": ("$x\ny$", (Formula("x y", "xy"),)),
    "backslashes in a formula": (r"$\{a\,\|\}$", (Formula(r"\{a\,\|\}", "{a ‖}"),)),
    "stars in a formula": ("$a*b_1*c_1$ *d*", (Formula("a*b_1*c_1", in_line("a*b_1*c_1")), Words(" "), Emphasis((Words("d"),)))),
    "what cannot be set": (r"$\nosuch{x}$", (Formula(r"\nosuch{x}", None),)),
    "a display formula in strong words": ("**$$x$$**", (Strong((Formula("x", "x"),)),)),
    "prices": ("$5 and $6", (Words("$5 and $6"),)),
    "a range of prices": ("$5-$6", (Words("$5-$6"),)),
    "a lone dollar": ("a $ b $ c", (Words("a $ b $ c"),)),
    "an escaped dollar": (r"\$x$", (Words("$x$"),)),
    "products": ("2*3*4 and a*b*c and 2**3**4", (Words("2*3*4 and a*b*c and 2**3**4"),)),
    "names": ("batch_size and __init__x", (Words("batch_size and __init__x"),)),
    "HTML": ("<b>a</b> &lt; &#27; <https://a.b>", (Words("<b>a</b> &lt; &#27; <https://a.b>"),)),
    "rich markup": ("[bold]a[/bold] [B, T, C] x[i] [/]", (Words("[bold]a[/bold] [B, T, C] x[i] [/]"),)),
    "line breaks": ("a\\\nb", (Words("a"), Break(), Words("b"))),
    "a backslash": (r"\alpha and C:\dir", (Words(r"\alpha and C:\dir"),)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "blocks"), BLOCKS.values(), ids=BLOCKS)
def test_blocks(text, blocks):
    """A text is read into the blocks that it means, and these come back from JSON as they were."""
    assert blocks_of(text) == blocks
    assert from_json(to_json(blocks)) == blocks


@pytest.mark.parametrize(("text", "spans"), SPANS.values(), ids=SPANS)
def test_spans(text, spans):
    """A line is read into the spans that it means, and these come back from JSON as they were."""
    assert blocks_of(text) == (Paragraph(spans),)
    assert from_json(to_json(spans)) == spans


@pytest.mark.parametrize("text", ["- a", "1. a", "# a", "> a", "---", "| a |\n|--|", "+ a"])
def test_a_line_has_no_blocks(text):
    """What is a line by its place makes no list, heading or code, whatever it begins with."""
    assert line_of(text) == (Words(text.replace("\n", " ")),)


PLAIN = [
    "a",
    "a, b: c.",
    "a-b\n c",
    "What is 1 + 1?\n\n  2 = 2",
    "3.5 or 7%",
    "<b>&amp;",
    "a\n \nb",
    "",
    "深層学習",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts_need_no_parser(text):
    """A text without signs is known for one, and reads the same without the parser."""
    assert not has_signs(text)
    assert not has_line_signs(text)
    assert plain_blocks(text) == blocks_of(text)
    assert plain_line(text) == (line_of(text) or (Words(""),))


@settings(deadline=None)
@given(st.text(st.sampled_from("ab1 \n*_`$\\|[]()<>#-.~:{}^!&;=+"), max_size=60))
def test_no_sign_is_overlooked(text):
    """What is taken for a plain text is one to the parser, too."""
    if not has_signs(text):
        assert plain_blocks(text) == blocks_of(text)
    if not has_line_signs(text):
        assert plain_line(text) == (line_of(text) or (Words(""),))


HOSTILE = {
    "stars": "*" * 10_000,
    "stars and letters": "*a" * 2000 + " a*" * 1000,
    "emphasis never closed": "**a *b " * 500,
    "quotes": ">" * 4000,
    "lists in one line": "- " * 2000,
    "lists in lists": "\n".join(f"{'  ' * depth}- a" for depth in range(60)),
    "brackets": "[" * 4000,
    "images": "![[" * 1300,
    "links": "[a](b/cd)" * 450,
    "links never closed": "[a](" * 1000,
    "backticks": " ".join("`" * length for length in range(1, 85)),
    "dollars": "$a" * 2000,
    "double dollars": "$$a" * 1300,
    "columns": "|" * 2000 + "\n" + "|-" * 1000,
    "backslashes": "\\" * 4000,
    "nested emphasis": "**a *a " * 280 + "a* a**" * 280,
    "nested braces": f"${'{' * 1900}{'}' * 1900}$",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_read_at_once(text):
    """No text takes long, nests so deep that Python gives up, or fails to come back from JSON."""
    began = perf_counter()
    for nodes in (blocks_of(text), line_of(text)):
        assert from_json(to_json(nodes)) == nodes
    assert perf_counter() - began < 10


def test_what_is_nested_beyond_reason_is_text():
    """A text of fifty quotes within each other loses nothing."""
    text = f"{'> ' * 50}a"
    assert blocks_of(text) == (one(text),)


@pytest.mark.parametrize(
    "text", ["", "{", "1x", '{"Nothing":[]}', '{"Words":[]}', '{"Words":["a"],"Rule":[]}', "[" * 100_000]
)
def test_damaged_trees_are_refused(text):
    """What is no tree is told as one kind of error."""
    with pytest.raises(ValueError):  # noqa: PT011 - JSON's own error is one, too
        from_json(text)


def test_kept_trees_are_of_one_format(snapshot):
    """Where a text's tree changes, or how its formulas are set, the number of the format does: kept ones are stale."""
    text = "**a** *b* `c` [d](https://e.fg) $\\frac{x_1}{y}$\\\n$$\\frac{x}{y}$$ g\n\n- h\n\n> i\n\n|j|\n|-|\n|k|\n\n---\n# l\n\n    m"
    assert [FORMAT, json.loads(to_json(blocks_of(text)))] == snapshot
