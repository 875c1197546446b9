"""The names of the edits by which readers take a format's scaffolding away.

What these edits remove is not lost: it has become structure (fields, speakers,
times). Each name has a phrase for the page's record, after a number: "12 speaker
labels read". Rules of `commonplace.clean` bring their own phrases.
"""

from __future__ import annotations

#: name of the edit → the phrase for one, and for many
SCAFFOLDING: dict[str, tuple[str, str]] = {
    "newline": ("line ending made equal", "line endings made equal"),
    "control": ("control character removed", "control characters removed"),
    "invisible": ("invisible character removed", "invisible characters removed"),
    "front-matter": ("block of front matter read", "blocks of front matter read"),
    "header": ("line of the file's header read", "lines of the file's header read"),
    "label": ("speaker label read", "speaker labels read"),
    "time": ("time read", "times read"),
    "speaker-change": ("mark of a speaker change read", "marks of a speaker change read"),
    "cue-header": (
        "line of the caption file's header read",
        "lines of the caption file's header read",
    ),
    "cue-note": ("comment of the caption file dropped", "comments of the caption file dropped"),
    "cue-style": ("style block of captions dropped", "style blocks of captions dropped"),
    "cue-time": ("cue time read", "cue times read"),
    "cue-number": ("number of no cue dropped", "numbers of no cue dropped"),
    "cue-tag": ("tag inside a cue read", "tags inside cues read"),
    "rolling-caption": ("rolled caption line removed", "rolled caption lines removed"),
    "entity": ("character reference resolved", "character references resolved"),
    "json-structure": ("piece of JSON structure read", "pieces of JSON structure read"),
    "json-escape": ("JSON escape resolved", "JSON escapes resolved"),
    "html-tag": ("HTML tag turned into Markdown", "HTML tags turned into Markdown"),
    "html-dropped": ("HTML element without text dropped", "HTML elements without text dropped"),
    "html-subtitle": ("subtitle read", "subtitles read"),
    "html-space": ("run of HTML white space folded", "runs of HTML white space folded"),
    "markdown-escape": ("character escaped for Markdown", "characters escaped for Markdown"),
}

#: What readers leave out because it is no part of the text: it is lost to the page, so
#: each phrase says why. Names and phrases as above.
LEFT_OUT: dict[str, tuple[str, str]] = {
    "page-furniture": (
        "part of the saved page left out as furniture (a menu, buttons, a byline …)",
        "parts of the saved page left out as furniture (menus, buttons, bylines …)",
    ),
    "page-card": (
        "card of another page left out but for its link",
        "cards of other pages left out but for their links",
    ),
    "page-comment": (
        "part of the saved page left out as readers' comments",
        "parts of the saved page left out as readers' comments",
    ),
    "page-beside": (
        "part of the saved page left out since it stands beside the article",
        "parts of the saved page left out since they stand beside the article",
    ),
}
