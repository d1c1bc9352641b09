"""The rules of scheduling, each by itself, through the command line."""

import pytest

BOTH = """
    deck: d
    title: Both ways
    cards:
      - {id: e, q: Front of e, a: Back of e, both: true}
"""

GAPS = """
    deck: d
    title: Gaps
    cards:
      - id: e
        cloze: "{{c1::Paris}} is the capital of {{c2::France}} in {{c3::Europe}}"
"""

MARKED = """
    deck: d
    title: Marked by the program
    cards:
      - {id: claim, claim: Two is even., truth: true}
      - {id: choice, q: Which is even?, right: two, wrong: [three, five]}
      - {id: several, q: Which are even?, right: [two, four], wrong: [three, five]}
      - {id: typed, q: What points uphill?, accept: [gradient, the slope], hint: It is a vector.}
      - {id: steps, q: In which order?, steps: [forward, loss, backward, update]}
      - {id: list, q: Name colours., items: [red, green, blue, yellow]}
"""


def one(results):
    """The only result."""
    (result,) = results
    return result


def play_when_due(flash, card, grades):
    """Answer the deck's only card with each grade on the day it is due; gives the intervals."""
    intervals = []
    now = flash.now
    for grade in grades:
        result = one(flash.play(grade, now=now))
        assert (result["card"], result["counted"]) == (card, True)
        intervals.append(result["interval_days"])
        now = f"{result['due_day']}T09:00"
    return intervals


def needing(*cards, deck="d"):
    """A deck of basic cards from (id, needs) pairs."""
    lines = [f"deck: {deck}", f"title: Deck {deck}", "cards:"]
    lines += [f"  - {{id: {name}, q: {name}?, a: It is {name}., needs: [{needs}]}}" for name, needs in cards]
    return "\n".join(lines) + "\n"


# ---- SM-2


@pytest.mark.parametrize(
    ("scheduler", "grades", "intervals", "ease"),
    [
        ("sm2", "5555", [1, 6, 16, 45], 2.9),
        ("sm2", "3333", [1, 6, 13, 27], 1.94),
        ("sm2", "555120444", [1, 6, 16, 1, 1, 1, 1, 6, 8], 1.3),
        ("sm2-1990", "5555", [1, 6, 17, 48], 2.9),
        ("sm2-1990", "3333", [1, 6, 14, 30], 1.94),
        ("sm2-1990", "555120444", [1, 6, 17, 1, 1, 1, 1, 6, 17], 2.8),
    ],
)
def test_golden_vectors(flash, scheduler, grades, intervals, ease):
    """From a fresh card both schedulers give the intervals and the ease that are published for them."""
    flash.cards(1)
    flash("config", "scheduler", scheduler)
    assert play_when_due(flash, "d/c1", map(int, grades)) == intervals
    assert flash.show("d/c1")["memory"]["ease"] == ease


def test_a_tie_goes_to_the_even_number(flash):
    """45 x 2.90 is 130.5, which is 130; 15 x 2.50 is 37.5, which is 38."""
    flash.cards(1)
    assert play_when_due(flash, "d/c1", [5, 5, 5, 5, 5])[-1] == 130
    flash("card", "reset", "d/c1")
    assert play_when_due(flash, "d/c1", [4, 4, 4, 4])[-1] == 38


def test_another_scheduler_rebuilds_memory(flash):
    """Changing the scheduler gives every card the memory that it would have had under it all along, and back."""
    flash.cards(1)
    play_when_due(flash, "d/c1", [5, 5, 5, 5])
    before = flash.show("d/c1")["memory"]
    flash("config", "scheduler", "sm2-1990")
    # The answers came on days 0, 1, 7 and 23, of which the third was early for 17 days, but not for 6.
    assert flash.show("d/c1")["memory"]["interval_days"] == 17
    flash("config", "scheduler", "sm2")
    assert flash.show("d/c1")["memory"] == before


def test_an_interval_ends_at_a_hundred_years(flash):
    """No interval passes 36,500 days, and the due day is that of the answer and the interval."""
    flash.cards(1)
    intervals = play_when_due(flash, "d/c1", [5] * 13)
    assert intervals == sorted(intervals)
    assert 0 < intervals.index(36_500) < 12
    assert max(intervals) == 36_500


def test_a_late_answer_counts_from_its_own_day(flash, days):
    """The due day is the study day of the answer and the interval, however overdue the card was."""
    flash.cards(1)
    flash.play(4)
    result = one(flash.play(4, now=days.at(40)))
    assert (result["interval_days"], result["due_day"]) == (6, days.date(46))


# ---- what counts


def test_the_first_answer_of_a_day_counts_and_later_ones_do_not(flash):
    """A failed card's repeats leave its memory as the first answer made it."""
    flash.cards(1)
    first, second, third = flash.play(2, 0, 5)
    assert [first["counted"], second["counted"], third["counted"]] == [True, False, False]
    assert {result["interval_days"] for result in (first, second, third)} == {1}
    assert flash.show("d/c1")["memory"] == {
        "ease": 2.18,
        "interval_days": 1,
        "repetitions": 0,
        "lapses": 0,
        "due_day": first["due_day"],
    }


