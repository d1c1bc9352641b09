"""Names of languages, as people write them above the columns of a list of words."""

from unicodedata import normalize

#: A language a line: what it is called in English, by its own speakers, and in German, French and Spanish.
_LANGUAGES = """
arabic العربية arabisch arabe árabe
chinese mandarin 中文 汉语 漢語 中国語 chinesisch chinois chino
czech čeština český tschechisch tchèque checo
danish dansk dänisch danois danés
dutch nederlands niederländisch néerlandais neerlandés holandés
english englisch anglais inglés inglês inglese английский 英语 英語
esperanto espéranto
finnish suomi finnisch finnois finlandés finés
french français französisch francés francês francese
german deutsch allemand alemán alemão tedesco
greek ελληνικά griechisch grec griego
hebrew עברית hebräisch hébreu hebreo
hindi हिन्दी
hungarian magyar ungarisch hongrois húngaro
indonesian indonesisch indonésien indonesio
irish gaeilge irisch irlandais irlandés
italian italiano italienisch italien
japanese 日本語 日语 日語 japanisch japonais japonés
korean 한국어 koreanisch coréen coreano
latin latina lateinisch latein latín
norwegian norsk bokmål norwegisch norvégien noruego
polish polski polnisch polonais polaco
portuguese português portugiesisch portugais portugués
romanian română rumänisch roumain rumano
russian русский russisch russe ruso
spanish español castellano spanisch espagnol espanhol spagnolo
swahili kiswahili suaheli
swedish svenska schwedisch suédois sueco
thai ไทย thailändisch thaï tailandés
turkish türkçe türkisch turc turco
ukrainian українська ukrainisch ukrainien ucraniano
vietnamese vietnamesisch vietnamien vietnamita
"""


def _folded(name: str) -> str:
    return normalize("NFC", name.strip()).casefold()


_BY_NAME = {
    _folded(name): line.split(maxsplit=1)[0]
    for line in _LANGUAGES.strip().splitlines()
    for name in line.split()
}


def language(cell: str) -> str:
    """The language that a cell names and nothing else, in English; empty for any other text."""
    return _BY_NAME.get(_folded(cell), "")
