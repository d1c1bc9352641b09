"""Opening and decoding deck files."""

import os

import pytest

from flashcards.decks.source import MOST_BYTES, UNSEEN, Unreadable, decode, read_bytes


def test_what_is_no_regular_file_is_refused_at_once(tmp_path):
    """A pipe, a device, a folder and a link that leads round in a circle are refused without waiting."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (tmp_path / "pipe", tmp_path, tmp_path / "loop", "/dev/zero", tmp_path / "none", "a\0b"):
        with pytest.raises(Unreadable):
            read_bytes(str(path))


def test_large_files_are_refused(tmp_path):
    """A file over the bound is read no further than the bound, and refused."""
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(MOST_BYTES * 4)
    content = read_bytes(str(tmp_path / "a.yaml"))
    assert len(content) == MOST_BYTES + 1
    text, findings = decode(content, "a.yaml")
    assert text == ""
    assert "larger than 16 MB" in findings.in_order()[0].message


def test_marks_and_line_ends_of_other_systems_are_fine():
    """A byte order mark and CRLF change nothing."""
    text, findings = decode(b"\xef\xbb\xbfdeck: a\r\ntitle: b\r\n", "a")
    assert not findings
    assert text == "deck: a\ntitle: b\n"


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("deck: a".encode("utf-16"), (1, 1), "UTF-16"),
        ("title: é\nabout: ö".encode("latin-1"), (1, 8), "0xe9 is not UTF-8"),
        ("é: 'x'\nß: ".encode() + b"\xff", (2, 4), "0xff is not UTF-8"),
        (b"\xed\xa0\x80", (1, 1), "not UTF-8"),
        (b"a: \x00", (1, 4), "U+0000 NUL"),
        (b"a: b\rc", (1, 5), "CARRIAGE RETURN"),
        ("日: \u202ex".encode(), (1, 4), "RIGHT-TO-LEFT OVERRIDE"),
        ("a\n \u2028".encode(), (2, 2), "LINE SEPARATOR"),
        ("a: \x85".encode(), (1, 4), "U+0085"),
        ("a\ufeffb".encode(), (1, 2), "ZERO WIDTH NO-BREAK SPACE"),
        ("a\U000e0041".encode(), (1, 2), "TAG LATIN CAPITAL LETTER A"),
    ],
)
def test_other_characters_are_named_with_their_place(content, place, words):
    """What is not UTF-8, acts on a terminal or is not seen is refused at its line and column."""
    _, findings = decode(content, "a")
    found = findings.in_order()[0]
    assert (found.line, found.column) == place
    assert words in found.message


def test_text_of_all_scripts_is_fine():
    """Accents, other scripts, symbols, joined emoji and tabs are text."""
    text = "naïve 学习 שלום ∂L/∂w 👩‍💻 x\ty — “q”"
    assert not UNSEEN.search(text)
    assert decode(text.encode(), "a")[0] == text