def test_every_grade_below_four_brings_the_card_back_until_it_gets_four(flash):
    """Grades 0 to 3 bring a card back in the same sitting, 4 and 5 end that."""
    flash.cards(1)
    assert [result["grade"] for result in flash.play(3, 2, 1, 0, 3, 4, 5)] == [3, 2, 1, 0, 3, 4]
    flash.cards(1, deck="e")
    assert [result["grade"] for result in flash.play(5, 5)] == [5]


def test_repeats_come_last_in_the_order_failed(flash):
    """Failed cards return after all others, each time behind those that were failed before."""
    flash.cards(4)
    assert [result["card"] for result in flash.play(1, 3, 4, 2, 0, 4, 3, 4, 4)] == [
        *("d/c1", "d/c2", "d/c3", "d/c4"),
        *("d/c1", "d/c2", "d/c4"),
        *("d/c1", "d/c4"),
    ]


def test_repeats_wait_for_the_days_next_sitting(flash):
    """What was failed before a sitting ended comes back in the next one of that day, behind the other cards."""
    flash.cards(4)
    flash.play(1, 2)
    assert (flash.due()["new"], flash.due()["due"]) == (2, 2)
    results = flash.play(3, 4, 4, 4, 4, now="2026-03-14T22:00")
    assert [result["card"] for result in results] == ["d/c3", "d/c4", "d/c1", "d/c2", "d/c3"]
    assert [result["counted"] for result in results] == [True, True, False, False, False]
    assert (flash.due()["new"], flash.due()["due"]) == (0, 0)


def test_a_failed_card_that_failed_again_goes_behind_the_others_in_the_next_sitting_too(flash):
    """The order of repeats is that of the latest failures, over sittings."""
    flash.cards(3)
    flash.play(1, 1, 1, 2)
    assert [result["card"] for result in flash.play(4, 4, 4)] == ["d/c2", "d/c3", "d/c1"]


def test_repeats_do_not_outlive_their_day(flash, days):
    """A repeat that was not made is an ordinary due card the next day, and its answer counts."""
    flash.cards(1)
    flash.play(3)
    result = one(flash.play(4, now=days.at(1)))
    assert (result["counted"], result["interval_days"]) == (True, 6)


@pytest.fixture
def advanced(flash, days, opened):
    """A card with an interval of 6 days, due on day 7, that was asked for on day 3."""
    flash.cards(1)
    flash.play(4)
    flash.play(4, now=days.at(1))
    with opened(days.at(3)) as home:
        home.journal.append(home.moment(), "advance", "d/c1")
    return days.at(3)


def test_an_early_pass_leaves_memory_as_it_is(flash, days, advanced):
    """Passing before the due day moves nothing, and the card is asked on its due day as before."""
    before = flash.show("d/c1")["memory"]
    result = one(flash.play(5, 5, now=advanced))
    assert (result["counted"], result["interval_days"], result["due_day"]) == (False, 6, days.date(7))
    assert flash.show("d/c1")["memory"] == before
    assert flash.due(now=days.at(6))["due"] == 0
    later = one(flash.play(4, now=days.at(7)))
    assert (later["counted"], later["interval_days"]) == (True, 15)


def test_an_early_failure_counts(flash, days, advanced):
    """Failing before the due day is a lapse like any other."""
    result = flash.play(1, now=advanced)[0]
    assert (result["counted"], result["interval_days"], result["due_day"]) == (True, 1, days.date(4))
    assert flash.show("d/c1")["memory"]["lapses"] == 1


def test_an_early_hard_pass_comes_back_the_same_day_and_counts_no_more(flash, advanced):
    """An early 3 is the day's first answer: it brings the card back, and a failure after it does not count."""
    before = flash.show("d/c1")["memory"]
    assert [result["counted"] for result in flash.play(3, 0, 4, now=advanced)] == [False, False, False]
    assert flash.show("d/c1")["memory"] == before


def test_reset_makes_a_card_new_and_reopens_the_day(flash, days):
    """After a reset the card is new, and its next answer counts, even on a day on which one counted before."""
    flash.cards(1)
    flash.play(4)
    assert flash.due()["new"] == 0
    assert flash("card", "reset", "d/c1").code == 0
    assert flash.show("d/c1")["memory"] is None
    assert flash.due()["new"] == 1
    result = one(flash.play(5))
    assert (result["counted"], result["interval_days"], result["due_day"]) == (True, 1, days.date(1))
    assert flash.show("d/c1")["memory"]["repetitions"] == 1
    assert [row["kind"] for row in flash.show("d/c1")["journal"]] == ["answer", "reset", "answer"]


def test_reset_ends_the_repeats_of_a_card(flash):
    """A failed card that is made new is asked as a new one, not as a repeat."""
    flash.cards(1)
    flash.play(1)
    flash("card", "reset", "d/c1")
    assert (flash.due()["new"], flash.due()["due"]) == (1, 0)


# ---- the study day


def test_a_study_day_begins_at_four(flash, days):
    """Until 04:00 it is still the day before."""
    flash.cards(1)
    assert flash.due(now=days.at(1, "03:59:59"))["day"] == days.date(0)
    assert flash.due(now=days.at(1, "04:00"))["day"] == days.date(1)


def test_the_hour_at_which_a_day_begins_is_a_setting(flash, days):
    """With another rollover hour another day holds."""
    flash.cards(1)
    flash("config", "rollover_hour", "0")
    assert flash.due(now=days.at(1, "00:00"))["day"] == days.date(1)
    flash("config", "rollover_hour", "6")
    assert flash.due(now=days.at(1, "05:59"))["day"] == days.date(0)


