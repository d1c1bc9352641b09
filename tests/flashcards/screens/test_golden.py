"""How every type of card looks in every state, with and without colours, on narrow and wide screens."""

import io
import re

import pytest
from rich.console import Console
from rich.segment import Segment

from flashcards.core.answers import Verdict, check, options, shown
from flashcards.core.cards import Basic, Card, Choice, Claim, Cloze, Computed, Listing, Steps, Typed, Wrong
from flashcards.core.journal import Standing
from flashcards.core.memory import Memory
from flashcards.core.practice import Record
from flashcards.core.questions import question
from flashcards.screens.cards import card_screen
from flashcards.screens.decks import decks_table
from flashcards.screens.passages import Typesetter
from flashcards.screens.review import (
    Progress,
    answer_panel,
    command_table,
    grade_keys,
    header,
    hint_line,
    items_found,
    question_panel,
    typo_rows,
    verdict_line,
)
from flashcards.screens.settings import settings_table
from flashcards.screens.summary import Summary, summary_screen

BODIES = {
    "basic": Basic(q="Why does Adam divide its averages?", a="Both start at zero, so that early on they are too small."),
    "cloze": Cloze(text="Learning-rate {{c1::warm-up}} begins with a {{c2::small::size?}} step.", gap=2),
    "claim": Claim(claim="Weight decay and an L2 penalty are the same in Adam.", truth=False),
    "choice": Choice(
        q="What does momentum damp?",
        right=("Oscillation across steep directions",),
        wrong=(Wrong("Overfitting"), Wrong("The learning rate", "That stays as it is; momentum changes the path.")),
    ),
    "several": Choice(q="Which are odd?", right=("Three", "Five"), wrong=(Wrong("Six"), Wrong("Eight"))),
    "typed": Typed(q="Which Adam variant decouples the weight decay?", accept=("AdamW", "Adam with decoupled weight decay")),
    "steps": Steps(q="Put one training step in order.", steps=("forward pass", "loss", "backward pass", "update")),
    "list": Listing(q="Name two schedules.", items=(("cosine", "cosine annealing"), ("step decay",), ("exponential",)), at_least=2),
    "computed": Computed("adam-step"),
}  # fmt: skip

#: What is typed, right and wrong; basic and cloze cards are graded by the person.
TYPED = {
    "claim": ("f", "t"),
    "choice": ("Oscillation across steep directions", "The learning rate"),
    "several": ("Three, Five", "Three, Six"),
    "typed": ("adamw", "Adam with coupled weight decay"),
    "steps": ("forward pass, loss, backward pass, update", "loss, forward pass, backward pass, update"),
    "list": ("cosine, step decay", "cosine, linear"),
}
PROBLEM = "Before step t = 3 of Adam m0 = 0.2, v0 = 0.3 and w0 = 0.6; the gradient is g = 2.7. What is m1?"
SOLUTION = (
    "m1 = beta1 * m0 + (1 - beta1) * g = 0.8 * 0.2 + (1 - 0.8) * 2.7 = 0.7000",
    "  ↑ Here your value 0.5 leaves the way.",
    "root = sqrt(v_hat) = 2.1340",
)
OUTCOMES = {
    "1": ("Again", "again today, then 1 d"),
    "2": ("Hard", "again today, then 6 d"),
    "3": ("Good", "6 d"),
    "4": ("Easy", "6 d"),
}
#: Answers that are not one yet.
TRIED = {
    "typed": Verdict("typo", "Did you mean 'AdamW'? Type the same again to confirm.", meant="AdamW"),
    "computed": Verdict("close", "That is near, but not near enough. Work with more digits."),
    "steps": Verdict("unreadable", "There are 4 steps: type all their numbers."),
    "list": Verdict("unreadable", "Type an answer first."),
}
WIDTHS = [120, 80, 40]


class InOrder:
    """Chance that leaves everything as it is."""

    def shuffle(self, shown):
        """Nothing."""


def drawn(*parts, width):
    """What a terminal of this width gets, without its colours."""
    return re.sub(r" +$", "", TAG.sub("", coloured(*parts, width=width)), flags=re.MULTILINE)


#: A style as it is written into a golden screen; what has none stands outside of these brackets.
TAG = re.compile(r"⟪[a-z ]*:|⟫")


def coloured(*parts, width):
    """The same with its styles as words: ⟪bold green:✓⟫."""
    console = Console(
        file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False, color_system="standard"
    )
    segments = [segment for part in parts for segment in (*console.render(part), Segment.line())]
    lines = [
        "".join(
            f"⟪{segment.style}:{segment.text}⟫" if segment.style and segment.text.strip() else segment.text
            for segment in Segment.simplify(line)
        ).rstrip()
        for line in Segment.split_lines(segments)
    ]
    return "\n".join(lines).strip("\n")


def card(kind):
    """A card of that type with everything that a card may have."""
    return Card(
        "optimizers/a-card",
        BODIES[kind],
        tags=("adam",),
        hint="Think of the *first* step.",
        why="It is **so**, as $\\beta^t$ shows.",
        note="`AdamW` is another.",
        source="Kingma & Ba 2015, sec. 3",
        path="/decks/optimizers.yaml",
        line=7,
    )


