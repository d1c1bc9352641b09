"""Answers: what can be typed for each type of card, and the verdict on it."""

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flashcards.core.answers import LONGEST_ANSWER, Verdict, check, confirmed, options, right_answer, shown
from flashcards.core.cards import Basic, Choice, Claim, Cloze, Listing, Steps, Typed, Wrong

TRUE = Claim("Dropout is off at test time.", truth=True)
ONE = Choice("Which one?", ("ReLU",), (Wrong("GELU", "That one is smooth."), Wrong("SiLU")))
TWO = Choice("Which ones?", ("Adam", "SGD"), (Wrong("k-means", "No optimizer."), Wrong("PCA")))
NUMERALS = Choice("How many?", ("16",), (Wrong("8"), Wrong("2"), Wrong("32")))
COMMAS = Choice("Which ones?", ("a, b", "c; d"), (Wrong("a"), Wrong("A")))
CASES = Choice("Which one?", ("k",), (Wrong("K", "That is the matrix."),))
ADAMW = Typed(
    "Which?", ("AdamW", "Adam with decoupled weight decay"), (("Adam with L2", "The decay is coupled."),)
)
BETA = Typed("The exponent?", ("1e-8",))
STEPS = Steps("Order?", ("forward", "loss", "backward", "step"))
TWICE = Steps("Order?", ("matmul", "relu", "matmul"))
LONG = Steps("Order?", tuple(f"step {place}" for place in "abcdefghijk"))
ITEMS = Listing(
    "Name three.", (("SGD", "stochastic gradient descent"), ("RMSProp",), ("AdaGrad",), ("AdamW",)), 3
)
COMMA_ITEMS = Listing("Name two.", (("weights, biases",), ("inputs",), ("1,000",)), 2)

SHOWN = {
    id(ONE): ("GELU", "ReLU", "SiLU"),
    id(TWO): ("k-means", "SGD", "PCA", "Adam"),
    id(NUMERALS): ("2", "16", "8", "32"),
    id(COMMAS): ("a", "a, b", "A", "c; d"),
    id(CASES): ("k", "K"),
    id(STEPS): ("loss", "step", "forward", "backward"),
    id(TWICE): ("matmul", "matmul", "relu"),
    id(LONG): LONG.steps[::-1],
}
KNOWN = ("Adam", "AdamW", "encoder", "decoder", "L1")


def verdict_on(body, typed):
    """The verdict with the options of SHOWN, in a collection that has the answers of KNOWN."""
    return check(body, typed, SHOWN.get(id(body), ()), lambda: KNOWN)


def cases(*rows):
    """A row for each class of answers: the card, what is typed, the kind of verdict."""
    return pytest.mark.parametrize(("body", "typed", "kind"), rows)


@cases(
    *((TRUE, typed, "right") for typed in ("t", "T", "true", " True. ", "yes", "Y", "1")),
    *((TRUE, typed, "wrong") for typed in ("f", "false", "no", "N", "2")),
    *((TRUE, typed, "unreadable") for typed in ("3", "maybe", "tf", "0", "?")),
)
def test_claims(body, typed, kind):
    """A claim is answered by its letter, word or number, and nothing else costs anything."""
    assert verdict_on(body, typed).kind == kind


@cases(
    *((ONE, typed, "right") for typed in ("2", " 2 ", "ReLU", "relu", "re lu", "2,", "2 2")),
    *((ONE, typed, "wrong") for typed in ("1", "gelu", "3")),
    *(
        (ONE, typed, "unreadable")
        for typed in ("0", "4", "-1", "tanh", "1 2", "ReLU, GELU", ",", "9" * 5000, "2.0")
    ),
    *(
        (TWO, typed, "right")
        for typed in ("2 4", "4,2", "2;4", "4\n2", "4 2 2", "Adam, sgd", "sgd\nadam", "SGD; Adam")
    ),
    *((TWO, typed, "wrong") for typed in ("2", "1 2", "1 2 3 4", "adam", "k-means,PCA")),
    *((TWO, typed, "unreadable") for typed in ("5", "1 5", "Adam, tanh", "Adam and SGD", "24")),
    # A number of an option goes before an option that is a number; beyond them it is the text.
    (NUMERALS, "2", "right"),
    (NUMERALS, "16", "right"),
    (NUMERALS, "8", "wrong"),
    (NUMERALS, "7", "unreadable"),
    # An option that holds a comma or semicolon can be named.
    (COMMAS, "a, b\nc; d", "right"),
    (COMMAS, "c; d; a, b", "right"),
    (COMMAS, "c; d, a", "wrong"),
    (CASES, "k", "right"),
    (CASES, "K", "wrong"),
)
def test_choices(body, typed, kind):
    """Options are named by number or by text; what names none, or too many, costs nothing."""
    assert verdict_on(body, typed).kind == kind