def test_an_answer_after_midnight_belongs_to_the_evening(flash, days):
    """What is answered at 02:00 is due as if it had been answered the evening before."""
    flash.cards(1)
    assert one(flash.play(4, now=days.at(1, "02:00")))["due_day"] == days.date(1)
    assert one(flash.play(4, now=days.at(1, "04:00")))["counted"]


def test_a_new_day_in_the_middle_of_a_sitting(flash, converse, days):
    """Pending repeats are dropped, the queue is the new day's, a line says so, and what comes counts for it."""
    flash.cards(3)
    grades = {"d/c1": [1, 4], "d/c2": [4, 4], "d/c3": [4]}

    def person(ask):
        if ask["ask"] == "d/c3":
            converse.clock(days.at(1, "04:00"))
        return grades[ask["ask"]].pop(0)

    sitting = converse(person, now=days.at(1, "03:50"))
    told = [(line["card"], line["counted"], line["due_day"]) for line in sitting.results]
    assert told == [
        ("d/c1", True, days.date(1)),
        ("d/c2", True, days.date(1)),
        ("d/c3", True, days.date(2)),  # answered when the new day had begun
        ("d/c1", True, days.date(2)),  # not a repeat: due today
        ("d/c2", True, days.date(7)),
    ]
    assert "new study day" in sitting.err
    assert flash.due(now=days.at(1, "04:10"))["due"] == 0


def test_a_new_day_brings_its_own_limits_into_the_sitting(flash, converse, days):
    """When the day changes under a pending repeat, that answer counts and the new day's new cards come."""
    flash.cards(3)
    flash("config", "new_per_day", "1")
    grades = iter([1, 4, 4])

    def person(ask):
        if answered == ["d/c1"]:
            converse.clock(days.at(1, "04:00"))
        answered.append(ask["ask"])
        return next(grades)

    answered = []
    sitting = converse(person, now=days.at(1, "03:00"))
    assert [(line["card"], line["counted"]) for line in sitting.results] == [
        ("d/c1", True),
        ("d/c1", True),
        ("d/c2", True),
    ]


def test_a_repeat_failed_after_the_change_of_day_is_the_new_days_repeat(flash, converse, days):
    """The answer belongs to the day on which it is given: the failure counts there and comes back there."""
    flash.cards(1)
    grades = [1, 2, 4]

    def person(_):
        if len(grades) == 2:
            converse.clock(days.at(1, "04:00"))
        return grades.pop(0)

    sitting = converse(person, now=days.at(1, "03:00"))
    assert [(line["grade"], line["counted"], line["due_day"]) for line in sitting.results] == [
        (1, True, days.date(1)),
        (2, True, days.date(2)),
        (4, False, days.date(2)),
    ]


@pytest.mark.parametrize("back", [1, 2])
def test_a_clock_up_to_two_days_behind_keeps_the_last_day(flash, days, back):
    """After a flight or under a wrong zone nothing is asked twice, and answers belong to the last study day."""
    flash.cards(2)
    flash.play(1, now=days.at(5))
    now = days.at(5 - back)
    assert flash.due(now=now)["day"] == days.date(5)
    results = flash.play(4, 4, now=now)
    assert [(line["card"], line["counted"], line["due_day"]) for line in results] == [
        ("d/c2", True, days.date(6)),
        ("d/c1", False, days.date(6)),
    ]
    assert not flash.last.err


def test_a_clock_three_days_behind_is_believed_with_a_warning(flash, days):
    """Beyond two days the real day holds, `review` warns, and what was answered in that future is not asked."""
    flash.cards(2)
    flash.play(4, now=days.at(5))
    now = days.at(2)
    assert flash.due(now=now)["day"] == days.date(2)
    result = one(flash.play(4, 4, now=now))
    assert (result["card"], result["counted"], result["due_day"]) == ("d/c2", True, days.date(3))
    assert "clock" in flash.last.err


def test_rows_keep_their_order_whatever_the_clock_does(flash, days):
    """A new row always comes last, so that undo and memory follow what happened, not the clock."""
    flash.cards(1)
    flash.play(1, now=days.at(5))
    flash.play(4, now=days.at(4))
    assert [row["grade"] for row in flash.show("d/c1")["journal"]] == [1, 4]
    assert "(4 " in flash("undo", now=days.at(3)).out
    assert flash.due(now=days.at(5))["due"] == 1


# ---- siblings


@pytest.mark.parametrize("deck", [BOTH, GAPS])
def test_one_sibling_a_day(flash, days, deck):
    """Of the cards of one entry one is asked a day; the others are not even repeats' company."""
    flash.deck(deck)
    first, *others = ["d/e", "d/e#back"] if deck is BOTH else ["d/e#c1", "d/e#c2", "d/e#c3"]
    assert [result["card"] for result in flash.play(1, 2, 5, 5)] == [first] * 3
    assert (flash.due()["new"], flash.due()["due"]) == (0, 0)
    for day in (1, 2):  # after a failure the interval is 1 day, and 1 again
        assert [result["card"] for result in flash.play(5, 5, 5, now=days.at(day))] == [first]
    assert [result["card"] for result in flash.play(5, 5, 5, now=days.at(3))] == others[:1]