def asked(kind, given):
    """The screen when the card comes."""
    progress = Progress(new=3, again=2, due=19, done=6, left=18, seconds=252)
    text = PROBLEM if kind == "computed" else question(given.body)
    return header(given, progress), question_panel(given, text, options(given.body, InOrder()), Typesetter())


def answered(given, verdict, typed=""):
    """The screen when it is answered."""
    proposed = "3" if verdict is None or verdict.kind == "right" else "1"
    return answer_panel(given, verdict, typed, SOLUTION, Typesetter()), grade_keys(OUTCOMES, proposed)


def tried(given, verdict, typed):
    """The screen when what was typed is no answer yet."""
    return verdict_line(verdict), typo_rows(given, verdict, typed) if verdict.kind == "typo" else ""


def info(given):
    """The screen when everything about the card is asked for, before it is answered."""
    standing = Standing(
        Memory(ease=250, interval_days=6, repetitions=2, due_day=739_695, lapses=1), last_day=739_689
    )
    return (
        card_screen(
            given.id, given, standing, [], Typesetter(), today=739_689, leech_lapses=8, hides_answer=True
        ),
    )


def verdict_on(kind, typed):
    """What marking gives."""
    if kind == "computed":
        return (
            Verdict("right")
            if typed == "0.7"
            else Verdict("wrong", "The weights are swapped.", slip="swapped")
        )
    return check(BODIES[kind], typed, options(BODIES[kind], InOrder()), lambda: ())


def states(kind):
    """Every state in which a card of that type may be seen, and what its screen is made of."""
    given = card(kind)
    yield "question", asked(kind, given)
    yield "hint", (hint_line(Typesetter().line(given.hint)),)
    yield "info", info(given)
    if not given.is_marked:
        yield "answer", answered(given, None)
        return
    typed = TYPED.get(kind, ("0.7", "2.2"))
    for state, answer in zip(("right", "wrong"), typed, strict=True):
        yield state, answered(given, verdict_on(kind, answer), answer)
    yield "shown", answered(given, shown())
    if kind in TRIED:
        yield TRIED[kind].kind, tried(given, TRIED[kind], "AdmaW")


@pytest.mark.parametrize("look", [drawn, coloured])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", BODIES)
def test_every_type_of_card(kind, width, look, snapshot):
    """In every state a card looks as it was found good by eye."""
    assert "\n\n".join(f"[{state}]\n{look(*parts, width=width)}" for state, parts in states(kind)) == snapshot


@pytest.mark.parametrize("kind", BODIES)
def test_an_answer_and_its_keys_fit_on_a_screen(kind):
    """The answer with the grade keys and the line of keys needs no more than 24 lines."""
    given = card(kind)
    for typed in TYPED.get(kind, ("0.7",)):
        verdict = verdict_on(kind, typed) if given.is_marked else None
        assert len(drawn(*answered(given, verdict, typed), width=80).splitlines()) < 24


@pytest.mark.parametrize("width", WIDTHS)
def test_what_comes_between(width, snapshot):
    """Tries, items as they are found, all keys, the lists and the summary look as they were found good by eye."""
    deck = {
        "deck": "optimizers",
        "title": "Optimizers and learning rates",
        "cards": 85,
        "seen": 12,
        "new": 3,
        "due": 9,
        "own": True,
        "linked": False,
        "overrides": False,
        "on": True,
    }
    summary = Summary("all done", 3, 2, 2, 65_000, [("d/a", "Why?")], 4, 2, 10, "flashcards review")
    assert (
        drawn(
            items_found([("cosine", True), ("linear", False)]),
            command_table([("hint", "h", "a hint"), ("quit", "q", "save & quit")]),
            decks_table(
                [
                    deck,
                    deck | {"linked": True, "overrides": True, "deck": "adam"},
                    deck | {"own": False, "on": False, "deck": "losses"},
                ]
            ),
            settings_table(
                [
                    ("new_per_day", "10", "default", "new cards of a study day"),
                    ("decks_off", "none", "default", "decks that the day leaves out"),
                ]
            ),
            summary_screen(summary),
            width=width,
        )
        == snapshot
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_the_list_of_kinds(width, snapshot):
    """Kinds stand below their topics, with the person's own record."""
    from flashcards.problems.plugins import installed_kinds
    from flashcards.screens.practice import kinds_table

    kinds = [
        kind for kind in installed_kinds().by_name.values() if kind.name in {"sigmoid", "relu", "adam-step"}
    ]
    records = {"sigmoid": Record(answers=4, right=3, last_day=739_689)}
    assert drawn(kinds_table(kinds, records), width=width) == snapshot


def test_colours_are_never_those_of_a_background():
    """No words are black, white or dim, which vanish on one background or the other."""
    file = io.StringIO()
    console = Console(file=file, width=80, force_terminal=True, color_system="standard", markup=False)
    for kind in BODIES:
        given = card(kind)
        for part in (*asked(kind, given), *answered(given, None if not given.is_marked else shown())):
            console.print(part)
    codes = {
        code for escape in file.getvalue().split("\x1b[")[1:] for code in escape.partition("m")[0].split(";")
    }
    assert not codes & {"2", "30", "37", "40", "47", "90", "97", "33", "34"}
