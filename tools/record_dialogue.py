"""Read a captioned dialogue aloud: `.venv/bin/python tools/record_dialogue.py seeds/NAME.vtt`.

Makes `NAME.mp3` beside the captions, each turn at its own time, and needs Debian's `flite`
(the speech synthesiser) and `lame`. The times are never moved, since they are the anchors of the
page: each turn is spoken as fast as its place allows.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from commonplace.collect import collect
from commonplace.document import make_document

VOICES = ("slt", "rms")
#: How some words have to be written for the voices to say them.
SAID = {"Tülu": "Toolu", "Hanne": "Hannah", "Okafor": "Oh kaffor", "R1-Zero": "R one zero"}
RATE, WIDTH = 16000, 2
#: Seconds of silence before the next turn, and after the last.
PAUSE, REST = 0.35, 1.5
#: How much quicker or slower than usual a turn may be spoken.
QUICKEST, SLOWEST = 0.7, 1.15


class Turn(NamedTuple):
    """What is said, by which voice, and from when to when at most."""

    text: str
    voice: str
    start: float
    end: float


def main(captions: Path) -> None:
    """Write the recording of these captions beside them."""
    with tempfile.TemporaryDirectory() as scratch:
        sound = bytearray()
        for turn in _turns(captions):
            at = round(turn.start * RATE) * WIDTH
            if len(sound) > at:
                sys.exit(f"the turn at {turn.start} s begins before the last one ends")
            sound += bytes(at - len(sound)) + _fitted(turn, Path(scratch) / "turn.wav")
        sound += bytes(round(REST * RATE) * WIDTH)
        whole = Path(scratch) / "whole.wav"
        with wave.open(str(whole), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(WIDTH)
            file.setframerate(RATE)
            file.writeframes(sound)
        to = captions.with_suffix(".mp3")
        subprocess.run(["lame", "--quiet", "-m", "m", "--abr", "18", whole, to], check=True)


def _turns(captions: Path) -> Iterator[Turn]:
    """The turns of a dialogue; the last one has as long as it needs."""
    seeds = [seed for seed in collect((captions.parent,))[0] if seed.name == captions.name]
    document, _ = make_document(seeds[0])
    assert document, f"{captions} cannot be read"
    voices = dict(zip(document.speakers, VOICES, strict=True))
    spoken = [(p, p.start) for p in document.passages if p.speaker and p.start is not None]
    starts = [start for _, start in spoken]
    for (passage, start), end in zip(spoken, [*starts[1:], starts[-1] + 60], strict=True):
        text = passage.text
        for word, said in SAID.items():
            text = text.replace(word, said)
        yield Turn(text, voices[passage.speaker or ""], start, end - PAUSE)


def _fitted(turn: Turn, scratch: Path) -> bytes:
    """The sound of a turn, which fills its place as nearly as a voice can."""
    usual = len(_spoken(turn, 1.0, scratch)) / RATE / WIDTH
    pace = min(SLOWEST, max(QUICKEST, (turn.end - turn.start) / usual))
    sound = _spoken(turn, pace, scratch)
    print(f"{turn.start:7.1f}  {turn.voice}  pace {pace:.2f}  {turn.text[:50]}")
    return sound


def _spoken(turn: Turn, pace: float, scratch: Path) -> bytes:
    voice = ["-voice", turn.voice, "--setf", f"duration_stretch={pace}"]
    subprocess.run(["flite", *voice, "-t", turn.text, "-o", scratch], check=True)
    with wave.open(str(scratch)) as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (RATE, WIDTH, 1)
        return file.readframes(file.getnframes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
