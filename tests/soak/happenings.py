"""What may happen in a history: each is done to the program and to its ledger alike."""

import json
from collections.abc import Callable
from dataclasses import replace
from random import Random

from crossings import merge
from history import ZONES, Differs, Side, World
from ledger import Event, State

from flashcards.cli.ask import Ask, Graded
from flashcards.cli.home import Home
from flashcards.core.answers import Verdict, right_answer, shown

_HOUR_MS = 3_600_000

Happening = Callable[[World, Side, Random], None]


# ---- sittings


def answer(world: World, side: Side, rng: Random) -> None:
    """Answer what the sitting asks, in one of the ways that its card has."""
    with world.within(side):
        sitting = world.sat(side)
        ask = sitting.ask()
        queue = [card for cards in side.ledger.queue(world.day(side)) for card in cards]
        if sorted(sitting.session.queue) != sorted(queue):
            raise Differs(f"the sitting still asks {sitting.session.queue}, and the day holds {queue}")
        if ask is None:
            sitting.home.__exit__()
            side.sitting = None
            return
    shown_ms = _last_ms(side, ask.card.id)
    if rng.random() < 0.08:
        rng.choice((other_terminal, undo, deck_edited, deck_edited, settings_change, merge))(world, side, rng)
        if side.sitting is None:  # the settings were changed, and it was left
            return
    with world.within(side):
        _answered(world, side, rng, ask, is_first=_last_ms(side, ask.card.id) == shown_ms)


def _last_ms(side: Side, card: str) -> int | None:
    return side.ledger.states.get(side.ledger.current(card), State()).last_order_ms


def _answered(world: World, side: Side, rng: Random, ask: Ask, *, is_first: bool) -> None:
    """Answer the card on the screen; what another terminal answered first is refused."""
    ledger, day = side.ledger, world.day(side)
    elapsed_ms = rng.choice((300, 3000, 25_000, 70_000, 10_000_000))
    given = _given(world, side, rng, ask, elapsed_ms)
    if given is None:
        return
    grade, graded = given
    if not is_first:
        if graded is not None:
            raise Differs(f"{ask.card.id} was answered by another first, and was graded once more")
        return
    card = ledger.current(ask.card.id)
    before = ledger.states.get(card, State()).memory
    taken_ms = min(elapsed_ms, 900_000 if ask.card.type == "computed" else 60_000)
    event = ledger.write(world.now(side), day, "answer", ask.card.id, grade=grade, elapsed_ms=taken_ms)
    counted = before != ledger.states[card].memory
    if graded is None or graded.recorded.counted != counted:
        raise Differs(f"{card} with {grade} on {day}: counted {graded}, expected {counted}")
    if rng.random() < 0.1:
        _overrule(world, side, rng, graded, event)


def _given(
    world: World, side: Side, rng: Random, ask: Ask, elapsed_ms: int
) -> tuple[int, Graded | None] | None:
    """Grade, or type something; the grade that must come of it, and what did. None for what was no answer."""
    sitting, is_computed = side.sitting, ask.card.type == "computed"
    if not ask.card.is_marked:
        grade = rng.choice((0, 1, 2, 2, 3, 4, 4, 4, 5))
        return grade, sitting.grade(ask, grade, elapsed_ms)
    match rng.choice(("empty", "shown", "wrong", "overruled", "right", "right", "right")):
        case "empty":
            verdict = sitting.check(ask, "")
            if not verdict.is_try:
                raise Differs(f"nothing typed is {verdict}")
            side.ledger.write(world.now(side), world.day(side), "try", ask.card.id)
            return None
        case "shown":
            return 0, sitting.mark(ask, shown(), "", elapsed_ms)
        case "wrong":
            verdict = sitting.check(ask, "1e9" if is_computed else "nothing like it")
            return 1, sitting.mark(ask, verdict, "wrong", elapsed_ms)
        case "overruled":
            grade = rng.randrange(6)
            return grade, sitting.grade(ask, grade, elapsed_ms, verdict=Verdict("wrong"), typed="y")
    text = ask.attempt.variant.parts[0].right_text if ask.attempt else right_answer(ask.card.body)
    helped = ask.helped = ask.helped or rng.random() < 0.2
    is_quick = elapsed_ms < (20_000 if is_computed else 5000)
    grade = 3 if helped else 5 if is_quick else 4
    return grade, sitting.mark(ask, sitting.check(ask, text), text, elapsed_ms)


def _overrule(world: World, side: Side, rng: Random, graded: object, event: Event) -> None:
    world.compare(side)
    world.at_ms += rng.randrange(1, 20_000)
    with world.within(side):
        grade = rng.randrange(6)
        day = world.day(side)
        if side.sitting.regrade(graded, grade) is None:
            raise Differs(f"{event.card} was answered by nobody else")
        side.ledger.write(world.now(side), day, "undo", event.card, target=event)
        side.ledger.write(
            world.now(side), event.day, "answer", event.card, grade=grade, elapsed_ms=event.elapsed_ms
        )


def put_off(world: World, side: Side, rng: Random) -> None:
    """Suspend or bury the card that is asked, or take something back, in the sitting."""
    with world.within(side):
        sitting, kind = world.sat(side), rng.choice(("suspend", "bury", "undo"))
        ask = sitting.ask()
        if kind == "undo":
            _taken_back(world, side, sitting.undo())
        elif ask is not None:
            sitting.put_off(ask, kind)
            side.ledger.write(world.now(side), world.day(side), kind, ask.card.id)


def leave(world: World, side: Side, rng: Random) -> None:
    """End the sitting, and the program with it."""
    with world.within(side):
        side.close()


