"""Letters as mail programs save them: RFC 5322, by the standard library.

Author, date and subject are kept; addresses and all other headers are not.
"""

from __future__ import annotations

import html
import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from commonplace.convert.converter import ConversionError, Converted, front_matter
from commonplace.diagnostics.limits import Limits
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import note

_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{1,70}:)")
_BODY = re.compile(r"<body[^<>]*>", re.IGNORECASE)


def convert(data: bytes, limits: Limits) -> Converted:
    """A letter as Markdown, or as a page of HTML if it has no plain text."""
    if not _HEADER.match(data.lstrip()):
        raise ConversionError("it has no headers", "save it from the mail program as .eml")
    letter = message_from_bytes(data.lstrip(), policy=policy.default)
    assert isinstance(letter, EmailMessage)
    fields = fields_of(letter)
    body = letter.get_body(preferencelist=("plain", "html"))
    words = _content(body) if body is not None else ""
    if not words.strip():
        raise ConversionError("it contains no text", "save it again as plain text")
    if body is not None and body.get_content_type() == "text/html":
        text = page(fields, words)
    else:
        text = front_matter(fields) + words.replace("\r\n", "\n").strip("\n") + "\n"
    names = [_header(one.get_filename() or "a file without a name") for one in _attached(letter)]
    told: tuple[Diagnostic, ...] = ()
    if names:
        message = f"attachments are not read: {', '.join(names[:5])}"[:300]
        remedy = "save the ones worth reading beside it"
        told = (note("", 1, message, remedy, "an attachment is a separate file"),)
    return Converted(text=text, by="Commonplace", told=told)


def fields_of(letter: EmailMessage) -> dict[str, str]:
    """Its title, its author by name alone, and its day.

    >>> from email import message_from_string
    >>> text = "From: Wren <wren@pier.example>\\nSubject: Tea\\n\\nNow."
    >>> fields_of(message_from_string(text, policy=policy.default))
    {'title': 'Tea', 'author': 'Wren', 'date': ''}
    """
    name, _ = parseaddr(_header(_get(letter, "From")))
    when = getattr(_get(letter, "Date"), "datetime", None)
    return {
        "title": _header(_get(letter, "Subject")),
        "author": "" if "@" in name else name,
        "date": when.isoformat() if when else "",
    }


def _get(letter: EmailMessage, name: str) -> object:
    """A header; empty if the library cannot parse it."""
    try:
        return letter[name] or ""
    except Exception:  # it raises whatever a broken header makes happen
        return ""


def page(fields: dict[str, str], body: str) -> str:
    """A body of HTML with its fields in a head."""
    found = _BODY.search(body)
    inner = body[found.end() :] if found else body
    title = html.escape(fields.get("title", ""))
    metas = "".join(
        f'<meta name="{name}" content="{html.escape(value)}">\n'
        for name, value in fields.items()
        if value and name != "title"
    )
    return f"<!DOCTYPE html>\n<html><head><title>{title}</title>\n{metas}</head>\n<body>{inner}\n"


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, AttributeError):  # an encoding nobody knows
        found = part.get_payload(decode=True)
        return found.decode("utf-8", "replace") if isinstance(found, bytes) else ""


def _attached(letter: EmailMessage) -> list[EmailMessage]:
    try:
        return [one for one in letter.iter_attachments() if isinstance(one, EmailMessage)]
    except (AttributeError, ValueError, KeyError):
        return []


def _header(value: object) -> str:
    return " ".join(str(value).split())
