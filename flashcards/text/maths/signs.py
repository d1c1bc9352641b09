"""Which signs there are: small ones above and below the line, accents, and ASCII for everything."""

import unicodedata

_ABOVE = dict(
    zip(
        "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ⊤′″*",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡᵀ′″*",
        strict=True,
    )
)
_BELOW = dict(
    zip("0123456789+−-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)
)

#: Signs of accents as latex2mathml gives them, and the marks that sit on the letter before them.
_MARKS = {
    "^": "\u0302",
    "~": "\u0303",
    "¯": "\u0304",
    "―": "\u0305",
    "‾": "\u0305",
    "→": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "˘": "\u0306",
}
ACCENT_NAMES = {
    "^": "hat",
    "~": "tilde",
    "¯": "bar",
    "―": "bar",
    "‾": "bar",
    "→": "vec",
    "˙": "dot",
    "¨": "ddot",
    "ˇ": "check",
    "˘": "breve",
}

#: Sign and stand-in by turns.
_PAIRS = """
− -  · *  ⋅ *  × x  ÷ /  ± +-  ∓ -+  ∗ *  ∘ o  ⊙ (*)  ⊗ (x)  ⊕ (+)  † +
≤ <=  ≥ >=  ≠ !=  ≈ ~=  ≡ ==  ∼ ~  ≃ ~=  ∝ prop  ≪ <<  ≫ >>  ≔ :=  ∶ :  ≜ =
← <-  → ->  ⇐ <=  ⇒ =>  ↔ <->  ⇔ <=>  ↦ |->  ⟶ ->  ⟵ <-
∈ in  ∉ notin  ⊂ subset  ⊆ subseteq  ∪ union  ∩ intersect  ∖ minus  ∅ {}
∀ forall  ∃ exists  ¬ not  ∧ and  ∨ or  ∞ inf  ∂ d  ∇ grad  ð d
∑ sum  ∏ prod  ∫ int  √ sqrt  ′ '  ″ ''  … ...  ⋯ ...  ⋮ :  ⋱ ...  ° deg
∣ |  ∥ ||  ‖ ||  ⟨ <  ⟩ >  ⌊ floor(  ⌋ )  ⌈ ceil(  ⌉ )  ⊤ T  ⊥ _|_  ⟂ _|_
ℓ l  ℎ h  ϵ epsilon  ϕ phi  ϑ theta
""".split()
_ASCII = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))


def above(text: str) -> str | None:
    """The text in small signs above the line; None where a sign has no such form."""
    return _small(text, _ABOVE)


def below(text: str) -> str | None:
    """The text in small signs below the line; None where a sign has no such form."""
    return _small(text, _BELOW)


def accented(letter: str, sign: str) -> str | None:
    """One letter with the mark on it, as one sign where Unicode has it; None for what has no such mark."""
    mark = _MARKS.get(sign)
    return None if mark is None or len(letter) != 1 else unicodedata.normalize("NFC", letter + mark)


def in_ascii(text: str) -> str:
    """The text in ASCII: names of Greek letters, operators as they are typed in programs."""
    return "".join(sign if sign.isascii() else _ASCII.get(sign) or _named(sign) for sign in text)


def _named(sign: str) -> str:
    """A letter by its name, small or capital; the plain letter for one of another script or weight."""
    plain = unicodedata.normalize("NFKD", sign)
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    if letters.isascii() and letters:
        return letters
    name = unicodedata.name(letters[:1] or sign, "")
    if name.startswith("GREEK"):
        letter = name.split("LETTER ")[-1].split()[0].lower().replace("lamda", "lambda")
        return letter.capitalize() if "CAPITAL" in name else letter
    return "?"


def _small(text: str, signs: dict[str, str]) -> str | None:
    if text and all(sign in signs for sign in text):
        return "".join(signs[sign] for sign in text)
    return None
