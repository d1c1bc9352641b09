"""The order of one sitting, and its tallies."""

from flashcards.core.session import Review, Session


def test_a_card_that_comes_again_goes_to_the_end():
    """A failed card returns after all others, and again for as long as it is failed."""
    session = Session(["a", "b"])
    session.answered(Review("a", 1, 1000), again=True)
    assert session.queue == ["b", "a"]
    session.answered(Review("b", 4, 1000), again=False)
    session.answered(Review("a", 3, 1000), again=True)
    assert session.queue == ["a"]


def test_tallies():
    """Answers of 3 and more are right; a failed card is named once, however often it failed."""
    session = Session(["a", "b"])
    for card, grade in (("a", 1), ("a", 2), ("a", 4), ("b", 3)):
        session.answered(Review(card, grade, 1500), again=grade < 4)
    assert (session.right, session.failed, session.elapsed_ms) == (2, ["a"], 6000)


def test_taking_back_forgets_the_latest_answer_to_the_card():
    """Only the latest answer of that card leaves the tally; a card that was not answered here changes nothing."""
    session = Session(["a"])
    session.answered(Review("a", 1, 1), again=True)
    session.answered(Review("a", 4, 1), again=False)
    session.take_back("a")
    session.take_back("z")
    assert [review.grade for review in session.reviews] == [1]
