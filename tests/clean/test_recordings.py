"""Sound files, by what front matter names or by what lies beside a seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.addresses.slugs import image_address
from commonplace.collect import collect
from commonplace.document import make_document
from commonplace.model import Document, Seed


def of(text: str, name: str = "talks/pond.md", *sounds: str) -> Document:
    seed = Seed(name=name, file=name, data=text.encode(), sounds=frozenset(sounds))
    document, _ = make_document(seed)
    assert document is not None
    return document


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("audio: https://a.example/pond.mp3", "https://a.example/pond.mp3"),
        ("enclosure: https://a.example/pond.mp3 12345 audio/mpeg", "https://a.example/pond.mp3"),
        ("enclosure: {url: 'https://a.example/pond.mp3', length: 9}", "https://a.example/pond.mp3"),
        ("audio: other.ogg", image_address("talks/other.ogg")),
        ("audio: ../elsewhere.ogg", image_address("elsewhere.ogg")),
        ("audio: missing.ogg", None),
        ("audio: javascript:alert(1)", None),
        ("layout: talk", image_address("talks/pond.mp3")),
    ],
)
def test_what_a_field_names_wins_over_what_lies_beside(field: str, wanted: str | None) -> None:
    sounds = ("talks/pond.mp3", "talks/other.ogg", "elsewhere.ogg")
    assert of(f"---\n{field}\n---\nWords about it.\n", "talks/pond.md", *sounds).audio == wanted


@pytest.mark.parametrize("name", ["talks/pond.vtt", "talks/pond.en.vtt", "talks/pond.en-gb.vtt"])
def test_captions_find_the_sound_they_are_of(name: str) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:04.000\nWords about the pond.\n"
    assert of(text, name, "talks/pond.mp3").audio == image_address("talks/pond.mp3")
    assert of(text, name, "pond.mp3", "talks/pond.en.md.mp3").audio is None


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        *(("1:02:03", 3723), ("62:03", 3723), ("'62 min'", 3720), ("1h 2m", 3720)),
        *(("PT62M", 3720), ("3723", 3723), ("12.5", 12.5), ("soon", None), ("0", None)),
        *(("-3", None), ("true", None), ("99999999999", None), ("[1, 2]", None)),
    ],
)
def test_the_length_of_a_recording(said: str, seconds: float | None) -> None:
    assert of(f"---\nduration: {said}\n---\nWords about it.\n").length == seconds


def test_sounds_are_collected_without_a_word_and_links_are_not(tmp_path: Path) -> None:
    (tmp_path / "pond.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:04.000\nWords.\n")
    (tmp_path / "pond.mp3").write_bytes(b"ID3")
    (tmp_path / "away.mp3").symlink_to(tmp_path / "pond.mp3")
    seeds, told = collect((tmp_path,))
    assert [seed.sounds for seed in seeds] == [frozenset({"pond.mp3"})]
    assert ["away.mp3" in str(one) for one in told] == [True]
