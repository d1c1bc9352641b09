"""Thirty days of reviews, held against a model in plain Python that was written from the published rules alone."""

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

import pytest

from flashcards.store.cards import all_standings

DAYS = 30
NEW_PER_DAY = 7
DUE_PER_DAY = 14


# ---- the model: SM-2, and the day's queue by the written rules


@dataclass(frozen=True)
class Memory:
    """What SM-2 keeps of a card, with the ease as the fraction that the formula gives."""

    ease: Fraction = Fraction(5, 2)
    interval: int = 0
    repetitions: int = 0
    due: int = 0
    lapses: int = 0
    was_passed: bool = False


def sm2(memory, grade, day):
    """SuperMemo's algorithm of 1987: the interval with the ease from before, the ease after every answer."""
    memory = memory or Memory()
    miss = 5 - grade
    ease = max(
        Fraction(13, 10), memory.ease + Fraction("0.1") - miss * (Fraction("0.08") + miss * Fraction("0.02"))
    )
    if grade < 3:
        lapses = memory.lapses + memory.was_passed
        return replace(memory, ease=ease, interval=1, repetitions=0, due=day + 1, lapses=lapses)
    interval = {0: 1, 1: 6}.get(memory.repetitions) or min(36_500, round(memory.interval * memory.ease))
    return Memory(ease, interval, memory.repetitions + 1, day + interval, memory.lapses, was_passed=True)


@dataclass(frozen=True)
class Card:
    """A card of the collection; `needs` are entries."""

    id: str
    position: int
    needs: tuple[str, ...] = ()

    @property
    def entry(self):
        """What siblings share."""
        return self.id.split("#")[0]

    @property
    def deck(self):
        """The deck's name."""
        return self.id.split("/")[0]


@dataclass(frozen=True)
class State:
    """Where a card stands: its memory, the day it was last asked, and how that ended."""

    memory: Memory | None = None
    day: int | None = None
    was_new: bool = False
    grade: int | None = None
    moment: int = 0
    is_suspended: bool = False
    buried: int | None = None


class Model:
    """The collection as the rules say it should be."""

    def __init__(self, cards):
        self.cards = cards
        self.states = dict.fromkeys((card.id for card in cards), State())
        self.by_entry = {}
        for card in cards:
            self.by_entry.setdefault(card.entry, []).append(card)
        self.past = []
        self.moments = 0

    def queue(self, day, deck=None, new_limit=None):
        """(due, new, repeats) of what the day still holds, each in its order."""
        selected = [
            card for card in self.cards if deck in {None, card.deck} and not self._is_hidden(card, day)
        ]
        in_selection = {card.entry for card in self.cards if deck in {None, card.deck}}
        answered = [card for card in self.cards if self.states[card.id].day == day]
        tallied = [card for card in answered if deck in {None, card.deck}]
        new_answered = sum(self.states[card.id].was_new for card in tallied)
        new_rest = NEW_PER_DAY - new_answered if new_limit is None else new_limit
        due_rest = DUE_PER_DAY - (len(tallied) - new_answered)
        taken = {card.entry for card in answered}
        due = self._due(selected, day, taken)
        new = self._new(selected, in_selection, taken, new_rest)
        repeats = [card for card in answered if card in selected and self.states[card.id].grade < 4]
        repeats.sort(key=lambda card: self.states[card.id].moment)
        return due[: max(0, due_rest)], new, repeats

    def _due(self, selected, day, taken):
        waiting = [card for card in selected if self._memory(card) and self._memory(card).due <= day]
        waiting.sort(key=lambda card: (self._memory(card).due, card.position))
        due = []
        for card in waiting:
            if card.entry not in taken:
                taken.add(card.entry)
                due.append(card)
        return due

    def _new(self, selected, in_selection, taken, rest):
        """Again and again the first card in the library's order that waits for nothing."""
        unseen = [card for card in selected if self._memory(card) is None]
        coming = set()
        new = []
        while len(new) < rest:
            for card in unseen:
                held = any(
                    need in in_selection and need not in coming and self._is_new(need) for need in card.needs
                )
                if card.entry not in taken and not held:
                    break
            else:
                break
            taken.add(card.entry)
            coming.add(card.entry)
            new.append(card)
        return new

    def _memory(self, card):
        return self.states[card.id].memory

    def _is_hidden(self, card, day):
        return self.states[card.id].is_suspended or self.states[card.id].buried == day

    def _is_new(self, entry):
        """Whether all its cards are new, and not out of the way for good."""
        cards = self.by_entry[entry]
        return all(self._memory(card) is None and not self.states[card.id].is_suspended for card in cards)

    def answer(self, card_id, grade, day):
        """Answer a card, and give its memory and whether the answer counted."""
        before = self.states[card_id]
        self.past.append((card_id, before))
        self.moments += 1
        after = replace(before, grade=grade, moment=self.moments)
        counts = before.day != day
        if counts:
            memory = sm2(before.memory, grade, day)
            after = replace(after, memory=memory, day=day, was_new=before.memory is None)
        self.states[card_id] = after
        return after.memory, counts

    def change(self, kind, card_id, day):
        """Suspend, resume, bury or reset a card."""
        before = self.states[card_id]
        self.past.append((card_id, before))
        if kind == "bury":
            self.states[card_id] = replace(before, buried=day)
        elif kind == "reset":
            self.states[card_id] = State(is_suspended=before.is_suspended, buried=before.buried)
        else:
            self.states[card_id] = replace(before, is_suspended=kind == "suspend")
        if kind == "resume":  # which is not taken back: what came before stays as it is in this story
            self.past.clear()

    def undo(self):
        """Take the last answer or change back, of whatever day."""
        card_id, before = self.past.pop()
        self.states[card_id] = before
        return card_id


