"""Text in ASCII: nothing else is left, and everything stands in its column."""

import sys

import pytest
from rich.cells import cell_len

from flashcards.text.ascii import in_ascii


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain {text}~", "plain {text}~"),
        ("╭─ ✓ Right ─╮", "+- + Right -+"),
        ("━━──", "==--"),
        ("4 new · 1 again › 3 due ◂", "4 new . 1 again > 3 due <"),
        ("≈ ✗ → …", "~ x > ~"),
        ("naïve Gödel", "naive Godel"),
        ("Go\u0308del", "Godel"),
        ("“don’t” – say", '"don\'t" - say'),
        ("x²", "x2"),
        ("½", "?"),
        ("β 𝒩", "? N"),
        ("深層", "????"),
        ("Ａ", "A "),
        ("a\u00a0b", "a b"),
        ("\x1b[31mred\x1b[0m", "\x1b[31mred\x1b[0m"),
    ],
)
def test_signs(text, seen):
    """Frames, signs and letters have the ASCII that is nearest to them."""
    assert in_ascii(text) == seen


def test_every_sign_keeps_its_width():
    """Every printable sign becomes as much ASCII as it takes columns."""
    wrong = []
    for code in range(0x20, sys.maxunicode + 1):
        sign = chr(code)
        if sign.isprintable() and cell_len(sign) != len(in_ascii(sign)):
            wrong.append(sign)
    assert not wrong, f"{len(wrong)}: {wrong[:40]}"
