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
    "html-space": ("run of HTML white space folded", "runs of HTML white space folded"),
    "markdown-escape": ("character escaped for Markdown", "characters escaped for Markdown"),
}
