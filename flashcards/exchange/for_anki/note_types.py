"""The note types that decks have in Anki. Their ids, and the names of their fields, must stay: Anki knows notes by them.

A basic entry that is also asked the other way round has a `y` in Add Reverse, as in Anki's own type of that kind, so
that `both` may come and go without the note becoming another one.
"""

from typing import Any

BASIC, CLOZE, QUESTION = 1_764_547_200_001, 1_764_547_200_002, 1_764_547_200_003

#: To be raised with every change of what is below: Anki takes over note types that are newer than its own.
_MADE_S = 1_764_547_200

_TOLD = ("Hint", "Why", "Note", "Source")
FIELDS = {
    BASIC: ("Front", "Back", "Add Reverse", "Wrong", *_TOLD),
    CLOZE: ("Text", *_TOLD),
    QUESTION: ("Question", "How", "Options", "Answer", "Typed", "Others", *_TOLD),
}
_NAMES = {BASIC: "flashcards Basic", CLOZE: "flashcards Cloze", QUESTION: "flashcards Question"}

_CSS = """.card { font-family: Georgia, serif; font-size: 20px; text-align: left; max-width: 42em; margin: 0 auto; }
.how, .source { font-size: .8em; opacity: .7; }
.cloze { font-weight: bold; color: #06c; }
.nightMode .cloze { color: #7bf; }
pre { font-size: .8em; white-space: pre-wrap; }
"""
_HINT = "{{#Hint}}<p>{{hint:Hint}}</p>{{/Hint}}"
_AFTER = (
    "{{#Why}}<div>{{Why}}</div>{{/Why}}{{#Note}}<div><i>Note:</i> {{Note}}</div>{{/Note}}"
    '{{#Source}}<p class="source">{{Source}}</p>{{/Source}}'
)
_ANSWERED = "{{FrontSide}}<hr id=answer>"
_TYPED = "{{#Typed}}{{type:Typed}}{{/Typed}}"

#: The cards of each type: a name, the question's side and the answer's.
_SIDES = {
    BASIC: (
        ("Card 1", "{{Front}}" + _HINT, _ANSWERED + "{{Back}}" + _AFTER),
        ("Card 2", "{{#Add Reverse}}{{Back}}{{/Add Reverse}}", _ANSWERED + "{{Front}}" + _AFTER),
    ),
    CLOZE: (("Cloze", "{{cloze:Text}}" + _HINT, "{{cloze:Text}}" + _AFTER),),
    QUESTION: (
        (
            "Card 1",
            '{{Question}}<p class="how">{{How}}</p>{{Options}}' + _TYPED + _HINT,
            _ANSWERED + "{{Answer}}{{#Others}}<div><i>Wrong:</i> {{Others}}</div>{{/Others}}" + _AFTER,
        ),
    ),
}


def note_types() -> dict[str, Any]:
    """All types as the column `models` of a collection holds them, in the JSON of Anki's schema 11."""
    return {str(number): _note_type(number) for number in FIELDS}


def _note_type(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": _NAMES[number],
        "type": int(number == CLOZE),
        "mod": _MADE_S,
        "usn": -1,
        "sortf": 0,
        "did": None,
        "tmpls": [_template(place, *sides) for place, sides in enumerate(_SIDES[number])],
        "flds": [_field(place, name) for place, name in enumerate(FIELDS[number])],
        "css": _CSS,
        "latexPre": "",
        "latexPost": "",
        "latexsvg": False,
        "req": [[place, "any", [0]] for place in range(len(_SIDES[number]))],
        "tags": [],
        "vers": [],
    }


def _template(place: int, name: str, question: str, answer: str) -> dict[str, Any]:
    sides = {"qfmt": question, "afmt": answer, "bqfmt": "", "bafmt": ""}
    return {"name": name, "ord": place, "did": None, "bfont": "", "bsize": 0, **sides}


def _field(place: int, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "ord": place,
        "sticky": False,
        "rtl": False,
        "font": "Arial",
        "size": 20,
        "media": [],
    }
