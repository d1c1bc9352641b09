"""Where lines break."""

import pytest

from flashcards.cli.import_report import print_report
from flashcards.cli.printing import print_error, print_line
from flashcards.core.errors import UsageError
from flashcards.core.incoming import Omissions

PATH = "/home/somebody/" + "x" * 60
LONG = [f"word {PATH} and more", "a-hyphenated-word " * 5, "  indented " + "word " * 20]


def report(lines):
    print_report([], Omissions(), lines, dry_run=True)


def each(lines):
    for line in lines:
        print_line(line)


def errors(lines):
    print_error(UsageError(lines[0], lines[1]))


@pytest.mark.parametrize(("prints", "stream"), [(report, "stdout"), (each, "stdout"), (errors, "stderr")])
def test_lines_break_between_words_on_a_terminal(capsys, monkeypatch, prints, stream):
    """No line is wider than the terminal but for a path, which stays whole; in a file a line stays a line."""

    def printed():
        return "".join(capsys.readouterr()).splitlines()

    prints(LONG)
    whole = printed()
    assert all(any(line.endswith(long) for line in whole) for long in LONG[: 2 if prints is errors else 3])
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    prints(LONG)
    lines = printed()
    assert f"  {PATH}" in lines
    assert all(len(line) <= 40 for line in lines if PATH not in line)
    assert " ".join(lines).split() == " ".join(whole).split()