@pytest.mark.parametrize(
    ("typed", "share", "marks"),
    [
        ("2 4", 1.0, (("SGD", True), ("Adam", True))),
        ("2", 0.5, (("SGD", True),)),
        ("2 1", 0.0, (("SGD", True), ("k-means", False))),
        ("1 2 4", 0.5, (("k-means", False), ("SGD", True), ("Adam", True))),
        ("1 3", 0.0, (("k-means", False), ("PCA", False))),
    ],
)
def test_share_of_several_choices(typed, share, marks):
    """Of several right options the share is hits less false alarms, and each is marked."""
    verdict = verdict_on(TWO, typed)
    assert (verdict.share, verdict.marks) == (share, marks)


def test_a_wrong_option_says_why():
    """The feedback is that of the option chosen, and what is missing is counted."""
    assert verdict_on(ONE, "1").says == "That one is smooth."
    assert verdict_on(ONE, "3").says == ""
    assert verdict_on(TWO, "1 2").says == "No optimizer."
    assert verdict_on(TWO, "2").says == "1 of the 2 right options found."


@cases(
    *((ADAMW, typed, "right") for typed in ("AdamW", "adam w", "ADAM-W", "adam with decoupled weight-decay")),
    *((ADAMW, typed, "wrong") for typed in ("Adam", "Adam with L2", "AdamX2", "SGD", "???")),
    *((ADAMW, typed, "typo") for typed in ("AdmaW", "Adam with decuopled weight decay")),
    *((BETA, typed, "right") for typed in ("1e-8", "1E-8", "1e - 8")),
    *((BETA, typed, "wrong") for typed in ("1e8", "1e-7", "1e-88")),
    (Typed("?", ("decoder",)), "encoder", "wrong"),
    (Typed("?", ("supervised",)), "unsupervised", "wrong"),
    (Typed("?", ("unsupervised",)), "supervised", "wrong"),
    (Typed("?", ("type I error",)), "type II error", "wrong"),
    (Typed("?", ("type I error",)), "type-I error", "right"),
    (Typed("?", ("L1",)), "L2", "wrong"),
    (Typed("?", ("Adamax",)), "Adam", "wrong"),
    # What is rejected by name is no typo of what is accepted.
    (Typed("?", ("momentum",), (("momenta", "Those are the moments."),)), "momentun", "typo"),
    (Typed("?", ("variance",), (("varience", "Mind the spelling."),)), "varience", "wrong"),
    (Typed("?", ("variance",), (("varience", "Mind the spelling."),)), "varienec", "wrong"),
)
def test_typed_answers(body, typed, kind):
    """A typed answer is right in any spelling that means the same, a typo only when it can be nothing else."""
    assert verdict_on(body, typed).kind == kind


def test_a_typo_is_asked_about_and_confirmed():
    """A typo names the form that was meant; confirmed, it is a right answer."""
    verdict = verdict_on(ADAMW, "AdmaW")
    assert (verdict.meant, verdict.says) == ("AdamW", "Did you mean 'AdamW'? Type the same again to confirm.")
    assert confirmed(verdict) == Verdict("right", share=1.0, meant="AdamW")


def test_a_rejected_answer_has_its_feedback():
    """What the author foresaw is met with what the author says."""
    assert verdict_on(ADAMW, "adam with l2").says == "The decay is coupled."


@cases(
    *((STEPS, typed, "right") for typed in ("3 1 4 2", "3,1,4,2", "3142", "3\n1\n4\n2")),
    *((STEPS, typed, "right") for typed in ("Forward; loss; backward; step", "forward, loss,backward,STEP")),
    *((STEPS, typed, "wrong") for typed in ("1 2 3 4", "1234", "3124")),
    *(
        (STEPS, typed, "unreadable")
        for typed in ("3 1 4", "314", "31424", "3 1 4 5", "3 1 4 4", "3144", "x", ",,")
    ),
    *(
        (STEPS, typed, "unreadable")
        for typed in ("forward, loss", "forward, loss, loss, step", "forward\nprune")
    ),
    # Equal steps are the same wherever they stand.
    *((TWICE, typed, "right") for typed in ("1 3 2", "231", "matmul, relu, matmul")),
    *((TWICE, typed, "wrong") for typed in ("1 2 3", "matmul, matmul, relu")),
    # From ten steps on numbers need something between them.
    (LONG, "11 10 9 8 7 6 5 4 3 2 1", "right"),
    (LONG, "1 2 3 4 5 6 7 8 9 10 11", "wrong"),
    (LONG, "1110987654321", "unreadable"),
)
def test_steps(body, typed, kind):
    """Steps are put in order by number or by text; an order that leaves one out costs nothing."""
    assert verdict_on(body, typed).kind == kind


