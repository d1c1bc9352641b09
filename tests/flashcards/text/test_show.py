"""The gate: nothing that a terminal obeys or hides passes it, and clean text passes unchanged."""

import subprocess
import sys
import unicodedata
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashcards.text.show import show

HOSTILE = {
    "CSI colour": ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
    "CSI clear screen": ("\x1b[2J\x1b[H", "␛[2J␛[H"),
    "OSC 8 link": (
        "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
        "␛]8;;http://evil.example␛\\click␛]8;;␛\\",
    ),
    "OSC 52 clipboard": ("\x1b]52;c;cm0gLXJm\x07", "␛]52;c;cm0gLXJm␇"),
    "OSC 0 title": ("\x1b]0;owned\x07", "␛]0;owned␇"),
    "DCS": ("\x1bP+q544e\x1b\\", "␛P+q544e␛\\"),
    "device report": ("\x1b[6n", "␛[6n"),
    "reset": ("\x1bc", "␛c"),
    "C1 CSI": ("\x9b31m", r"\u{9b}31m"),
    "C1 OSC": ("\x9d0;owned\x9c", r"\u{9d}0;owned\u{9c}"),
    "next line": ("a\x85b", r"a\u{85}b"),
    "bidi override": ("\u202egnp.exe", r"\u{202e}gnp.exe"),
    "bidi isolate": ("a\u2067b\u2069", r"a\u{2067}b\u{2069}"),
    "bidi marks": ("\u061c\u200e\u200f", r"\u{61c}\u{200e}\u{200f}"),
    "zero-width space": ("pass\u200bword", r"pass\u{200b}word"),
    "word joiner": ("a\u2060b", r"a\u{2060}b"),
    "soft hyphen": ("a\u00adb", r"a\u{ad}b"),
    "byte-order mark": ("\ufeffdeck", r"\u{feff}deck"),
    "NUL": ("a\0b", "a␀b"),
    "BEL": ("\a", "␇"),
    "backspace": ("safe\b\b\b\bevil", "safe␈␈␈␈evil"),
    "overwriting return": ("wrong\rright", "wrong␍right"),
    "form feed and vertical tab": ("\f\v", "␌␋"),
    "shift out": ("\x0e", "␎"),
    "DEL": ("a\x7fb", "a␡b"),
    "tag characters": ("hi\U000e0068\U000e0069", r"hi\u{e0068}\u{e0069}"),
    "lone surrogate": ("\ud800", r"\u{d800}"),
    "undecodable byte of a file name": ("caf\udce9.yaml", r"caf\u{dce9}.yaml"),
    "line separator": ("a\u2028b\u2029c", r"a\u{2028}b\u{2029}c"),
    "private use": ("\ue0b0\U000f0000", r"\u{e0b0}\u{f0000}"),
    "unassigned": ("\u0378", r"\u{378}"),
    "no character": ("\uffff\U0010ffff", r"\u{ffff}\u{10ffff}"),
    "interlinear annotation": ("\ufff9", r"\u{fff9}"),
    "blank letters": ("\u3164\uffa0\u115f", r"\u{3164}\u{ffa0}\u{115f}"),
    "joiner that hides": ("ad\u200dmin", r"ad\u{200d}min"),
    "joiner after a joiner": ("क्\u200d\u200dष", "क्\u200d\\u{200d}ष"),
    "joiner after a space": ("\u3000\u200c", "\u3000\\u{200c}"),
    "joiner at the start": ("\u200dx", r"\u{200d}x"),
    "zalgo": ("e" + "\u0301" * 500 + "vil", "e" + "\u0301" * 6 + "…vil"),
    "enclosing zalgo": ("e" + "\u20dd" * 500, "e" + "\u20dd" * 6 + "…"),
    "zalgo of variation selectors": ("e" + "\U000e0100" * 500, "e" + "\U000e0100" * 6 + "…"),
    "markup is only text": ("[link=http://evil.example]x[/]", "[link=http://evil.example]x[/]"),
}