def test_a_due_sibling_comes_before_a_new_one(flash, days):
    """The new direction waits while the other one is due."""
    flash.deck(BOTH)
    flash.play(4)
    assert (flash.due(now=days.at(1))["new"], flash.due(now=days.at(1))["due"]) == (0, 1)
    assert flash.asked(now=days.at(1)) == ["d/e"]
    flash.play(4, now=days.at(1))
    assert flash.asked(now=days.at(2)) == ["d/e#back"]


def test_of_due_siblings_the_longest_overdue_is_asked(flash, days):
    """The sibling with the earliest due day comes, also when it stands later in the file."""
    flash.deck(GAPS)
    flash.play(4)
    flash.play(4, now=days.at(1))  # c1: due on day 7
    flash.play(4, now=days.at(2))  # c2: due on day 3
    assert flash.asked(now=days.at(10)) == ["d/e#c2"]
    flash.play(4, now=days.at(10))
    assert flash.asked(now=days.at(11)) == ["d/e#c1"]
    flash.play(4, now=days.at(11))
    assert flash.asked(now=days.at(12)) == ["d/e#c3"]


def test_a_suspended_sibling_gives_way(flash):
    """The other direction is asked when the first one is suspended or buried."""
    flash.deck(BOTH)
    flash("card", "suspend", "d/e")
    assert flash.asked() == ["d/e#back"]
    flash("card", "resume", "d/e")
    flash("card", "bury", "d/e")
    assert flash.asked() == ["d/e#back"]


def test_an_undone_answer_no_longer_keeps_siblings_away(flash):
    """The day's one sibling is open again after an undo."""
    flash.deck(BOTH)
    flash.play(4)
    flash("undo")
    flash("card", "suspend", "d/e")
    assert flash.asked() == ["d/e#back"]


# ---- needs


def test_a_new_card_comes_after_the_new_cards_that_it_needs(flash):
    """The order is topological, with ties in deck order: each time the first card that waits for nothing."""
    flash.deck(needing(("a", "c"), ("b", ""), ("c", "d"), ("d", ""), ("e", "a"), ("f", "")))
    assert flash.asked() == ["d/b", "d/d", "d/c", "d/a", "d/e", "d/f"]


@pytest.mark.parametrize("grade", range(6))
def test_an_answer_of_any_grade_releases_what_waits(flash, grade):
    """A needed card that was answered, however badly, holds nothing back, in the same sitting already."""
    flash.deck(needing(("late", "first"), ("first", "")))
    results = flash.play(grade, 4, 4)
    assert [result["card"] for result in results[:2]] == ["d/first", "d/late"]


def test_a_card_waits_for_the_day_of_what_it_needs(flash, days):
    """When the limit leaves room for the needed card alone, the other comes the next day."""
    flash("config", "new_per_day", "1")
    flash.deck(needing(("late", "first"), ("first", "")))
    assert flash.asked() == ["d/first"]
    flash.play(0, 4)
    assert sorted(flash.asked(now=days.at(1))) == ["d/first", "d/late"]


def test_a_suspended_needed_card_holds_nothing_back(flash):
    """Who suspends a card can go on without it."""
    flash.deck(needing(("late", "first"), ("first", "")))
    flash("card", "suspend", "d/first")
    assert flash.asked() == ["d/late"]


def test_a_buried_needed_card_holds_back_until_tomorrow(flash, days):
    """What is only put off is still to come first."""
    flash.deck(needing(("late", "first"), ("first", "")))
    flash("card", "bury", "d/first")
    assert flash.asked() == []
    assert flash.due()["new"] == 0
    assert flash.asked(now=days.at(1)) == ["d/first", "d/late"]


def test_a_needed_card_of_another_deck_holds_back_only_where_it_is_selected(flash):
    """With a deck named on the command line, off, or beside the tag, the needed card is out of the selection."""
    flash.deck(needing(("first", ""), deck="zz"))
    flash.deck(
        """
        deck: aa
        title: Needs another
        cards:
          - {id: late, q: late?, a: Late., tags: [mine], needs: [zz/first]}
        """
    )
    assert flash.asked() == ["zz/first", "aa/late"]
    assert flash.asked("aa") == ["aa/late"]
    assert flash.asked("--tag", "mine") == ["aa/late"]
    flash("decks", "off", "zz")
    assert flash.asked() == ["aa/late"]


def test_a_reset_makes_a_needed_card_hold_back_again(flash):
    """A card that is new again comes before what needs it and is still new."""
    flash("config", "new_per_day", "1")
    flash.deck(needing(("first", ""), ("late", "first")))
    flash.play(4)
    flash("card", "reset", "d/first")
    assert flash.asked("--new", "5") == ["d/first", "d/late"]


def test_an_unknown_need_holds_nothing_back(flash):
    """A need that names nothing is advice of `check`, and nobody waits for it."""
    flash.deck(needing(("a", "nowhere"), ("b", "")))
    assert flash.asked() == ["d/a", "d/b"]
    check = flash("check", "--json")
    assert (check.code, [mistake["severity"] for mistake in check.json]) == (0, ["advice"])


def test_a_circle_of_needs_is_cut_at_the_later_card(flash):
    """Of two cards of two decks that need each other the later one does not wait, so that both are asked."""
    flash.deck(needing(("a", "e/b"), deck="d"))
    flash.deck(needing(("b", "d/a"), ("c", ""), deck="e"))
    assert flash.asked() == ["e/b", "d/a", "e/c"]