def test_steps_are_marked_by_place():
    """The share is the steps at their place, and each step given is marked."""
    verdict = verdict_on(STEPS, "3 4 1 2")
    assert verdict.marks == (("forward", True), ("backward", False), ("loss", False), ("step", True))
    assert verdict.share == 0.5
    assert verdict.says == "2 of 4 steps are in their place."


@cases(
    *(
        (ITEMS, typed, "right")
        for typed in ("SGD, RMSProp, AdaGrad", "adagrad\nrmsprop\nsgd", "sgd;adamw;rmsprop")
    ),
    *(
        (ITEMS, typed, "right")
        for typed in ("SGD,RMSProp,AdaGrad,AdamW", "RMSPorp, sgd, stochastic gradient descent, adagard")
    ),
    *(
        (ITEMS, typed, "wrong")
        for typed in ("SGD", "SGD, stochastic gradient descent, sgd", "SGD, RMSProp, AdaGrad, k-means")
    ),
    # Another card's answer is no typo of an item.
    (ITEMS, "SGD, RMSProp, Adam", "wrong"),
    *((ITEMS, typed, "unreadable") for typed in (",", " ; \n ,", "a," * 200, "\n" * 300 + "SGD")),
    *(
        (COMMA_ITEMS, typed, "right")
        for typed in ("weights, biases, inputs", "inputs\nweights, biases", "1,000; inputs")
    ),
    *((COMMA_ITEMS, typed, "wrong") for typed in ("weights, inputs", "1000, inputs")),
)
def test_lists(body, typed, kind):
    """Items may be named in any order, form and spelling; enough of them and nothing strange is right."""
    assert verdict_on(body, typed).kind == kind


@pytest.mark.parametrize(
    ("typed", "share", "marks"),
    [
        ("SGD", 1 / 3, (("SGD", True),)),
        ("SGD, sgd", 1 / 3, (("SGD", True),)),
        ("SGD, k-means", 0.0, (("SGD", True), ("k-means", False))),
        ("SGD, RMSProp, k-means", 1 / 3, (("SGD", True), ("RMSProp", True), ("k-means", False))),
        ("k-means, K-Means", 0.0, (("k-means", False),)),
    ],
)
def test_share_of_a_list(typed, share, marks):
    """Every distinct item is marked, and strange ones count against those found."""
    verdict = verdict_on(ITEMS, typed)
    assert (verdict.share, verdict.marks) == (pytest.approx(share), marks)


def test_a_strange_item_keeps_the_share_below_one():
    """However many items are found, a list with a strange one is not all right."""
    verdict = verdict_on(ITEMS, "SGD, RMSProp, AdaGrad, AdamW, k-means")
    assert verdict.kind == "wrong"
    assert verdict.share == 0.8
    assert verdict.says == "4 found, 3 wanted, 1 not on the list."


def test_a_typo_in_a_list_is_said():
    """An item mistyped counts, and the note says as what it was read."""
    verdict = verdict_on(ITEMS, "RMSPorp, SGD, AdaGrad")
    assert verdict.says == "'RMSPorp' was read as 'RMSProp'."


def test_known_answers_are_collected_once_and_only_at_a_near_miss():
    """The answers of all cards cost something, and are asked for when they decide."""
    calls = []

    def known():
        calls.append(1)
        return ()

    check(ITEMS, "SGD, k-means", (), known)
    check(ADAMW, "AdamW", (), known)
    assert not calls
    check(ITEMS, "RMSPorp, Adagard", (), known)
    assert len(calls) == 1


@pytest.mark.parametrize("body", [TRUE, ONE, TWO, ADAMW, STEPS, ITEMS])
@pytest.mark.parametrize("typed", ["", " \n\t", "a" * (LONGEST_ANSWER + 1)], ids=["empty", "blank", "long"])
def test_nothing_and_far_too_much_cost_nothing(body, typed):
    """An empty answer and one of more than ten thousand characters are unreadable, and say so."""
    verdict = verdict_on(body, typed)
    assert verdict.kind == "unreadable"
    assert verdict.says


@pytest.mark.parametrize("body", [Basic("q", "a"), Cloze("{{a}}")])
def test_what_the_person_grades_is_not_checked(body):
    """Asking for a verdict on a self-graded card is a mistake of the program."""
    with pytest.raises(TypeError):
        check(body, "a", (), tuple)


