"""The deck that a person begins with: one card of each type, to be written over."""

from pathlib import Path

from flashcards.core.slugs import LONGEST_SLUG, whole_words

_TEXT = """\
# yaml-language-server: $schema={schema}
# `flashcards check {file}` names mistakes, `flashcards add {file}` has its cards asked.
deck: {name}              # small letters, digits, hyphens; progress belongs to it: keep it for good
title: {title}
about: What it teaches, and to whom.

# Each card has an id that is kept for good; the other keys make its type. Delete what you do not need.
# All may have: hint, why, note, source, tags: [a-tag], level: 1, needs: [an-id], see: [an-id].
cards:
  - id: question-and-answer       # graded by yourself
    q: What does momentum damp?
    a: Oscillation, as in $v_t = \\beta v_{{t-1}} + g_t$.    # TeX without quotes, or in single ones

  - id: gaps                      # with c1, c2 a card for each gap
    cloze: |
      Learning-rate {{{{c1::warm-up}}}} begins with a {{{{c2::small::size?}}}} step.

  - id: true-or-false
    claim: In Adam, weight decay and an L2 penalty give the same update.
    truth: false
    why: The penalty's gradient is rescaled by $1/\\sqrt{{\\hat v_t}}$.

  - id: choice
    q: Which of these adapts the step of each weight?
    right: Adam
    wrong:
      - Momentum
      - text: Warm-up
        why: It changes the step of all weights alike.

  - id: typed
    q: Which Adam variant decouples the weight decay?
    accept: [AdamW, Adam with decoupled weight decay]
    reject: {{Adam: Plain Adam puts the decay into the gradient.}}

  - id: steps-in-order
    q: Put one training step in order.
    steps: [forward pass, loss, backward pass, update]

  - id: list-of-things
    q: Name two learning-rate schedules.
    items: [[cosine, cosine annealing], step decay, exponential]
    at_least: 2
"""
_COMPUTED = """
  - id: computed                  # fresh numbers each time; `flashcards practice --list` names all kinds
    problem: {problem}
"""


def template(name: str, title: str, schema: str, file: str, problem: str | None) -> str:
    """The text of a new deck; `schema` is an address without spaces, `file` how commands name its file.

    `problem` is the kind of its computed card; without one it has none.
    """
    quoted = title.replace("'", "''")
    text = _TEXT.format(schema=schema, file=file, name=name, title=f"'{quoted}'")
    return text + (_COMPUTED.format(problem=problem) if problem else "")


def name_from(path: Path) -> str:
    """The deck's name that a file's name suggests."""
    return whole_words(path.stem, LONGEST_SLUG) or "my-deck"
