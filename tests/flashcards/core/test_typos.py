"""Spelling: which texts are the same answer, and which are slips of the keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.typos import fold, is_exact, near

ANY_TEXT = st.text(st.characters(exclude_categories=()))

SAME = {
    "case": ("AdamW", "adamw"),
    "spacing": ("back  propagation", "Backpropagation "),
    "hyphen": ("cross-entropy", "cross entropy"),
    "spaced hyphen": ("cross - entropy", "cross-entropy"),
    "typographic hyphen": ("k\u2011fold", "k-fold"),
    "one-letter word with a hyphen": ("n-gram", "n gram"),
    "punctuation": ("Bayes' theorem.", "bayes theorem"),
    "accents": ("Erdős–Rényi", "erdos renyi"),
    "composed and decomposed": ("Poincar\u00e9", "Poincare\u0301"),
    "sharp s": ("Straße", "STRASSE"),
    "ligature": ("\ufb01lter", "filter"),
    "TeX of one sign": (r"$\beta$", "beta"),
    "underscores": ("requires_grad", "requires grad"),
    "case and spacing of an exact form": ("N - 1", "n-1"),
    "minus signs": ("n\u22121", "n-1"),
    "exponent": ("1E-8", "1e-8"),
    "punctuation alone": ("( )", "()"),
}

DIFFERENT = {
    "an operator": ("C++", "C"),
    "a sharp": ("C#", "C"),
    "a star": ("A*", "A"),
    "a sign within a number": ("1e-8", "1e8"),
    "a minus": ("n-1", "n1"),
    "a difference of letters": ("x-y", "xy"),
    "a leading minus": ("-x", "x"),
    "a factorial": ("n!", "n"),
    "a prime": ("f'", "f"),
    "a superscript": ("x²", "x2"),
    "a comparison": ("a<b", "a>b"),
    "an ampersand": ("a & b", "a b"),
    "punctuation alone": ("()", "[]"),
    "Japanese voicing": ("か", "が"),
    "Hindi vowels": ("कि", "की"),
}

TYPOS = {
    "one letter of eight": ("gradeint", "gradient"),
    "two of more": ("bakcpropagaton", "backpropagation"),
    "one missing": ("dropot", "dropout"),
    "one too many": ("convollution", "convolution"),
    "with punctuation": ("cross-entorpy", "cross entropy"),
    "in a second word": ("gradient descnet", "gradient descent"),
    "within a harmless prefix": ("undreflow", "underflow"),
    "within another harmless prefix": ("hpyerparameter", "hyperparameter"),
    "apostrophe left out": ("Newtons metod", "Newton's method"),
    "with a Roman numeral kept": ("type II eror", "type II error"),
}

NO_TYPOS = {
    "short": ("Adma", "Adam"),
    "two letters of eight": ("grdaeitn", "gradient"),
    "three letters": ("bakcprpagaton", "backpropagation"),
    "the first letter": ("ackpropagation", "backpropagation"),
    "encoder and decoder": ("encoder", "decoder"),
    "un-": ("unsupervised", "supervised"),
    "in- in a second word": ("linear dependence", "linear independence"),
    "de- in a second word": ("auto decoder", "auto encoder"),
    "in- and im-": ("inmaterial", "immaterial"),
    "Roman numerals": ("type I error", "type II error"),
    "a letter by itself": ("parameter a", "parameter b"),
    "a negation": ("has bias", "has no bias"),
    "digits": ("L1 penalty", "L2 penalty"),
    "a digit typed": ("dropout1", "dropout"),
    "an operator in the form": ("learningrate*", "learning rate*2"),
    "inter- and intra-": ("intramolecular", "intermolecular"),
    "hyper- and hypo-": ("hypotension", "hypertension"),
    "max and min": ("minimization", "maximization"),
    "macro- and micro-": ("microscopic", "macroscopic"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_spellings_of_one_answer_fold_alike(one, other):
    """Case, accents, spacing and punctuation make no difference where they say nothing."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_signs_with_a_meaning_do_not_fold(one, other):
    """Digits, operators, primes and letters that are not Latin stay what they are."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize("form", ["C++", "1e-8", "n-1", "-x", "x - y", "f'(x)", "½", "ℓ₂", "a = b", "√x"])
def test_forms_with_a_digit_or_an_operator_are_exact(form):
    """Each of these holds a sign that must not be lost."""
    assert is_exact(form)


@pytest.mark.parametrize(
    "form", ["Adam", "k-fold", "t-SNE", "Newton–Raphson", "don't", "softmax(z)", "β", ""]
)
def test_words_are_not_exact(form):
    """Hyphens between words, apostrophes and brackets are punctuation."""
    assert not is_exact(form)


@pytest.mark.parametrize(("typed", "form"), TYPOS.values(), ids=TYPOS)
def test_slips_of_the_keys_are_typos(typed, form):
    """A word mistyped within the edits its length allows is a typo of it."""
    assert near(typed, (form,), list) == form


@pytest.mark.parametrize(("typed", "form"), NO_TYPOS.values(), ids=NO_TYPOS)
def test_another_term_is_no_typo(typed, form):
    """What may be another term is never taken for a slip, in either direction."""
    assert near(typed, (form,), list) is None
    assert near(form, (typed,), list) is None


def test_a_known_answer_is_no_typo():
    """What is nearer, or as near, to another known answer is that answer."""
    assert near("AdamW", ("Adamax",), lambda: ["adamw"]) is None
    assert near("sulfate", ("sulfite",), list) == "sulfite"
    assert near("sulfate", ("sulfite",), lambda: ["sulfate"]) is None
    assert near("sulfote", ("sulfite",), lambda: ["sulfate"]) is None
    assert near("sulfiite", ("sulfite",), lambda: ["sulfate"]) == "sulfite"


def test_an_accepted_form_is_no_other_answer():
    """A form that is accepted here does not stand against a typo of itself."""
    assert near("dropuot", ("dropout",), lambda: ["dropout"]) == "dropout"


def test_the_nearest_form_is_meant():
    """Of several forms within reach the nearest one is offered."""
    assert near("normalisaton", ("normalization", "normalisation"), list) == "normalisation"


def test_known_answers_are_asked_for_only_at_a_near_miss():
    """Nobody collects all answers of all decks for a text that is near to nothing."""

    def known():
        raise AssertionError

    assert near("entropy", ("dropout",), known) is None


@given(ANY_TEXT, ANY_TEXT)
def test_spelling_copes_with_any_text(typed, form):
    """Neither folding nor looking for a typo fails, and what folds alike is no typo to be found elsewhere."""
    assert fold(typed) == fold(typed.strip())
    assert near(typed, (form,), list) in {None, form}


@given(st.text("abcdefghij", min_size=5, max_size=12), st.data())
def test_a_typo_is_always_within_two_edits(form, data):
    """Three letters more are never a typo."""
    extra = data.draw(st.text("xyz", min_size=3, max_size=6))
    assert near(form + extra, (form,), list) is None