def sitting_of_a_script(world: World, side: Side, rng: Random) -> None:
    """A whole sitting by the command."""
    count = rng.randint(1, 3)
    grades = [rng.randrange(6) for _ in range(count)]
    day = world.day(side)
    due, new, again = side.ledger.queue(day)
    lines = [json.dumps({"grade": grade, "seconds": 2}) + "\n" for grade in grades]
    _, out, _ = world.command(side, "review", "--answers", "-", stdin="".join(lines))
    told = [json.loads(line) for line in out.splitlines()]
    told = [line for line in told if line.get("grade") is not None]
    for line, grade in zip(told, grades, strict=False):
        if line["grade"] != grade:
            raise Differs(f"{grade} was given, and {line} was told")
        side.ledger.write(world.now(side), day, "answer", line["card"], grade=grade, elapsed_ms=2000)
    if len(told) < count and any(side.ledger.queue(day)):
        raise Differs(f"a script with {count} answers was told {told}, and {due + new + again} were asked")


# ---- another terminal


def other_terminal(world: World, side: Side, rng: Random) -> None:
    """Suspend, resume, bury, reset or put in front, any card that ever was."""
    cards = [place.card for place in side.ledger.places()] + sorted(side.ledger.states)
    card, kind = rng.choice(cards), rng.choice(("suspend", "resume", "resume", "bury", "reset", "advance"))
    with world.within(side), Home() as home:
        home.journal.append(home.moment(), kind, card)
    side.ledger.write(world.now(side), world.day(side), kind, card)


def undo(world: World, side: Side, rng: Random) -> None:
    """Take something back, once or often."""
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        with world.within(side), Home() as home:
            row = home.journal.undo(home.moment())
        _taken_back(world, side, row and (row.kind, side.ledger.current(row.card)))
        world.compare(side)
        world.at_ms += 1


def _taken_back(world: World, side: Side, said: tuple[str, str] | None) -> None:
    """Hold what was said to be taken back, and of which card, to the ledger."""
    target = side.ledger.last_undoable()
    if said != (target and (target.kind, side.ledger.current(target.card))):
        raise Differs(f"{said} was taken back, expected {target}")
    if target is not None:
        side.ledger.write(world.now(side), world.day(side), "undo", target.card, target=target)


# ---- time


def time_passes(world: World, side: Side, rng: Random) -> None:
    """Hours or days, for both."""
    world.at_ms += round(rng.choice((0.1, 1, 5, 12, 24, 24, 30, 100, 24 * rng.randint(1, 60))) * _HOUR_MS)


def clock_jumps(world: World, side: Side, rng: Random) -> None:
    """The clock of one home is set, forward or back, by a little or by much; most often it is right again later."""
    hours = rng.choice((0, 0, 0, 1, -1, -20, -40, -47, -49, -70, 60, -24 * 400, 24 * 900))
    side.skew_ms = hours * _HOUR_MS + rng.randrange(1000)


def zone_changes(world: World, side: Side, rng: Random) -> None:
    """A flight."""
    side.zone = rng.choice(ZONES)


def settings_change(world: World, side: Side, rng: Random) -> None:
    """Another rollover hour or limit, with which a sitting begins; or another scheduler, which all obey at once."""
    ledger = side.ledger
    match rng.randrange(3):
        case 0:
            side.close()
            ledger.rollover = rng.choice((0, 4, 4, 4, 12, 23))
        case 1:
            ledger.scheduler = rng.choice(("sm2", "sm2-1990"))
            ledger.fold()
        case _:
            side.close()
            ledger.new_per_day, ledger.due_per_day = rng.choice(((0, 3), (5, 12), (5, 12), (100, 100)))
    world.write_settings(side)
    world.settle(side)


# ---- decks


def deck_edited(world: World, side: Side, rng: Random) -> None:
    """An entry is added, changed, renamed, moved, deleted or put back."""
    decks = side.ledger.decks
    if not decks:
        decks["a"] = []
    deck = rng.choice(sorted(decks))
    entries = decks[deck]
    place = rng.randrange(len(entries)) if entries else 0
    match rng.choice(("add", "change", "rename", "move", "delete", "put back")) if entries else "add":
        case "add":
            world.add(side, rng, deck)
        case "change":
            entries[place] = replace(entries[place], version=entries[place].version + 1)
        case "rename":
            world.slugs += 1
            old = entries[place]
            name = f"{side.path.name[0]}{world.slugs}"
            entries[place] = replace(old, slug=name, was=(*old.was, old.slug))
        case "move":
            entries.insert(rng.randrange(len(entries)), entries.pop(place))
        case "delete":
            side.graves.append((deck, entries.pop(place)))
        case "put back":
            _put_back(side)
    _written(world, side)


def _put_back(side: Side) -> None:
    """The last entry that was deleted, if nothing else has a name of its by now."""
    if not side.graves:
        return
    deck, entry = side.graves.pop()
    entries = side.ledger.decks.setdefault(deck, [])
    names = {name for other in entries for name in (other.slug, *other.was)}
    if not names & {entry.slug, *entry.was}:
        entries.append(entry)


def deck_deleted(world: World, side: Side, rng: Random) -> None:
    """A whole deck is deleted, or the last is put back."""
    if side.ledger.decks and rng.random() < 0.5:
        deck = rng.choice(sorted(side.ledger.decks))
        side.graves += [(deck, entry) for entry in side.ledger.decks.pop(deck)]
        (side.path / "decks" / f"{deck}.yaml").unlink()
    else:
        for _ in range(8):
            _put_back(side)
    _written(world, side)


def _written(world: World, side: Side) -> None:
    for deck, entries in list(side.ledger.decks.items()):
        if entries:
            world.write_deck(side, deck)
        else:
            del side.ledger.decks[deck]
            (side.path / "decks" / f"{deck}.yaml").unlink(missing_ok=True)
    side.ledger.read_decks()
    world.settle(side)
