"""What a quiz says in a line or two, on every screen: what is asked, the time, where it stands."""

from flashcards.core.questions import question as card_question
from flashcards.core.quiz import Question, Quiz


def asked_text(question: Question) -> str:
    """What is asked, with the numbers and conventions of a computed card; its parts are asked by themselves."""
    if question.variant is None:
        return card_question(question.body)
    conventions = [f"Convention: {line}" for line in question.variant["conventions"]]
    return "\n".join([question.variant["question"], *conventions])


def clock_text(left_ms: int) -> str:
    """A time that is left, as a clock shows it: 00:41, 12:20, 1:02:20. A second that has begun is shown whole."""
    minutes, seconds = divmod(-(-left_ms // 1000), 60)
    return (
        f"{minutes:02d}:{seconds:02d}"
        if minutes < 60
        else f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    )


def taken_text(taken_ms: int) -> str:
    """A time that was taken, as a clock shows it: only whole seconds."""
    return clock_text(taken_ms // 1000 * 1000)


def points_text(value: float) -> str:
    """Points or percent: at most one decimal, and none for what is whole."""
    return f"{value:.1f}".removesuffix(".0")


def where_line(quiz: Quiz) -> str:
    """Where the quiz stands: Q 7/20 · 00:41 · exam 12:20 · 2 flagged."""
    pieces = [f"Q {quiz.place + 1}/{len(quiz.questions)}"]
    if quiz.question_left_ms is not None:
        pieces.append(clock_text(quiz.question_left_ms))
    if quiz.exam_left_ms is not None:
        pieces.append(f"exam {clock_text(quiz.exam_left_ms)}")
    flagged = sum(given.is_flagged for given in quiz.given)
    if flagged:
        pieces.append(f"{flagged} flagged")
    return " · ".join(pieces)