def test_needs_do_not_hold_back_a_card_that_is_not_new(flash, days):
    """A due card is asked although what it needs is new."""
    flash.deck(needing(("late", "first"), ("first", "")))
    flash.play(4, 4)
    flash("card", "reset", "d/first")
    flash("card", "bury", "d/first", now=days.at(1))
    assert flash.asked(now=days.at(1)) == ["d/late"]


# ---- the order of the day


def test_due_cards_come_by_due_day_then_place(flash, days):
    """The longest overdue is first, and cards of one due day keep their order of deck and file."""
    flash.cards(3, deck="b")
    flash.play(4, 4, 4)  # due on day 1
    flash.cards(2, deck="a")
    flash.play({"card": "a/c1", "grade": 4}, {"card": "a/c2", "grade": 4})
    flash.play({"card": "b/c1", "grade": 1}, now=days.at(1))  # due on day 2
    assert flash.asked(now=days.at(3)) == ["a/c1", "a/c2", "b/c2", "b/c3", "b/c1"]


@pytest.mark.parametrize(("due", "new"), [(6, 2), (7, 3), (2, 5), (1, 1), (0, 3), (9, 1)])
def test_new_cards_are_spread_evenly(flash, days, due, new):
    """The stretches of due cards between the new ones differ by one at most, and no repeat stands among them."""
    flash("config", "new_per_day", "20")
    if due:
        flash.cards(due, deck="old")
        flash.play(*[4] * due)
    flash.cards(new, deck="fresh")
    asked = flash.asked(now=days.at(1))
    assert len(asked) == due + new
    sorts = "".join("n" if card.startswith("fresh") else "d" for card in asked)
    stretches = [len(stretch) for stretch in sorts.split("n")]
    assert max(stretches) - min(stretches) <= 1
    assert [card for card in asked if card.startswith("fresh")] == [f"fresh/c{n}" for n in range(1, new + 1)]


def test_own_decks_come_before_bundled_ones(flash, tmp_path):
    """New cards of one's own come first, whatever the decks are called."""
    own = flash.cards(1, deck="aaa")
    own.rename(tmp_path / "bundled" / "aaa.yaml")
    flash.cards(1, deck="zzz")
    assert flash.asked() == ["zzz/c1", "aaa/c1"]


def test_a_deck_comes_after_those_that_it_needs(flash):
    """Decks stand by name, but behind the decks that their cards need."""
    flash.deck(needing(("x", ""), ("y", "zz/first"), deck="aa"))
    flash.deck(needing(("x", ""), deck="mm"))
    flash.deck(needing(("first", ""), ("last", ""), deck="zz"))
    assert flash.asked() == ["mm/x", "zz/first", "zz/last", "aa/x", "aa/y"]


def test_an_own_deck_takes_the_place_of_the_bundled_one(flash, tmp_path):
    """A deck of one's own hides the bundled one of that name, and keeps its cards' progress."""
    flash.cards(2).rename(tmp_path / "bundled" / "d.yaml")
    flash.play(4, 4)
    flash.cards(1)
    assert [deck["cards"] for deck in flash.due()["decks"]] == [1]
    assert flash.show("d/c1")["memory"] is not None


def test_seed_does_not_change_the_order_of_cards(flash):
    """`--seed` affects draws and shuffled options only."""
    flash.cards(8)
    assert flash.asked("--seed", "1") == flash.asked("--seed", "2") == [f"d/c{n}" for n in range(1, 9)]


# ---- limits


def test_ten_new_cards_a_day_over_all_sittings(flash, days):
    """The limit holds for the study day, however it is cut into sittings, and begins anew the next."""
    flash.cards(25)
    assert len(flash.asked()) == 10
    flash.play(4, 4, 4, 4)
    assert flash.due()["new"] == 6
    assert len(flash.play(*[4] * 20, now=days.at(0, "20:00"))) == 6
    assert flash.asked(now=days.at(1, "03:00")) == []
    assert flash.due(now=days.at(1))["new"] == 10


def test_two_hundred_due_cards_a_day(flash, days):
    """More than 200 due cards are never asked in a day."""
    flash.cards(205)
    flash.play(*[4] * 205, options=["--new", "300"])
    assert flash.due(now=days.at(1))["due"] == 200
    flash.play(*[4] * 7, now=days.at(1))
    assert flash.due(now=days.at(1))["due"] == 193


def test_the_due_limit_holds_over_all_sittings_and_takes_the_longest_overdue(flash, days):
    """The cards that waited longest come first, and the rest waits for tomorrow."""
    flash("config", "due_per_day", "2")
    flash.cards(4)
    flash.play(4, 4, 4, 4)
    assert flash.asked(now=days.at(1)) == ["d/c1", "d/c2"]
    flash.play(4, now=days.at(1))
    assert flash.asked(now=days.at(1, "12:00")) == ["d/c2"]
    flash.play(4, now=days.at(1, "12:00"))
    assert flash.asked(now=days.at(1, "13:00")) == []
    assert flash.asked(now=days.at(2)) == ["d/c3", "d/c4"]


def test_repeats_do_not_count_towards_a_limit(flash):
    """However often a card comes back, it is one new card of the day."""
    flash("config", "new_per_day", "2")
    flash.cards(4)
    flash.play(1, 1, 1, 1, 1)
    assert (flash.due()["new"], flash.due()["due"]) == (0, 2)
    flash.play(4, 4)
    assert (flash.due()["new"], flash.due()["due"]) == (0, 0)