# ---- the collection and the person


def collection(flash, seed):
    """Write four decks with siblings and needs among each other; gives the cards in the library's order."""
    rng = Random(f"collection/{seed}")
    shapes = [("alpha", 40, "basic"), ("beta", 14, "both"), ("delta", 16, "cloze"), ("gamma", 18, "basic")]
    entries = [(deck, f"{deck}/e{n:02}", shape) for deck, size, shape in shapes for n in range(size)]
    ranked = rng.sample([entry for _, entry, _ in entries], len(entries))
    needs = {}
    for rank, entry in enumerate(ranked):
        if rank and rng.random() < 0.4:
            needs[entry] = tuple(rng.sample(ranked[:rank], min(rank, rng.choice((1, 1, 2, 3)))))
    cards = []
    for deck, _, shape in shapes:
        lines = [f"deck: {deck}", f"title: The deck {deck}", "cards:"]
        for _, entry, _ in (one for one in entries if one[0] == deck):
            name = entry.split("/")[1]
            lines.append(f"  - id: {name}")
            suffixes = [""]
            if shape == "cloze":
                gaps = rng.choice((2, 2, 3))
                suffixes = [f"#c{n}" for n in range(1, gaps + 1)]
                text = " then ".join(f"{{{{c{n}::{name} gap {n}}}}}" for n in range(1, gaps + 1))
                lines.append(f'    cloze: "{text}"')
            else:
                lines += [f"    q: Question {entry}?", f"    a: Answer {entry}"]
            if shape == "both":
                suffixes = ["", "#back"]
                lines.append("    both: true")
            if entry in needs:
                lines.append(f"    needs: [{', '.join(needs[entry])}, nowhere/at-all]")
            cards += [Card(entry + suffix, 0, needs.get(entry, ())) for suffix in suffixes]
        flash.deck("\n".join(lines) + "\n", deck)
    # Which deck stands before which is the library's business; it says it.
    decks = [deck["deck"] for deck in flash("decks", "--json").json]
    cards.sort(key=lambda card: decks.index(card.deck))
    return [replace(card, position=position) for position, card in enumerate(cards)]


def drawn_grade(seed, card, day, attempt):
    """What this person would answer: mostly right, and sooner or later right on a repeat."""
    weights = (3, 6, 8, 15, 48, 20) if not attempt else (1, 3, 5, 12, 60, 19)
    return Random(f"{seed}/{card}/{day}/{attempt}").choices(range(6), weights)[0]


class Sitting:
    """A person in a sitting, who holds what is asked against the model's queue."""

    def __init__(self, model, seed, day, queue, leaves_after):
        self.model = model
        self.seed = seed
        self.day = day
        self.due, self.new, self.repeats = ([card.id for card in cards] for cards in queue)
        self.leaves_after = leaves_after
        self.sorts = ""
        self.expected = []
        self.attempts = {}
        self.surprise = None

    def __call__(self, ask):
        """Answer what the model expects; anything else ends the sitting."""
        if len(self.expected) == self.leaves_after:
            return None
        card = ask["ask"]
        for sort, cards in (("d", self.due), ("n", self.new), ("r", self.repeats)):
            if cards[:1] == [card] and (sort != "r" or not (self.due or self.new)):
                cards.pop(0)
                self.sorts += sort
                break
        else:
            self.surprise = (card, self.due, self.new, self.repeats)
            return None
        before = self.model.states[card]
        # A repeat of an earlier sitting is another try, too.
        attempt = self.attempts.setdefault(card, int(before.day == self.day))
        self.attempts[card] += 1
        grade = drawn_grade(self.seed, card, self.day, attempt + 10 * self.leaves_after * (attempt > 0))
        memory, counted = self.model.answer(card, grade, self.day)
        if grade < 4:
            self.repeats.append(card)
        self.expected.append((card, grade, counted, memory.interval, memory.due))
        return grade

    def check_end(self):
        """Everything was asked, unless the person left; new cards stood evenly among the due ones."""
        assert self.surprise is None
        if len(self.expected) < self.leaves_after:
            assert (self.due, self.new, self.repeats) == ([], [], [])
            shares = [len(share) for share in self.sorts.replace("r", "").split("n")]
            assert max(shares) - min(shares) <= 1


