"""The languages that have a stemmer, and which of them a text is in.

A word of a text in French is `parler@fr` in the index: so one index holds the stems of several
languages, and none is taken for that of another. English has no sign, and neither has what no
stemmer changes: a number, or a Latin word in a text in Greek.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

#: Snowball's algorithms by the codes of languages, but English.
ALGORITHMS = {
    **{"ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german"},
    **{"el": "greek", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque"},
    **{"fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi"},
    **{"hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian"},
    **{"lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish"},
    **{"pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho"},
    **{"sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish"},
}
#: Those that are not written in Latin letters: a Latin word among them is no word of theirs.
NOT_LATIN = frozenset("ar el fa hi hy ne ru ta yi".split())
_SAME = {
    **{"nb": "no", "nn": "no", "in": "id", "ji": "yi", "mo": "ro"},
    **{"ara": "ar", "cat": "ca", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de"},
    **{"ell": "el", "gre": "el", "spa": "es", "est": "et", "eus": "eu", "baq": "eu", "fas": "fa"},
    **{"per": "fa", "fin": "fi", "fra": "fr", "fre": "fr", "gle": "ga", "hin": "hi", "hun": "hu"},
    **{"hye": "hy", "arm": "hy", "ind": "id", "ita": "it", "lit": "lt", "nep": "ne", "nld": "nl"},
    **{"dut": "nl", "nor": "no", "nob": "no", "nno": "no", "pol": "pl", "por": "pt", "ron": "ro"},
    **{"rum": "ro", "rus": "ru", "srp": "sr", "sot": "st", "swe": "sv", "tam": "ta", "tur": "tr"},
    **{"yid": "yi", "eng": "en"},
}
#: The most common words of languages, which any longer text has. Some have no stemmer; they are
#: here so that they are not taken for their neighbours.
_COMMON = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in is that it for was on are with as this be have you but not they",
        "ar": "في من على إلى أن هذا هذه التي الذي عن مع كان ما لا وقد بعد كل هو هي",
        "bg": "и на да се за от не по съм са това като но със той което във са беше",
        "ca": "els amb per que una del és són però aquest aquesta també molt dels les al més ha",
        "cs": "se na že je jsem byl ale jako který jsou bylo také která při jsme není aby do",
        "da": "og det er ikke jeg at en til på af med som har vi han der men var blev også fra",
        "de": "der die und das ist nicht ein eine ich mit den von auf für wir auch dem sich es war",
        "el": "και το να του της η των με για που είναι από στο τα δεν θα την τον στην",
        "es": "que los las una por con para como pero más este esta muy fue está el del se es lo",
        "et": "ja on ei et see mis aga kui ka oli ma ta oma siis või olid ning",
        "fa": "در به از که این را با است برای آن یک خود تا",
        "fi": "ja on ei että se oli mutta kun hän niin myös ovat ole tämä mitä sen kuin",
        "fr": "les des est une que dans pour pas qui sur avec par plus ce sont mais nous vous du",
        "he": "של את על לא הוא זה היא עם אני כי גם היה או אל אם",
        "hi": "है के में की और से का को यह हैं पर नहीं था एक इस लिए भी",
        "hr": "je se na da su za od ne sam ali kao koji bio bila što samo jer nije ili",
        "hu": "és hogy nem egy volt az van meg csak de ez már azt mint vagy még",
        "hy": "և է են որ մի ու իր այդ այս եմ չի համար",
        "id": "yang dan di ini itu dengan untuk tidak dari akan pada adalah ke juga dalam karena",
        "it": "che di non per una con del sono della più anche come ma questo gli nel il è si",
        "lt": "ir kad yra su tai bet buvo kaip jis nuo dėl tik apie jau per",
        "ne": "छ र को मा का हो यो गर्न लाई पनि भने थियो",
        "nl": "de het een en van is niet dat ik op te zijn met voor maar ook aan wij bij er werd",
        "no": "og det er ikke jeg at en til på av med som har vi han der men var ble også fra",
        "pl": "się nie na że jest do jak to ale po tak przez od jego dla był był które już",
        "pt": "que não uma com para os do da em por mais como mas foi são ao dos também você é",
        "ro": "și nu este care pe la din cu mai pentru sunt că fost dar ca prin acest această",
        "ru": "и в не на что с как это по но он она мы они из за от так же для было был к у",
        "sr": "и је у да се на су за од не који као али са није био само",
        "sv": "och det är inte jag att en till på av med som har vi han men var ett också från för",
        "ta": "ஒரு என்று இந்த அந்த மற்றும் என்ற இது அவர் உள்ள",
        "tr": "bir ve bu da için ile çok ne ama daha gibi var kadar olarak ben sonra değil",
        "uk": "і в не на що з та як це до він вона ми вони із від для було був у але",
        "vi": "và của là có không cho trong được một với người này đã các những để",
        "yi": "און איז די דער אַז אויף ניט מיט פֿון אין האט",
    }.items()
}
_FEWEST = 6  #: common words of a language that a text has, for the text to be in it
_PART = 0.08  #: of the words of the text, at least
_AHEAD = 1.5  #: times as many as those of English
#: A language's code in a tag such as `pt-BR`, at its beginning.
_CODE = re.compile(r"[a-z]{2,3}(?![a-z])")


def known(tag: str) -> str | None:
    """The stemmer's code for a language tag: empty for English and what has none, None if unsaid.

    >>> known("pt-BR"), known("ger"), known("en-GB"), known("ja"), known("und")
    ('pt', 'de', '', '', None)
    """
    found = _CODE.match(tag.strip().lower())
    if found is None or found[0] in ("und", "mul", "zxx", "mis"):
        return None
    code = _SAME.get(found[0], found[0])
    return code if code in ALGORITHMS else ""


def detected(words: Iterable[str]) -> str:
    """The stemmer's code for the language that words are in; empty for English and if unsure.

    >>> detected("der Müller und die Müllerin haben das Mehl nicht mit dem Wagen gebracht".split())
    'de'
    >>> detected("the mill is old".split())
    ''
    """
    counts = Counter(map(str.lower, words))
    having = {
        code: sum(counts[word] for word in common if word in counts)
        for code, common in _COMMON.items()
    }
    best = max(sorted(having), key=lambda code: having[code])
    enough = having[best] >= max(_FEWEST, _PART * counts.total())
    ahead = having[best] >= _AHEAD * having["en"]
    return best if best in ALGORITHMS and enough and ahead else ""


def spoken(token: str, language: str) -> str:
    """A word as one of a language, which is a code of `ALGORITHMS` or empty.

    >>> spoken("parler", "fr"), spoken("2024", "fr"), spoken("parler", "")
    ('parler@fr', '2024', 'parler')
    >>> spoken("gpt", "ru"), spoken("модель", "ru")
    ('gpt', 'модель@ru')
    """
    if not language or (token.isascii() and (language in NOT_LATIN or not token.isalpha())):
        return token
    return f"{token}@{language}"


def bare(token: str) -> str:
    """A word without the sign of its language.

    >>> bare("parler@fr"), bare("gpt")
    ('parler', 'gpt')
    """
    return token.partition("@")[0]
