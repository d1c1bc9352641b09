"""Searching: what is found is what a plain look at every card finds."""

import unicodedata
from random import Random

import pytest

from flashcards.core.errors import FlashcardsError
from flashcards.core.journal import NEW, fold
from flashcards.core.memory import sm2
from flashcards.store.journal import Moment, all_rows

SAID = [
    "Gradient",
    "gradients",
    "GRAD",
    "naïve",
    "naive",
    "C++",
    "C",
    r"$\\beta_1$",
    "1e-8",
    "weight decay",
    "weight-decay",
]
SAID += [
    "激活函数",
    "Straße",
    "a",
    "or",
    '"quoted"',
    "NEAR(x)",
    "x*",
    "{1}",
    "decay weight",
    "tag",
    "type basic",
    "level",
]
TAGS = ["adam", "adam-w", "grad", "t1"]
SIGNS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def library(flash, rng):
    """Three decks of cards of many types, that say a few words each."""

    def said():
        return " ".join(rng.choice(SAID) for _ in range(rng.randint(1, 3))).replace("'", "")

    def entry(number):
        q, a = (f"'{said()}'" for _ in range(2))
        body = rng.choice([
            f"q: {q}, a: {a}",
            f"q: {q}, a: {a}, both: true",
            f"claim: {q}, truth: true",
            f"q: {q}, right: {a}, wrong: [W, {{text: V, why: {q}}}]",
            f"q: {q}, steps: [one, two]",
            "cloze: 'x {{c1::weight}} {{c2::decay::hint}} y'",
            f"q: {q}, items: [Adam, AdamW]",
        ])  # fmt: skip
        rest = f", tags: [{', '.join(rng.sample(TAGS, rng.randint(0, 2)))}]"
        rest += rng.choice(["", ", level: 1", ", level: 2"]) + rng.choice(
            ["", f", why: '{said()}'", f", note: '{said()}'"]
        )
        return f"      - {{id: c{number}, {body}{rest}}}"

    for deck in ("losses", "optimizers", "opt"):
        entries = "\n".join(entry(number) for number in range(12))
        flash.deck(f"deck: {deck}\ntitle: T\ncards:\n{entries}\n")