def test_repeats_come_when_the_due_limit_is_reached(flash, days):
    """A failed card of today is asked again although the day takes no more due cards."""
    flash("config", "due_per_day", "1")
    flash.cards(2)
    flash.play(4, 4)
    assert [result["card"] for result in flash.play(1, 4, 4, now=days.at(1))] == ["d/c1", "d/c1"]


def test_cram_does_not_count_towards_a_limit(flash):
    """Cramming new cards leaves the day its own."""
    flash.cards(12)
    flash.play(*[4] * 12, options=["--cram"])
    assert flash.due()["new"] == 10


def test_undone_answers_do_not_count_towards_a_limit(flash):
    """A card whose answer was taken back is the day's again."""
    flash("config", "new_per_day", "2")
    flash.cards(4)
    flash.play(4, 4)
    assert flash.due()["new"] == 0
    flash("undo")
    assert flash.asked() == ["d/c2"]


def test_a_named_deck_has_a_limit_of_its_own(flash):
    """Other decks do not use up what a named deck may bring, and two named decks have a limit each."""
    flash.cards(12, deck="a")
    flash.cards(12, deck="b")
    flash.cards(12, deck="c")
    assert len(flash.play(*[4] * 20)) == 10
    assert flash.asked() == []
    assert flash.asked("b") == [f"b/c{n}" for n in range(1, 11)]
    assert len(flash.asked("b", "c")) == 20


def test_a_named_decks_limit_holds_over_all_sittings(flash):
    """A deck that is named again brings only what is left of its day."""
    flash.cards(12, deck="a")
    flash.cards(12, deck="b")
    flash.play(4, 4, 4, options=["b"])
    assert len(flash.asked("b")) == 7


def test_new_and_limit_replace_the_rest_of_the_day(flash, days):
    """`--new N` and `--limit N` are this sitting's, more or fewer than the day would give."""
    flash("config", "due_per_day", "2")
    flash.cards(20)
    assert len(flash.asked("--new", "3")) == 3
    assert len(flash.asked("--new", "15")) == 15
    assert flash.asked("--new", "0") == []
    flash.play(*[4] * 10)
    assert flash.asked() == []
    assert len(flash.asked("--new", "4")) == 4
    tomorrow = days.at(1)
    assert len(flash.asked("--new", "0", now=tomorrow)) == 2
    assert len(flash.asked("--new", "0", "--limit", "7", now=tomorrow)) == 7
    assert len(flash.asked("--limit", "0", now=tomorrow)) == 10
    flash.play(4, 4, options=["--new", "0"], now=tomorrow)
    assert len(flash.asked("--new", "0", "--limit", "3", now=tomorrow)) == 3


def test_what_new_brought_counts_towards_the_day(flash):
    """After a sitting with `--new 3` the day has seven new cards left."""
    flash.cards(20)
    assert len(flash.play(*[4] * 9, options=["--new", "3"])) == 3
    assert flash.due()["new"] == 7


def test_a_deck_that_is_off_is_left_out_of_the_day(flash, days):
    """Neither its new, due nor failed cards are asked, unless the deck is named."""
    flash.cards(2, deck="a")
    flash.cards(2, deck="b")
    flash.play({"card": "b/c1", "grade": 1})
    assert flash("decks", "off", "b").code == 0
    assert flash.asked() == ["a/c1", "a/c2"]
    assert (flash.due()["new"], flash.due()["due"]) == (2, 0)
    assert flash.asked("b") == ["b/c2", "b/c1"]
    assert flash.asked(now=days.at(1)) == ["a/c1", "a/c2"]
    assert flash("decks", "on", "b").code == 0
    assert flash.asked(now=days.at(1)) != ["a/c1", "a/c2"]


# ---- suspending and burying


def test_a_suspended_card_is_not_asked_until_it_is_resumed(flash, days):
    """Neither as new, due nor repeat; its memory stays."""
    flash.cards(1)
    flash.play(1)
    before = flash.show("d/c1")["memory"]
    flash("card", "suspend", "d/c1")
    assert flash.show("d/c1")["suspended"] is True
    assert flash.due()["due"] == flash.due(now=days.at(9))["due"] == 0
    flash("card", "resume", "d/c1")
    assert flash.show("d/c1")["suspended"] is False
    assert flash.show("d/c1")["memory"] == before
    assert flash.due()["due"] == 1


def test_a_buried_card_is_hidden_until_the_next_study_day(flash, days):
    """It comes back at the rollover hour, not at midnight."""
    flash.cards(1)
    flash("card", "bury", "d/c1")
    assert flash.asked() == flash.asked(now=days.at(1, "03:00")) == []
    assert flash.asked(now=days.at(1, "04:00")) == ["d/c1"]


def test_a_buried_repeat_is_not_asked_again_that_day(flash, days):
    """Burying a card that was failed today ends its repeats."""
    flash.cards(1)
    flash.play(1)
    flash("card", "bury", "d/c1")
    assert flash.due()["due"] == 0
    assert flash.due(now=days.at(1))["due"] == 1


# ---- grades


