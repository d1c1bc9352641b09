"""Two pseudo-terminals that review at once: each sees at its next card what the other did; the day is one for both."""


def graded(flash, card):
    """The grades that count in a card's journal."""
    return [
        row["grade"] for row in flash.show(card)["journal"] if row["kind"] == "answer" and not row["undone"]
    ]


def leave(*terminals):
    for terminal in terminals:
        terminal.press("q", "Next:")
        assert terminal.end() == 0
        assert terminal.is_as_before


def test_what_one_answers_the_other_asks_no_more(flash, start):
    """The card on both screens is graded once, by whoever is first; the other says so and goes on."""
    flash.cards(4)
    one, two = start("review"), start("review")
    one.until("Question 1?", "space answer")
    two.until("Question 1?", "space answer")
    one.press(" ", "Answer 1").press("4", "Question 2?", "space answer")
    two.press(" ", "Answer 1")
    two.press("1", "d/c1 was answered in another terminal; going on", "Question 2?", "space answer")
    two.press(" ", "Answer 2").press("4", "Question 3?", "space answer")
    one.press(" ", "Answer 2").press(
        "4", "d/c2 was answered in another terminal", "Question 3?", "space answer"
    )
    leave(one, two)
    assert [graded(flash, f"d/c{number}") for number in range(1, 5)] == [[5], [5], [], []]


def test_suspended_and_taken_back_in_another_terminal(flash, start):
    """What one suspends or takes back is gone, or there again, at the other's next card."""
    flash.cards(3)
    one, two = start("review"), start("review")
    one.until("Question 1?", "space answer")
    two.until("Question 1?", "space answer")
    one.press(" ", "Answer 1").press("4", "Question 2?", "space answer")
    one.press("s", "suspended", "Question 3?", "space answer")
    two.press(" ", "Answer 1").press("4", "answered in another terminal", "Question 3?", "space answer")
    one.press("u", "taken back: suspend of d/c2", "Question 2?", "space answer")
    two.press(" ", "Answer 3").press("4", "Question 2?", "space answer")
    leave(one, two)
    assert [graded(flash, f"d/c{number}") for number in range(1, 4)] == [[5], [], [5]]


def test_the_limits_of_the_day_are_counted_once(flash, start):
    """New cards that one has taken are taken for the other: only what is on a screen already may still be answered."""
    flash.cards(9)
    one = start("review", FLASHCARDS_NEW_PER_DAY="3")
    two = start("review", FLASHCARDS_NEW_PER_DAY="3")
    one.until("Question 1?", "space answer")
    two.until("Question 1?", "space answer")
    for number, then in ((1, "Question 2?"), (2, "Question 3?"), (3, "Next:")):
        one.press(" ", f"Answer {number}").press("4", then)
    assert one.end() == 0
    two.press(" ", "Answer 1").press("4", "Next:")
    assert two.end() == 0
    assert sum(len(graded(flash, f"d/c{number}")) for number in range(1, 10)) == 3