CLEAN = {
    "empty": "",
    "plain": "What does dropout do?",
    "lines": "one\ntwo\n\nthree\n",
    "mathematics": "θ ← θ − η·m̂/(√v̂ + ε), ‖x‖₂ ≤ 1, x ∈ ℝⁿ",
    "accents, composed": "Poincaré, Erdős, Łukasiewicz",
    "accents, decomposed": "Poincare\u0301 Vie\u0323\u0302t",
    "emoji": "👩\u200d💻 🏳\ufe0f\u200d🌈 1\ufe0f\u20e3",
    "Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Hindi": "क्\u200dष",
    "Thai": "ที่นี่ น้ำ",
    "Burmese": "မြွှေ",
    "Hebrew with vowels": "בְּרֵאשִׁ֖ית",
    "Japanese": "深層\u3000学習がく",
    "spaces of typography": "12\u202f000\u00a0%",
    "pictures": "␛[31m",
}


def is_forbidden(sign):
    """Whether a terminal could obey the sign or show nothing for it."""
    category = unicodedata.category(sign)
    return sign not in "\n\u200c\u200d" and category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


ANY_TEXT = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("a\n\r\t\x1b\x9b\u200d\u0301🏳\u3164\u202e")
)


@pytest.mark.parametrize(("text", "seen"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_made_visible(text, seen):
    """What would act or hide stands there as a picture or a number."""
    assert show(text) == seen
    assert show(text, lines=False) == seen


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
def test_clean_text_passes_unchanged(text):
    """What people write in any script stays as they wrote it."""
    assert show(text) == text


def test_line_ends_and_tabs():
    """Both kinds of line end are one, and a tab is spaces."""
    assert show("a\r\nb\n\tc") == "a\nb\n    c"


def test_one_line_places():
    """Where there is one line, line ends are spaces."""
    assert show("a\r\nb\nc", lines=False) == "a b c"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("x" * 10, "x" * 10),
        ("x" * 11, "x" * 9 + "…"),
        ("\x1b" * 11, "␛" * 9 + "…"),
        ("\u202e" * 2, r"\u{202e}" + "\\…"),
        ("\r\n" * 10, "\n\n\n\n\n␍…"),
        ("ab\n" * 1_000_000, "ab\nab\nab\n…"),
    ],
    ids=["just fits", "one too many", "controls", "grows", "shrinks", "very long"],
)
def test_length_is_capped(text, seen):
    """Nothing longer than the limit passes, and what was cut is marked even if the rest has become shorter."""
    assert show(text, limit=10) == seen


def test_a_very_long_line_is_cut():
    """Without a limit of its own a text ends after four thousand characters."""
    assert show("x" * 1_000_000) == "x" * 3999 + "…"


@given(text=ANY_TEXT, lines=st.booleans(), limit=st.integers(1, 50))
@example(text="\u202e\u200d", lines=True, limit=50)
@example(text="\u3164\u200d", lines=True, limit=50)
def test_nothing_forbidden_passes(text, lines, limit):
    """Whatever comes in, nothing forbidden goes out, it fits, and showing it again changes nothing."""
    seen = show(text, lines=lines, limit=limit)
    assert not any(map(is_forbidden, seen))
    assert len(seen) <= limit
    assert lines or "\n" not in seen
    assert show(seen, lines=lines, limit=limit) == seen


def test_no_code_point_gets_through():
    """Every code point there is, alone among letters, is harmless or made visible."""
    signs = [
        sign for sign in map(chr, range(sys.maxunicode + 1)) if is_forbidden(sign) or sign in "\u200c\u200d"
    ]
    assert show("a".join(signs), limit=10 * sys.maxunicode).isprintable()


def test_the_gate_costs_little_to_load():
    """Commands that start fast pass the gate as well: it loads no module for itself, nor for plain text."""
    code = (
        "import sys; before = set(sys.modules); from flashcards.text.show import show; show('a'); show('a\\tb');"
        "print(sorted(set(sys.modules) - before))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['flashcards', 'flashcards.text', 'flashcards.text.show']"


@pytest.mark.parametrize("sign", ["a", "é", "深", "\x1b", "\u202e", "\u0301", "🏳\u200d", "\n"])
def test_a_megabyte_takes_no_time(sign):
    """A guard against slow ways through: ten times the 0.2 s that a megabyte may take."""
    text = sign * (2**20 // len(sign.encode()))
    started = perf_counter()
    show(text, limit=2**24)
    assert perf_counter() - started < 2