def test_options():
    """What can be chosen is shown in an order that the given chance decides."""
    assert options(TRUE, Random(1)) == ("true", "false")
    assert options(ADAMW, Random(1)) == ()
    assert sorted(options(TWO, Random(1))) == ["Adam", "PCA", "SGD", "k-means"]
    assert options(TWO, Random(1)) == options(TWO, Random(1))
    assert len({options(TWO, Random(seed)) for seed in range(50)}) > 10


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (Basic("q", "an answer"), "an answer"),
        (Cloze("{{c1::one}} and {{c2::two}}", 2), "two"),
        (Cloze("{{one}} and {{two}}"), "one\ntwo"),
        (TRUE, "true"),
        (Claim("?", truth=False), "false"),
        (TWO, "Adam\nSGD"),
        (ADAMW, "AdamW"),
        (TWICE, "1. matmul\n2. relu\n3. matmul"),
        (ITEMS, "SGD (stochastic gradient descent)\nRMSProp\nAdaGrad\nAdamW"),
    ],
)
def test_right_answer(body, text):
    """Every type of card can say its right answer, an element a line."""
    assert right_answer(body) == text


def test_shown():
    """An answer that was shown is neither right nor wrong."""
    assert shown() == Verdict("shown")


WORDS = st.text("abcXYZ βé-+'12.,;()", min_size=1, max_size=12).filter(str.strip).map(str.strip)
NAMES = st.text("abcdefgh -", min_size=1, max_size=12).filter(str.strip).map(str.strip)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80) | st.text(
    "123 ,;\nabSGDrmspo", max_size=40
)


def distinct(texts, low, high):
    """Lists of texts that differ in more than case and spacing."""
    return st.lists(
        texts, min_size=low, max_size=high, unique_by=lambda text: "".join(text.split()).casefold()
    )


@st.composite
def choices(draw):
    """Choices with one or several right options."""
    texts = draw(distinct(NAMES, 2, 6))
    cut = draw(st.integers(1, len(texts) - 1))
    return Choice("q", tuple(texts[:cut]), tuple(map(Wrong, texts[cut:])))


STEPS_OF_ANY_KIND = distinct(NAMES, 2, 12).map(lambda steps: Steps("q", tuple(steps)))


@given(
    st.sampled_from(
        [TRUE, ONE, TWO, NUMERALS, COMMAS, CASES, ADAMW, BETA, STEPS, TWICE, LONG, ITEMS, COMMA_ITEMS]
    ),
    ANY_TEXT,
)
def test_any_text_has_a_verdict(body, typed):
    """No text makes checking fail; shares are shares; what cannot be read says what to type."""
    verdict = verdict_on(body, typed)
    assert 0 <= verdict.share <= 1
    assert (verdict.share == 1) == (verdict.kind == "right")
    assert verdict.kind != "unreadable" or verdict.says
    assert "\n" not in verdict.says


@given(WORDS, st.lists(WORDS))
def test_every_accepted_form_is_right(form, others):
    """Whatever is accepted is right as it stands and in other letters."""
    body = Typed("q", (*others, form))
    assert check(body, form, (), tuple).kind == "right"
    assert check(body, f"  {form.swapcase()} ", (), tuple).kind == "right"


@given(choices(), st.randoms(use_true_random=False))
def test_the_right_options_are_right(body, rng):
    """The right options are right by number and by text, in any order."""
    shown = options(body, rng)
    numbers = " ".join(str(place) for place, option in enumerate(shown, 1) if option in body.right)
    assert check(body, numbers, shown, tuple).kind == "right"
    assert check(body, right_answer(body), shown, tuple).kind == "right"


@given(STEPS_OF_ANY_KIND, st.integers())
def test_the_right_order_is_right_and_never_shown(body, seed):
    """Steps are all shown, never in their order, and are right in their order by number and by text."""
    shown = options(body, Random(seed))
    assert sorted(shown) == sorted(body.steps)
    assert shown != body.steps
    numbers = [str(shown.index(step) + 1) for step in body.steps]
    for typed in (" ".join(numbers), ",".join(numbers), "\n".join(body.steps)):
        assert check(body, typed, shown, tuple).kind == "right"


@given(distinct(WORDS, 1, 6))
def test_the_right_items_are_right(items):
    """All items of a list, one a line, are right whatever signs stand in them."""
    body = Listing("q", tuple((item,) for item in items), 1)
    assume(not any(item.strip(",;") == "" for item in items))
    assert check(body, right_answer(body), (), tuple).kind == "right"
