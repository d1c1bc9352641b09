"""The history of quizzes: the best one, and where topics are going."""

from flashcards.core.past import Past, best, trends


def past(name, points, of, **topics):
    """A quiz with these points."""
    return Past(name, 1, points, of, 100 * points / of, 70, points / of >= 0.7, "handed in", 60, "s", topics)


def test_the_best_is_the_highest_share():
    """Of equal shares more questions tell more, and then the later one is taken."""
    assert best([]) is None
    assert best([past("a", 4, 5), past("b", 9, 10), past("c", 1, 5)]).id == "b"
    assert best([past("a", 4, 5), past("b", 8, 10), past("c", 8, 10)]).id == "c"


def test_trends_have_the_weakest_of_late_first():
    """Each topic's percents, oldest first; a quiz without the topic leaves no gap."""
    pasts = [past("a", 3, 4, x=(2, 2), y=(1, 2)), past("b", 1, 2, x=(1, 2)), past("c", 2, 2, y=(2, 2))]
    assert trends(pasts) == {"x": [100, 50], "y": [50, 100]}
    assert list(trends(pasts)) == ["x", "y"]
