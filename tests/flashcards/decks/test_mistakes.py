"""Mistakes and how they are shown."""

from flashcards.decks.mistakes import MOST_SHOWN, Findings, Mistake


def test_the_caret_stands_under_the_column():
    """A mistake is shown with its place, its line, a caret and a hint."""
    mistake = Mistake("a.yaml", 3, 5, "error", "'q' is empty", "write it", "  q: ''")
    assert mistake.render() == "a.yaml:3:5: error: 'q' is empty\n      q: ''\n        ^\nhint: write it"


def test_wide_and_combining_characters_move_the_caret():
    """The caret goes by the cells that characters take, not by their number."""
    shown = Mistake("a", 1, 4, "error", "m", "", "日e\u0301x").render()
    assert shown.splitlines()[2] == "    " + " " * 3 + "^"


def test_a_long_line_is_cut_around_the_column():
    """Of a long line the part around the mistake is shown, with the caret under the same character."""
    line = "x" * 500 + "!" + "x" * 500
    _, shown, caret = Mistake("a", 1, 501, "error", "m", "", line).render().splitlines()
    assert len(shown) < 120
    assert shown[caret.index("^")] == "!"


def test_json_has_the_promised_fields():
    """Other programs get path, line, column, severity and message."""
    assert Mistake("a", 1, 2, "advice", "m", "h", "s").to_json() == {
        "path": "a",
        "line": 1,
        "column": 2,
        "severity": "advice",
        "message": "m",
    }


def test_findings_are_in_order_and_bounded():
    """Mistakes come from the top down, each once, and never more than a person reads."""
    findings = Findings("a", "one\ntwo")
    findings.add((2, 1), "b")
    findings.add((1, 2), "a")
    findings.add((1, 2), "a")
    assert [(found.line, found.source_line) for found in findings.in_order()] == [(1, "one"), (2, "two")]
    for line in range(3, 2 * MOST_SHOWN):
        findings.add((line, 1), "c")
    assert findings.is_full
    assert len(findings.in_order()) == MOST_SHOWN


def test_mistakes_of_cards_stop_no_deck_and_hide_none():
    """However many cards are passed over, findings are empty until something stops the deck, and then hold it."""
    findings = Findings("a")
    for line in range(1, 2 * MOST_SHOWN):
        findings.add((line, 2), "of a card", stops_deck=False)
    assert not findings
    assert not findings.is_full
    assert len(findings.in_order()) == MOST_SHOWN
    findings.add((1, 1), "of the deck")
    assert findings
    assert [found.stops_deck for found in findings.in_order()[:2]] == [True, False]