def counts(model, day):
    """What `due --json` should say of the deck counts."""
    due, new, repeats = model.queue(day)
    return {
        deck: (
            sum(card.deck == deck for card in new),
            sum(card.deck == deck for card in due + repeats),
            sum(card.deck == deck for card in model.cards),
        )
        for deck in sorted({card.deck for card in model.cards})
    }


def check_due(flash, model, day, days):
    """Compare what the day holds."""
    said = flash.due(now=days.at(day))
    expected = counts(model, day)
    assert {deck["deck"]: (deck["new"], deck["due"], deck["cards"]) for deck in said["decks"]} == expected
    assert said["day"] == days.date(day)
    assert said["new"] == sum(new for new, _, _ in expected.values())
    assert said["due"] == sum(due for _, due, _ in expected.values())


def play(converse, model, seed, day, days, *, deck=None, new_limit=None, leaves_after=10_000):
    """One sitting, on both sides; gives how many answers it had."""
    options = [] if deck is None else [deck]
    if new_limit is not None:
        options += ["--new", str(new_limit)]
    person = Sitting(model, seed, day, model.queue(day, deck, new_limit), leaves_after)
    played = converse(person, *options, now=days.at(day))
    person.check_end()
    assert played.code == 0
    assert [
        (line["card"], line["grade"], line["counted"], line["interval_days"], days.since(line["due_day"]))
        for line in played.results
    ] == person.expected
    return len(person.expected)


# ---- the test


@pytest.mark.parametrize("seed", range(4))
def test_thirty_days_are_as_sm2_and_the_rules_say(flash, converse, opened, days, monkeypatch, seed):
    """Counts, cards, order, intervals and due days of every answer of thirty days are those of the model."""
    monkeypatch.setenv("FLASHCARDS_NEW_PER_DAY", str(NEW_PER_DAY))
    monkeypatch.setenv("FLASHCARDS_DUE_PER_DAY", str(DUE_PER_DAY))
    model = Model(collection(flash, seed))
    life = Random(f"life/{seed}")
    answers = 0
    for day in range(DAYS):
        if life.random() < 0.15:
            continue
        if life.random() < 0.4:
            # Entries with one card: what a suspended sibling holds back is another story.
            card = life.choice([card.id for card in model.cards if card.deck in {"alpha", "gamma"}])
            kind = "resume" if model.states[card].is_suspended else life.choice(("suspend", "bury", "reset"))
            flash("card", kind, card, now=days.at(day))
            model.change(kind, card, day)
        check_due(flash, model, day, days)
        if life.random() < 0.4:  # an earlier sitting, perhaps of one deck, that the person leaves or not
            deck = life.choice((None, None, "alpha", "beta", "delta"))
            leaves_after = life.choice((3, 8, 8, 10_000))
            answers += play(converse, model, seed, day, days, deck=deck, leaves_after=leaves_after)
            check_due(flash, model, day, days)
        if life.random() < 0.25 and model.past:  # second thoughts, which may reach back to another day
            for _ in range(min(len(model.past), life.choice((1, 1, 3)))):
                undone = model.undo()
                assert undone in flash("undo", now=days.at(day)).out
            check_due(flash, model, day, days)
        answers += play(converse, model, seed, day, days)
        if life.random() < 0.2:
            answers += play(converse, model, seed, day, days, new_limit=2)
        check_due(flash, model, day, days)
    assert answers > 400
    check_memories(flash, opened, model, days)


def check_memories(flash, opened, model, days):
    """Every card's memory is the model's: as kept, and as `card show` tells some of them."""
    with opened(days.at(DAYS)) as home:
        kept = {card: standing.memory for card, standing in all_standings(home.connection).items()}
    for place, card in enumerate(model.cards):
        memory, stored = model.states[card.id].memory, kept.get(card.id)
        assert (memory is None) == (stored is None)
        if memory is None:
            continue
        assert (Fraction(stored.ease, 100), stored.interval_days, stored.repetitions, stored.lapses) == (
            memory.ease,
            memory.interval,
            memory.repetitions,
            memory.lapses,
        )
        if place % 9 == 0:
            assert flash.show(card.id, now=days.at(DAYS))["memory"] == {
                "ease": float(memory.ease),
                "interval_days": memory.interval,
                "repetitions": memory.repetitions,
                "lapses": memory.lapses,
                "due_day": days.date(memory.due),
            }