@pytest.mark.parametrize(
    ("answer", "grade"),
    [
        ({"card": "d/typed", "answer": "gradient"}, 4),
        ({"card": "d/typed", "answer": "gradient", "seconds": 4.99}, 5),
        ({"card": "d/typed", "answer": "gradient", "seconds": 5}, 4),
        ({"card": "d/typed", "answer": "gradient", "hint": True}, 3),
        ({"card": "d/typed", "answer": "gradient", "hint": True, "seconds": 1}, 3),
        ({"card": "d/typed", "answer": "the norm"}, 1),
        ({"card": "d/typed", "answer": "the norm", "seconds": 1, "hint": True}, 1),
        ({"card": "d/typed", "shown": True}, 0),
        ({"card": "d/claim", "answer": "true"}, 4),
        ({"card": "d/claim", "answer": "f"}, 1),
        ({"card": "d/choice", "answer": "two"}, 4),
        ({"card": "d/choice", "answer": "three"}, 1),
        ({"card": "d/several", "answer": "four, two"}, 4),
        ({"card": "d/several", "answer": "four"}, 2),
        ({"card": "d/several", "answer": "three, five"}, 1),
        ({"card": "d/steps", "answer": "forward, loss, backward, update"}, 4),
        ({"card": "d/steps", "answer": "forward, loss, update, backward"}, 2),
        ({"card": "d/steps", "answer": "forward, backward, update, loss"}, 1),
        ({"card": "d/list", "answer": "blue, yellow, green, red"}, 4),
        ({"card": "d/list", "answer": "blue, yellow"}, 2),
        ({"card": "d/list", "answer": "blue"}, 1),
        ({"card": "d/list", "shown": True}, 0),
    ],
)
def test_the_grade_that_a_marked_answer_proposes(flash, answer, grade):
    """Right 4, quick 5, after a hint 3, half of the whole 2, wrong 1, shown 0."""
    flash.deck(MARKED)
    result = one(flash.play(answer))
    assert (result["card"], result["grade"], result["counted"]) == (answer["card"], grade, True)


def test_how_quick_quick_is_is_a_setting(flash):
    """With `quick_seconds` 2 three seconds are not quick."""
    flash.deck(MARKED)
    flash("config", "quick_seconds", "2")
    assert one(flash.play({"card": "d/claim", "answer": "true", "seconds": 3}))["grade"] == 4


def test_the_person_may_overrule_the_grade(flash):
    """A grade beside a marked answer is the one that counts; the verdict stays what it is."""
    flash.deck(MARKED)
    result = one(flash.play({"card": "d/claim", "answer": "f", "grade": 5}))
    assert (result["verdict"], result["grade"]) == ("wrong", 5)


def test_a_wrong_answer_counts_at_once_and_is_asked_until_it_is_solved(flash):
    """It is in the journal and in memory when the sitting ends right after it, and comes back as a repeat."""
    flash.deck(MARKED)
    first = one(flash.play({"card": "d/claim", "answer": "f"}, options=["--new", "1"]))
    assert (first["verdict"], first["grade"], first["counted"]) == ("wrong", 1, True)
    assert flash.show("d/claim")["memory"]["repetitions"] == 0
    assert flash.due()["due"] == 1
    again = flash.play({"answer": "f"}, {"answer": "t"}, {"answer": "t"}, options=["--new", "0"])
    assert [(line["verdict"], line["grade"], line["counted"]) for line in again] == [
        ("wrong", 1, False),
        ("right", 4, False),
    ]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ({"card": "d/typed", "answer": "  "}, "unreadable"),
        ({"card": "d/claim", "answer": "perhaps"}, "unreadable"),
        ({"card": "d/choice", "answer": "9"}, "unreadable"),
        ({"card": "d/steps", "answer": "1 2"}, "unreadable"),
        ({"card": "d/list", "answer": ","}, "unreadable"),
        ({"card": "d/typed", "answer": "gradeint"}, "typo"),
    ],
)
def test_what_is_not_an_answer_yet_costs_nothing(flash, answer, verdict):
    """An unreadable answer or a typo is a try: noted, not graded, and the question waits."""
    flash.deck(MARKED)
    result = one(flash.play(answer))
    assert (result["verdict"], result["grade"], result["counted"]) == (verdict, None, False)
    card = flash.show(answer["card"])
    assert (card["memory"], [row["kind"] for row in card["journal"]]) == (None, ["try"])
    assert flash.due()["new"] == 6
    assert flash.last.lines[-1]["ask"] == answer["card"]


def test_a_typo_that_is_repeated_is_confirmed(flash):
    """The same answer once more says that it was meant: it is right, without a loss."""
    flash.deck(MARKED)
    typo, right = flash.play({"card": "d/typed", "answer": "gradeint"}, {"answer": "gradeint"})
    assert (typo["verdict"], right["verdict"], right["grade"]) == ("typo", "right", 4)


def test_a_typo_that_is_corrected_is_right(flash):
    """After a typo the right answer is right, and another answer is judged by itself."""
    flash.deck(MARKED)
    results = flash.play({"card": "d/typed", "answer": "gradeint"}, {"answer": "gradient"})
    assert [(line["verdict"], line["grade"]) for line in results] == [("typo", None), ("right", 4)]
    flash("undo")
    results = flash.play({"card": "d/typed", "answer": "gradeint"}, {"answer": "the norm"})
    assert [(line["verdict"], line["grade"]) for line in results] == [("typo", None), ("wrong", 1)]


