"""The terminal's modes: what a signal leaves half done is undone."""

import pytest

from flashcards.terminal import modes


@pytest.mark.parametrize(("term", "expected"), [("xterm", "\x1b[?2004l\x1b[?25h"), ("dumb", "")])
def test_a_prompt_that_was_cut_off_leaves_no_signs(monkeypatch, capsys, term, expected):
    """Whoever leaves by a signal leaves pastes unmarked and the cursor seen; a dumb terminal is told nothing."""
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(modes.termios, "tcgetattr", lambda _: [0] * 7)
    monkeypatch.setattr(modes.termios, "tcsetattr", lambda *_: None)
    monkeypatch.setattr(modes.sys, "stdin", type("Terminal", (), {"fileno": lambda self: 0})())
    with pytest.raises(SystemExit), modes.silent_terminal():
        raise SystemExit(143)
    with modes.silent_terminal():
        pass
    assert capsys.readouterr().out == expected
