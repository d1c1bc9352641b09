"""Cloze texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.cloze import ClozeError, Gap, answer, gap_numbers, masked, parse, revealed

FRACTION = r"$\frac{e^{x_i}}{\sum_j e^{x_j}}$"


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("a {{b}} c", Gap(None, "b")),
        ("a {{c1::b}} c", Gap(1, "b")),
        ("a {{c12::b::what}} c", Gap(12, "b", "what")),
        (f"softmax is {{{{c1::{FRACTION}}}}}.", Gap(1, FRACTION)),
        (f"softmax is {{{{{FRACTION}}}}}.", Gap(None, FRACTION)),
        ("$x^{{2}}$ and {{b}}", Gap(None, "b")),
        ("$$x^{{2}}$$ and {{c1::b}}", Gap(1, "b")),
        ("$E = mc^{{{c1::2}}}$", Gap(1, "2", in_maths=True)),
        (r"{{c1::a \} b}}", Gap(1, r"a \} b")),
        (r"costs \$5 {{and}} \$6", Gap(None, "and")),
        ("costs $5 {{and}} $6", Gap(None, "and")),
        ("`$HOME` is {{set}}, `$PATH` too", Gap(None, "set")),
        ("`optimizer.{{step}}()`", Gap(None, "step")),
        ("{{c1::$a::b$::hint}}", Gap(1, "$a::b$", "hint")),
        (r"\{{no}} {{yes}}", Gap(None, "yes")),
    ],
)
def test_gaps_end_where_their_braces_do(text, gap):
    """A gap survives braces, maths, code and money in it and around it."""
    assert [part for part in parse(text) if isinstance(part, Gap)] == [gap]


@pytest.mark.parametrize(
    ("text", "offset", "words"),
    [
        ("no gap", 0, "no gap"),
        ("a {{b", 2, "not closed"),
        ("a {{b} c", 2, "not closed"),
        ("ü {{c1::{b}}", 2, "not closed"),
        ("{{}}", 0, "empty"),
        ("a {{c1:: ::hint}}", 2, "empty"),
        ("{{a}} {{c1::b}}", 6, "mixed"),
        ("{{c1:a}}", 0, "one colon"),
        ("{{c0::a}}", 0, "start at 1"),
        ("{{c1::a {{c2::b}}}}", 0, "another gap"),
        ("$x^{{2}}$", 0, "no gap"),
    ],
)
def test_a_text_that_cannot_be_read_says_where(text, offset, words):
    """An error names what is wrong and the character at which."""
    with pytest.raises(ClozeError, match=words) as raised:
        parse(text)
    assert raised.value.offset == offset


def test_numbers_come_once_and_in_order():
    """Gaps of the same number are one card, and bare gaps have none."""
    assert gap_numbers("{{c3::a}} {{c1::b}} {{c3::c}}") == (1, 3)
    assert gap_numbers("{{a}} {{b}}") == ()


def test_only_the_asked_gap_is_hidden():
    """The mask is the hint if there is one, and other gaps are filled in."""
    text = "{{c1::Adam}} adapts the {{c2::rate::what?}} of {{c1::each}} weight"
    assert masked(text, 1) == "[...] adapts the rate of [...] weight"
    assert masked(text, 2) == "Adam adapts the [what?] of each weight"
    assert masked("{{a}} and {{b}}", None) == "[...] and [...]"
    assert answer(text, 1) == ("Adam", "each")


def test_the_answer_is_bold_where_markdown_can():
    """Bold marks stand around the asked gap, and never in maths or where they would be read as asterisks."""
    assert revealed("{{c1::a}} and {{c2::b}}", 2) == "a and **b**"
    assert revealed("un{{super}}vised", None) == "un**super**vised"
    assert revealed("f{{(x)}}", None) == "f(x)"
    assert revealed("$x = {{c1::2}}$", 1) == "$x = 2$"


TEXTS = st.text(alphabet="ab {}$`\\:c12\n", max_size=60)


@given(TEXTS)
def test_any_text_is_parts_or_a_mistake(text):
    """Nothing but ClozeError comes out of any text, and its offset lies within."""
    length = len(text)
    try:
        parts = parse(text)
    except ClozeError as error:
        place = error.offset
    else:
        place = 0
        assert any(isinstance(part, Gap) for part in parts)
    assert 0 <= place <= length


WORDS = st.text(alphabet="abc xyz", min_size=1, max_size=8).filter(str.strip)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_writing_and_parsing_agree(pairs):
    """Gaps that were written are the gaps that are found."""
    text = "".join(f"{before}{{{{c{number}::{gap}}}}}" for number, (before, gap) in enumerate(pairs, 1))
    assert parse(text) == tuple(
        part for number, (before, gap) in enumerate(pairs, 1) for part in (before, Gap(number, gap))
    )


def test_long_texts_are_parsed_in_linear_time():
    """Openers that nothing closes do not make the search quadratic."""
    for text in (
        "`" * 30 + " " + "$" * 60_000,
        "$a " * 20_000,
        "".join("`" * n + " " for n in range(1, 350)),
    ):
        assert gap_numbers(text + "{{c1::x}}") == (1,)