def test_eight_lapses_make_a_leech(flash):
    """A card with 8 lapses is marked, with the advice to rewrite it; the first failures of a new card are none."""
    flash.cards(1)
    play_when_due(flash, "d/c1", [1, 1, 4, *[2] * 7])
    assert flash.show("d/c1")["memory"]["lapses"] == 7
    assert "rewrite it" not in flash("card", "show", "d/c1").out
    now = flash.show("d/c1")["memory"]["due_day"] + "T09:00"
    flash.play(0, now=now)
    said = flash("card", "show", "d/c1", now=now).out
    assert "a leech" in said
    assert "rewrite it" in said


# ---- undo


def test_undo_takes_back_the_last_answer_after_the_sitting(flash):
    """The card stands as before, the row stays in the journal and is marked, and it says what it took back."""
    flash.cards(2)
    flash.play(4, 1)
    undo = flash("undo")
    assert undo.code == 0
    assert "answer" in undo.out
    assert "d/c2" in undo.out
    card = flash.show("d/c2")
    assert card["memory"] is None
    assert [(row["kind"], row["undone"]) for row in card["journal"]] == [("answer", True), ("undo", False)]
    assert (flash.due()["new"], flash.due()["due"]) == (1, 0)
    assert flash.show("d/c1")["memory"] is not None


def test_undo_again_takes_back_the_one_before(flash, days):
    """Undo goes back answer by answer, also over days, until there is nothing left."""
    flash.cards(1)
    flash.play(4)
    first = flash.show("d/c1")["memory"]
    flash.play(1, 4, now=days.at(1))
    failed = flash.show("d/c1")["memory"]
    now = days.at(2)
    assert "(4 " in flash("undo", now=now).out
    assert flash.show("d/c1")["memory"] == failed
    flash("undo", now=now)
    assert flash.show("d/c1")["memory"] == first
    flash("undo", now=now)
    assert flash.show("d/c1")["memory"] is None
    nothing = flash("undo", now=now)
    assert (nothing.code, nothing.out) == (2, "")


def test_undo_of_a_repeat_asks_it_again(flash):
    """When the repeat that ended a card's day is taken back, the card waits as a repeat."""
    flash.cards(1)
    flash.play(1, 4)
    assert flash.due()["due"] == 0
    flash("undo")
    assert flash.due()["due"] == 1


def test_an_answer_after_undo_is_the_days_first(flash):
    """The answer that replaces one that was taken back counts."""
    flash.cards(1)
    flash.play(1)
    flash("undo")
    assert one(flash.play(5))["counted"] is True
    assert flash.show("d/c1")["memory"]["ease"] == 2.6


def test_undo_takes_back_suspending_burying_and_reset(flash):
    """Each of them is one step of undo, and leaves the others."""
    flash.cards(3)
    flash.play(4)
    memory = flash.show("d/c1")["memory"]
    flash("card", "reset", "d/c1")
    flash("card", "suspend", "d/c2")
    flash("card", "bury", "d/c3")
    assert flash.asked() == ["d/c1"]
    assert "bury" in flash("undo").out
    assert flash.asked() == ["d/c1", "d/c3"]
    assert "suspend" in flash("undo").out
    assert flash.asked() == ["d/c1", "d/c2", "d/c3"]
    assert "reset" in flash("undo").out
    assert flash.show("d/c1")["memory"] == memory
    assert flash.asked() == ["d/c2", "d/c3"]


def test_undo_passes_over_tries_and_cram(flash):
    """What moved nothing is nothing to take back."""
    flash.deck(MARKED)
    flash.play({"card": "d/claim", "answer": "t"}, {"card": "d/typed", "answer": "gradeint"})
    flash.play({"answer": "t"}, options=["--cram"])
    assert "d/claim" in flash("undo").out
    assert flash("undo").code == 2


# ---- cram


def test_cram_asks_every_selected_card(flash, days):
    """New, due, not yet due and held back by needs or siblings: all of the selection, but what is suspended."""
    flash.cards(3)
    flash.deck(needing(("late", "first"), ("first", ""), deck="n"))
    flash.deck(BOTH.replace("deck: d", "deck: s"))
    flash.play(4)
    flash("card", "suspend", "d/c2")
    asked = {result["card"] for result in flash.play(*[4] * 20, options=["--cram"], now=days.at(0, "10:00"))}
    assert asked == {"d/c1", "d/c3", "n/late", "n/first", "s/e", "s/e#back"}
    assert [result["card"] for result in flash.play(*[4] * 20, options=["d", "--cram"])] == ["d/c1", "d/c3"]


def test_cram_changes_no_memory_and_no_first_of_day(flash, days):
    """Memory and the day's queue are as before, and the next ordinary answer counts."""
    flash.cards(3)
    flash.play(4, 1)
    before = [flash.show(f"d/c{n}")["memory"] for n in (1, 2, 3)]
    due = flash.due()
    results = flash.play(0, 5, 1, options=["--cram"])
    assert [result["counted"] for result in results] == [False] * 3
    assert [flash.show(f"d/c{n}")["memory"] for n in (1, 2, 3)] == before
    assert flash.due() == due
    flash.play(1, 1, 1, options=["--cram"], now=days.at(1))
    results = flash.play(4, 4, 4, now=days.at(1))
    assert len(results) == 3
    assert all(result["counted"] for result in results)