def journal(home, rng, cards, today):
    """A few weeks of answers of all grades, suspensions, burials, resets and things taken back."""
    for day in range(today - 40, today + 1):
        at_ms = (day - 719_163) * 86_400_000
        for _ in range(rng.randint(0, 6)):
            at_ms += 60_000
            card = rng.choice(cards[: len(cards) * 2 // 3])
            kind = rng.choices(["answer", "suspend", "resume", "bury", "reset"], [30, 1, 1, 2, 1])[0]
            grade = rng.choices([0, 1, 2, 3, 4, 5], [1, 2, 3, 3, 6, 3])[0] if kind == "answer" else None
            home.journal.append(Moment(at_ms, day), kind, card, grade=grade)
            if rng.random() < 0.1:
                memory = {
                    "ease": rng.choice([130, 250]),
                    "interval_days": rng.randint(1, 40),
                    "repetitions": 3,
                }
                memory |= {"due_day": day + rng.randint(-3, 3), "lapses": rng.randint(0, 3)}
                home.journal.append(Moment(at_ms, day), "placed", card, detail=memory)
        if rng.random() < 0.1:
            home.journal.undo(Moment(at_ms, day))


def tokens(text):
    """Words and signs, told apart sign by sign."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    found, word = [], ""
    for sign in plain:
        is_word = sign.isalnum() and not "\u2e80" <= sign <= "\u9fff"
        if word and not is_word:
            found.append(word)
            word = ""
        if is_word:
            word += sign
        elif not sign.isspace():
            found.append(sign)
    return [*found, word] if word else found


def says(card, asked):
    """Whether a text of the card has these words one after the other, the last one perhaps only begun."""
    body = card.body
    texts = [card.id, card.why, card.note, card.hint, *card.tags]
    for name in body.__slots__:
        value = getattr(body, name)
        for part in value if isinstance(value, tuple) else [value]:
            texts += [part] if isinstance(part, str) else []
            texts += list(part) if isinstance(part, tuple) else []
            texts += [part.text, part.why] if hasattr(part, "why") else []
    texts = ["x weight decay y" if "{{c1::" in text else text for text in texts]
    wanted = tokens(asked)
    for text in texts:
        held = tokens(text)
        for start in range(len(held) - len(wanted) + 1):
            some = held[start : start + len(wanted)]
            is_begun = some[-1].startswith(wanted[-1]) if wanted[-1].isalnum() else some[-1] == wanted[-1]
            if some[:-1] == wanted[:-1] and is_begun:
                return True
    return False


class Oracle:
    """Searches and what they mean, drawn together."""

    def __init__(self, rng, today, rows):
        self.rng = rng
        self.today = today
        rows = list(rows)
        undone = {row.target for row in rows if row.kind == "undo"}
        self.answers = {
            (row.card, row.day, row.grade) for row in rows if row.kind == "answer" and row.key not in undone
        }

    def draw(self, depth=0):
        """A search, and whether it finds a card that stands somewhere."""
        form = self.rng.choice(["term"] * 4 + ["every", "any", "not"] if depth < 3 else ["term"])
        if form == "not":
            text, holds = self.draw(depth + 1)
            return f"-({text})", lambda card, at: not holds(card, at)
        if form in {"every", "any"}:
            drawn = [self.draw(depth + 1) for _ in range(self.rng.randint(2, 3))]
            wanted = all if form == "every" else any
            joint = " " if form == "every" else " or "
            text = joint.join(
                f"({text})" if self.rng.random() < 0.9 or " or " in text else text for text, _ in drawn
            )
            return text, lambda card, at: wanted(holds(card, at) for _, holds in drawn)
        return self.term()

    def term(self):
        form = self.rng.choice([self.words, self.words, self.library, self.state, self.number, self.answered])
        return form()

    def words(self):
        asked = self.rng.choice(
            [*SAID, "gra", "deca", "beta", "eta", "+", "ht dec", "weight d", "函数", "STRASSE", "e-8"]
        )
        asked = asked.replace('"', "").replace("\\\\", "\\")
        return f'"{asked}"', lambda card, at: says(card, asked)

    def library(self):
        tag, deck, kind, number = (
            self.rng.choice(names)
            for names in (
                TAGS,
                ["losses", "opt", "optimizers"],
                ["basic", "cloze", "true/false", "steps"],
                range(1, 12),
            )
        )
        return self.rng.choice([
            (f"tag:{tag}", lambda card, at: tag in card.tags),
            (f"tag:{tag[:3]}*", lambda card, at: any(one.startswith(tag[:3]) for one in card.tags)),
            (f"deck:{deck}", lambda card, at: card.deck == deck),
            (f"deck:{deck[:3]}*", lambda card, at: card.deck.startswith(deck[:3])),
            (f"type:{kind}", lambda card, at: card.type == kind),
            ("level:2", lambda card, at: card.level == 2),
            (f"id:opt/c{number}", lambda card, at: card.entry == f"opt/c{number}"),
            (f"id:opt/c{number}*", lambda card, at: card.id.startswith(f"opt/c{number}")),
            ("id:losses/c1#back", lambda card, at: card.id == "losses/c1#back"),
        ])  # fmt: skip

    def state(self):
        today = self.today
        return self.rng.choice([
            ("is:new", lambda card, at: at.memory is None),
            ("is:due", lambda card, at: at.memory is not None and at.memory.due_day <= today and not at.suspended
             and today not in {at.buried_day, at.last_day}),
            ("is:leech", lambda card, at: at.memory is not None and at.memory.lapses >= 2),
            ("is:suspended", lambda card, at: at.suspended),
            ("is:buried", lambda card, at: at.buried_day == today),
            ("is:young", lambda card, at: at.memory is not None and at.memory.interval_days < 21),
            ("is:mature", lambda card, at: at.memory is not None and at.memory.interval_days >= 21),
        ])  # fmt: skip

    def number(self):
        sign = self.rng.choice(list(SIGNS))
        name, number, of = self.rng.choice([
            ("ivl", self.rng.randint(0, 20), lambda memory: memory.interval_days),
            ("ease", self.rng.choice([1.3, 2.0, 2.36, 2.5]), lambda memory: memory.ease / 100),
            ("lapses", self.rng.randint(0, 3), lambda memory: memory.lapses),
            ("reps", self.rng.randint(0, 3), lambda memory: memory.repetitions),
            ("due", self.rng.randint(-10, 10), lambda memory: memory.due_day - self.today),
        ])  # fmt: skip
        return (
            f"{name}{sign}{number}",
            lambda card, at: at.memory is not None and SIGNS[sign](of(at.memory), number),
        )

    def answered(self):
        days = self.rng.randint(1, 30)
        key, grades = self.rng.choice(
            [("", range(6)), (":1", (0, 1, 2)), (":2", (3,)), (":3", (4,)), (":4", (5,))]
        )
        since = self.today - days
        return self.rng.choice([
            (f"rated:{days}{key}", lambda card, at: (at.last_day or 0) > since and any(
                name == card.id and day > since and grade in grades for name, day, grade in self.answers)),
            (f"introduced:{days}", lambda card, at: (at.first_day or 0) > since),
        ])  # fmt: skip


@pytest.fixture(params=["index", "no index"])
def indexed(request, monkeypatch):
    """With SQLite's index of words, and with a SQLite that has none."""
    if request.param == "no index":
        for module in ("cache", "search"):
            monkeypatch.setattr(f"flashcards.decks.{module}.has_index", lambda connection: False)


@pytest.mark.parametrize("seed", range(4))
def test_a_search_finds_what_a_look_at_every_card_finds(flash, opened, days, indexed, monkeypatch, seed):
    """On random libraries and journals, every search gives the cards of which it holds, in the library's order."""
    rng = Random(seed)
    monkeypatch.setenv("FLASHCARDS_LEECH_LAPSES", "2")
    library(flash, rng)
    with opened(days.at(0)) as home:
        today = home.today()
        ids = home.cards.ids()
        assert len(ids) > 36, "a deck has a mistake"
        journal(home, rng, ids, today)
        standings = fold(all_rows(home.connection), sm2)
        cards = home.cards.cards(ids)
        oracle = Oracle(rng, today, all_rows(home.connection))
        sizes = set()
        for _ in range(250):
            text, holds = oracle.draw()
            expected = [card for card in ids if holds(cards[card], standings.get(card, NEW))]
            found = home.search(text)
            assert found.first(None) == expected, text
            assert found.ids() == set(expected), text
            assert found.count() == len(expected), text
            assert found.first(3) == expected[:3], text
            sizes.add(len(expected))
        assert len(sizes) > 15


HOSTILE = [
    '"',
    "'",
    "*",
    "^a",
    "a NEAR b",
    "NEAR(a b)",
    "{a b}",
    "text : a",
    "a + b",
    "a' OR 1=1 --",
    '"a" OR "b"',
    "%",
    "_",
    "\\",
]
HOSTILE += [
    "a\0b",
    "(" * 500,
    "-" * 500,
    "a" * 1_000_000,
    "\ud800",
    "é" * 1999,
    "🎉",
    ")",
    "''",
    '""',
    "deck:*",
    "tag:*",
    "id:*",
]
HOSTILE += [" ".join("abcdefghij" * 20), "-" + " -".join("a" * 90), " or ".join("a" * 90), "id:" + "x" * 1990]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_no_search_breaks_anything(flash, opened, days, indexed, text):
    """What means something to the index or to SQL is text, or a mistake told in a sentence of ours."""
    flash.cards(3)
    with opened(days.at(0)) as home:
        try:
            found = home.search(text)
        except FlashcardsError:
            return
        assert found.count() == len(found.first(None)) == len(found.ids()) <= 3


@pytest.fixture
def searched(flash):
    """A deck whose cards stand in different ways: c1 failed today, c2 passed, c3 suspended, the others new."""
    flash.deck(
        """
        deck: d
        title: D
        cards:
          - {id: c1, q: 'Weight decay?', a: Yes, tags: [t]}
          - {id: c2, q: What is a gradient?, a: A slope}
          - {id: c3, claim: Weights decay., truth: true, level: 2}
          - {id: c4, q: 'C++?', a: No, tags: [t]}
        """
    )
    flash.play(2, 4, options=["--new", "2", "--limit", "0"])
    flash("card", "suspend", "d/c3")
    return flash


def test_lines_for_other_programs(searched):
    """Not on a terminal there is a line for each card, in the library's order; how many goes to standard error."""
    result = searched("card", "search", "weight", "or", "gradient")
    assert (
        result.out
        == "d/c1\tin 1 d\tWeight decay?\nd/c2\tin 1 d\tWhat is a gradient?\nd/c3\tsuspended\tWeights decay.\n"
    )
    assert (result.code, result.err) == (0, "3 cards\n")
    result = searched("card", "search", "d", "--limit", "1")
    assert (result.out.count("\n"), result.err) == (1, "1 of 4 cards; --limit 4 shows all\n")
    assert searched("card", "search", "zebra").err == "0 cards\n"


def test_json_for_other_programs(searched):
    """Each card with what its deck says and where it stands; the days are ISO dates."""
    result = searched("card", "search", "id:d/c1 or is:suspended", "--json")
    first, second = result.json
    assert first == {
        "id": "d/c1", "deck": "d", "type": "basic", "level": None, "tags": ["t"], "question": "Weight decay?",
        "due_day": "2026-03-15", "interval_days": 1, "ease": 2.18, "lapses": 0, "repetitions": 0, "suspended": False,
    }  # fmt: skip
    assert (second["id"], second["level"], second["due_day"], second["suspended"]) == ("d/c3", 2, None, True)
    assert searched("card", "search", "zebra", "--json").json == []


def test_a_search_may_begin_with_a_minus(searched):
    """A minus at the beginning takes away, and is no option."""
    assert searched("card", "search", "-is:new").out.split()[::4][:1] == ["d/c1"]
    assert searched("card", "search", "-is:new", "-gradient", "--json").json[0]["id"] == "d/c1"
    assert searched("card", "search", "--jsn", "a").err.startswith("flashcards: no such option: --jsn\n")
    assert searched("review", "--search", "-is:new", "--cram", "--answers", "-").code == 0


def test_a_wrong_search_is_told_in_one_line(searched):
    """The same sentence with the same exit code, wherever a search is taken."""
    for words in (
        ["card", "search"],
        ["review", "--search"],
        ["quiz", "--search"],
        ["export", "cards", "--search"],
    ):
        result = searched(*words, "tag:x")
        assert result.code == 2, words
        assert (
            result.err == "flashcards: search, character 1: there is no tag 'x', at tag:x\nhint: there is t\n"
        )
        assert not result.out


def test_a_key_is_found_also_when_another_one_came_later(searched, days):
    """A card that was forgotten and then repeated is one that got the key 1; an answer taken back is none."""
    ids = lambda text: searched("card", "search", text, now=days.at(1)).out.split("\t")[0]  # noqa: E731
    searched.play(1, 4, options=["--search", "is:due -gradient"], now=days.at(1))
    assert (ids("rated:1:1"), ids("rated:1:3"), ids("rated:1:4"), ids("rated:2:1")) == (
        "d/c1",
        "d/c1",
        "",
        "d/c1",
    )
    for _ in range(2):
        searched("undo", now=days.at(1))
    assert (ids("rated:1:1"), ids("rated:2:1"), ids("rated:1")) == ("", "d/c1", "")


def test_a_review_asks_what_is_found_when_it_begins(searched, days):
    """What was due at the beginning stays selected, also when it has been answered and comes again."""
    later = days.at(1)
    assert searched.asked("--search", "is:due -gradient", now=later) == ["d/c1"]
    results = searched.play(1, 4, options=["--search", "is:due -gradient"], now=later)
    assert [result["card"] for result in results] == ["d/c1", "d/c1"]
    assert (
        "The search finds no card to ask"
        in searched("review", "--search", "is:due -gradient", "--plain", now=later).out
    )
    assert searched.asked("--search", "tag:t", now=later) == ["d/c4"]
    assert searched.asked("--search", "tag:t", "--cram", now=later) == ["d/c1", "d/c4"]
    assert searched.asked("d", "--search", "rated:1:1", "--cram") == ["d/c1"]
    assert searched.asked("--tag", "t", "--search", "rated:1", "--cram") == ["d/c1"]


def test_a_quiz_asks_what_is_found(searched):
    """A quiz draws from what is found; what is found of nothing that can be asked is told."""
    searched("card", "resume", "d/c3")
    result = searched("quiz", "--search", "weight", "--answers", "-", stdin='{"answer": "1"}\n')
    assert [line["card"] for line in result.lines if "ask" not in line and "card" in line] == ["d/c3"]
    nothing = searched("quiz", "--search", "gradient")
    assert (nothing.code, "can be asked in a quiz" in nothing.err) == (2, True)
    assert "the search finds no card" in searched("quiz", "--search", "zebra").err
    assert searched("quiz", "--resume", "--search", "gradient").code == 2


def test_exports_have_what_is_found(searched):
    """Cards and reviews are those of the cards found; other exports know no search."""
    assert [
        row["card_id"] for row in searched("export", "cards", "--search", "gradient", "--format", "json").json
    ] == ["d/c2"]
    assert [
        row["card_id"] for row in searched("export", "reviews", "--search", "weight", "--format", "json").json
    ] == ["d/c1"]
    assert searched("export", "stats", "--search", "gradient").code == 2
    assert searched("export", "all", "--search", "a", "--output", "x.zip").code == 2


def test_what_decks_say_now_is_found(searched, indexed, tmp_path):
    """An edited deck is found by its new text, a removed one not at all, nor the one that another stands in for."""
    ids = lambda text: [row["id"] for row in searched("card", "search", text, "--json").json]  # noqa: E731
    (tmp_path / "bundled" / "d.yaml").write_text(
        "deck: d\ntitle: D\ncards:\n  - {id: c1, q: Hidden, a: A}\n", "utf-8"
    )
    path = searched.cards(2, deck="e")
    assert ids("answer") == ["e/c1", "e/c2"]
    assert ids("hidden") == []
    path.write_text(path.read_text("utf-8").replace("Answer 1", "Reply 1"), "utf-8")
    assert (ids("answer"), ids("reply")) == (["e/c2"], ["e/c1"])
    path.unlink()
    assert (ids("answer"), ids("reply")) == ([], [])
    assert ids("gradient") == ["d/c2"]


def test_a_table_on_a_terminal(searched, start):
    """A terminal shows twenty cards, each in one line, and says how many there are."""
    searched.cards(30, deck="many")
    terminal = start("card", "search", "d or many or question")
    assert terminal.end() == 0
    lines = [line.rstrip() for line in terminal.screen.display]
    assert lines[0].split() == ["card", "due", "question"]
    assert lines[1].split() == ["d/c1", "in", "1", "d", "Weight", "decay?"]
    assert lines[20].startswith("many/c16")
    assert lines[21] == "20 of 34 cards; --limit 34 shows all"


def test_hostile_texts_do_not_reach_the_screen(flash):
    """What a card asks passes the gate before it is printed."""
    flash.deck('deck: d\ntitle: D\ncards:\n  - {id: a, q: "x\u202ey", a: A}\n')
    assert "\u202e" not in flash("card", "search", "x").out


def test_a_search_loads_no_parser_of_decks(settled, loaded):
    """Finding cards in a library that has not changed loads nothing that reads or draws decks."""
    modules = loaded("card", "search", "question is:due")
    assert not modules & {"numpy", "nnquiz", "pydantic", "yaml", "prompt_toolkit", "sqlite_utils"}
