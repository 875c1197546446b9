"""The names of the edits that remove a format's scaffolding.

What most of these edits remove is not lost: it has become structure (fields, speakers, times). Each
name has a phrase for the page's record, after a number: "12 speaker labels read". Rules of
`commonplace.clean` have their own phrases.
"""

from __future__ import annotations

from commonplace.model import Phrase

#: The phrase for each name of an edit.
PHRASES: dict[str, Phrase] = {
    "newline": Phrase("line ending normalised", "line endings normalised", moved=True),
    "control": Phrase("control character removed", "control characters removed", moved=True),
    "invisible": Phrase("invisible character removed", "invisible characters removed", moved=True),
    "front-matter": Phrase("block of front matter read", "blocks of front matter read", moved=True),
    "header": Phrase(
        "line of the file's header read", "lines of the file's header read", moved=True
    ),
    "label": Phrase("speaker label read", "speaker labels read", moved=True),
    "time": Phrase("time read", "times read", moved=True),
    "quotation": Phrase(
        "quotation mark around the talk removed",
        "quotation marks around the talk removed",
        moved=True,
    ),
    "table": Phrase("cell of a table read", "cells of tables read", moved=True),
    "speaker-change": Phrase("speaker-change mark read", "speaker-change marks read", moved=True),
    "cue-header": Phrase(
        "line of the caption file's header read",
        "lines of the caption file's header read",
        moved=True,
    ),
    "cue-note": Phrase(
        "comment of the caption file dropped", "comments of the caption file dropped", moved=True
    ),
    "cue-style": Phrase(
        "style block of captions dropped", "style blocks of captions dropped", moved=True
    ),
    "cue-time": Phrase("cue time read", "cue times read", moved=True),
    "cue-number": Phrase("stray cue number dropped", "stray cue numbers dropped", moved=True),
    "cue-tag": Phrase("tag inside a cue read", "tags inside cues read", moved=True),
    "rolling-caption": Phrase(
        "rolled caption line removed", "rolled caption lines removed", moved=True
    ),
    "entity": Phrase("character reference resolved", "character references resolved", moved=True),
    "json-structure": Phrase(
        "piece of JSON structure read", "pieces of JSON structure read", moved=True
    ),
    "json-escape": Phrase("JSON escape resolved", "JSON escapes resolved", moved=True),
    "html-tag": Phrase(
        "HTML tag turned into Markdown", "HTML tags turned into Markdown", moved=True
    ),
    "html-dropped": Phrase(
        "HTML element without text dropped", "HTML elements without text dropped", moved=True
    ),
    "html-subtitle": Phrase("subtitle read", "subtitles read", moved=True),
    "html-space": Phrase(
        "run of HTML white space collapsed", "runs of HTML white space collapsed", moved=True
    ),
    "markdown-escape": Phrase(
        "character escaped for Markdown", "characters escaped for Markdown", moved=True
    ),
    # Left out because it is no part of the text: lost to the page, so each phrase says why.
    "page-furniture": Phrase(
        "part of the saved page left out as furniture (a menu, buttons, a byline …)",
        "parts of the saved page left out as furniture (menus, buttons, bylines …)",
    ),
    "page-card": Phrase(
        "card of another page left out but for its link",
        "cards of other pages left out but for their links",
    ),
    "page-comment": Phrase(
        "part of the saved page left out as readers' comments",
        "parts of the saved page left out as readers' comments",
    ),
    "page-beside": Phrase(
        "part of the saved page left out because it is beside the article",
        "parts of the saved page left out because they are beside the article",
    ),
}
