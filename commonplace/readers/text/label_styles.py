"""How speaker labels look, in every style found in the wild."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count

from commonplace.markup.clock import bare, read_stamp, stamp
from commonplace.markup.scan import at_lines

#: What is in a label's place without being a person.
PSEUDO = frozenset(
    (
        "break jingle music sponsor sponsors ad ads advertisement intro outro introduction "
        "transcript transition note notes announcement recording clip"
    ).split()
)
#: What captions say in brackets of what is heard besides words.
SOUNDS = frozenset(
    (
        "silence silent laughter laughs laughing chuckles chuckling applause clapping cheering "
        "cheers music singing humming noise inaudible unintelligible indistinct crosstalk foreign "
        "cough coughs coughing sigh sighs gasps groans screams beep bleep ringing static pause "
        "snorts sneezes whispering audio blank_audio musik musique música musica applaus gelächter "
        "rires applaudissements risas aplausos"
    ).split()
)
#: Lead-ins of posts that recur like names but are not names.
_LEAD_INS = frozenset(
    (
        "pros cons pro con update edit summary example question answer warning tip tips result "
        "results date time location title links link sources source conclusion background "
        "strength strengths weakness weaknesses advantage advantages disadvantage disadvantages "
        "benefit benefits drawback drawbacks limitation limitations opportunity opportunities "
        "threat threats risk risks challenge challenges problem problems solution solutions cause "
        "causes effect effects input output goal goals objective purpose context outcome impact "
        "status decision decisions rationale description method before after good bad myth fact "
        "claim verdict action actions step steps expected actual persona why how what when where "
        "who definition definitions theorem lemma corollary proposition proof remark remarks "
        "yes no maybe agree disagree true false "
        "examples exercise exercises observation observations conjecture axiom hint hints "
        "intuition algorithm complexity explanation approach takeaway takeaways lesson lessons "
        "insight insights symptom symptoms fix fixes prompt response situation task usage syntax "
        "parameters returns constraints requirements prerequisites ingredients instructions rating "
        "reason reasons rule rules principle scope assumption assumptions hypothesis evidence idea "
        "detail details overview monday tuesday wednesday thursday friday saturday sunday january "
        "february march july september october november december "
        # In scripts without capitals, where any short word may be a name.
        "注意 提示 说明 說明 示例 例 例子 例如 优点 優點 缺点 缺點 问题 問題 要点 要點 "
        "重点 重點 感想 总结 總結 结论 結論 备注 備註 注 附注 补充 補充 原因 结果 結果 "
        "时间 時間 日期 地点 地點 作者 来源 來源 标题 標題 摘要 链接 連結 步骤 步驟 参考 "
        "參考 方法 材料 定义 定義 補足 出典 長所 短所 メリット デメリット 課題 理由 背景 "
        "概要 目的 対策 ポイント メモ ヒント まとめ 주의 참고 예 예시 장점 단점 결론 요약 "
        "이유 문제 팁 정의 הערה דוגמה יתרונות חסרונות סיכום מסקנה ملاحظة مثال تنبيه نتيجة "
        "خلاصة उदाहरण नोट निष्कर्ष หมายเหตุ ตัวอย่าง สรุป"
    ).split()
)
#: How captions in Chinese or Japanese tell of what somebody says.
_REPORTED = re.compile(r"[说說]道?\Z|[问問答喊]道\Z|言う\Z|言った\Z")
_ARTICLES = frozenset({"the", "a", "an", "this", "chapter", "part"})
_PARTICLES = frozenset(
    ("& de del della da di du dos la le van von der den ter bin al el y of").split()
)

_S = "[ \\t\u00a0\u202f]"  # a space inside a line, breaking or not
#: A gap: at most a few spaces, so that no pattern takes long over a line of nothing else.
_G = _S + "{0,8}"
_NAME = r"[^\W\d_](?:[^\n*:：\[\](){}<>|#\"“”?!;\\]|\\(?=['’.])){0,48}?"
_ID = r"(?:SPEAKER|[Ss]peaker)[_ ]?(?:\d{1,3}|[A-Z]\b)"
#: A picture that some put before each voice.
_PICTURE = "(?:[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]{0,2}){1,3}"
_BEGIN = (
    rf"^(?:(?P<dash>{_G}(?:[-*+]|\d{{1,4}}[.)]){_S}{{1,8}})|{_PICTURE}{_S}{{1,4}}"
    rf"|{_G}(?:>|&gt;){{2,4}}{_G}|#{{2,6}}{_S}{{1,4}}(?:{_PICTURE}{_S}{{1,4}})?)?"
)
_PARTS: dict[str, Callable[[int], str]] = {
    # Pandoc writes a space that must not break with a backslash, others as HTML does.
    " ": lambda number: rf"(?:{_S}|\\ |&nbsp;){{0,8}}",
    "SPACE": lambda number: _S + "{1,8}",
    "NAME": lambda number: rf"(?:(?P<id{number}>{_ID})|(?P<name{number}>{_NAME}))",
    "ID": lambda number: rf"(?P<id{number}>{_ID})",
    "CAPS": lambda number: rf"(?P<name{number}>[A-Z](?:[A-Z.'’ ]{{0,30}}[A-Z.])?)",
    "ROLE": lambda number: (
        rf"(?:{_G}\((?P<role{number}>[A-Za-z -]{{2,20}})\)|{_G}\[[a-z][a-z ,-]{{2,30}}\])?"
    ),
    "TIME": lambda number: stamp(f"time{number}"),
    "BARE": lambda number: bare(f"time{number}"),
    "ANY": lambda number: f"(?:{stamp(f'time{number}a')}|{bare(f'time{number}b')})",
    "DASH": lambda number: "[-–—|·•,，]",
    # A colon of Chinese or Japanese has its space in it.
    "COLON": lambda number: rf"(?::{_S}{{1,8}}|：{_S}{{0,8}}|:(?=\n))",
    "SAID": lambda number: rf"(?::{_S}{{1,8}}|：{_S}{{0,8}})",
}
#: An address that leads to a time.
_TO_TIME = (
    r"\([^()\s]{{1,200}}?[?&#](?:t|start)="
    r"(?P<time{0}>\d{{1,6}}(?:\.\d{{1,3}})?)s?[^()\s]{{0,60}}\)"
)
_PART = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)))


def _style(template: str) -> Callable[[], re.Pattern[str]]:
    """What gives the pattern of a label at the start of a line; see `_PARTS` for the placeholders.

    It is made when it is needed first, as it takes long.
    """

    @cache
    def made() -> re.Pattern[str]:
        number = count(1)
        label = _PART.sub(lambda part: _PARTS[part[0]](next(number)), template)
        return re.compile(_BEGIN + f"(?:{label})", re.M)

    return made


#: Name of a style → how it looks. A space is a gap, which may be nothing; `NAME` is a name or
#: an identifier such as SPEAKER_00, `TIME` a time that is set apart, and `ANY` any time.
#: The weaker styles, from "bracketed" on, are only tried where no other one is found,
#: since they would find names inside the talk.
STYLES: dict[str, Callable[[], re.Pattern[str]]] = {
    "chat, time first": _style(r"ANYSPACEFromSPACENAME(?:SPACEtoSPACE[^\n:]{1,80})? COLON"),
    "message": _style(
        r"(?<![^\n]\n)(?:\*\* )?@?\[?@?NAME(?:\]\([^()\s]{1,300}\))?(?:\*\*)? "
        r"(?:(?:commented|replied|wrote|posted|answered|asked)SPACE(?:(?:on|at)SPACE)?"
        r"(?=[^\n]{0,30}(?:\d{4}|ago)(?![^\n]{0,20}[.,;!?]\n)[^\n]{0,20}\n \n)"
        r"|\|SPACE(?=\d{4}-\d\d-\d\d [^\n|]{4,20}\|SPACE#\d))"
    ),
    "linked to its time": _style(
        rf"\[ (?:\\?\[ NAME \\?\] \]{_TO_TIME.format(1)} :? |NAME \]{_TO_TIME.format(2)} :SPACE)"
    ),
    "definition": _style(
        r" (?:<dl[^<>\n]{0,80}> \n?)? <dt[^<>\n]{0,80}>(?:<(?:b|strong)>|\*\*)? NAMEROLE :? "
        r"(?:</(?:b|strong)>|\*\*)?:? (?:</dt> )?\n? <dd[^<>\n]{0,80}> "
        r"|(?:\*\* )?NAMEROLE :? (?:\*\*)? \n(?: \n)? :SPACE"
    ),
    "bold, time behind": _style(r"\*\* NAMEROLE :?\*\*:? TIME :? "),
    "bold, time inside": _style(r"\*\* NAME (?:DASH )?ANY :? \*\* :? "),
    "bold, time first": _style(r"(?:\*\* ANY DASH? |ANY DASH? \*\* )NAMEROLE (?:: \*\*|\*\* :) "),
    "bold, time first, dash": _style(r"\*\* ANY DASH? NAMEROLE \*\* (?:[—–]|-{1,3})SPACE"),
    "bold, dash": _style(r"\*\* NAMEROLE \*\* (?:[—–]|-{1,3})SPACE"),
    "italic": _style(r"[*_](?![*_])NAMEROLE(?::[*_]|[*_]:)(?![*_]) "),
    "bold, in tags": _style(
        r"(?:<p(?: [^<>\n]{0,80})?>)? <(?:b|strong)> NAMEROLE "
        r"(?:: </(?:b|strong)>|</(?:b|strong)> :) "
    ),
    "bold": _style(r"\*\* NAMEROLE (?:[:：] \*\*|\*\* [:：]) (?:TIME :? )?"),
    "stamp, bold name": _style(
        r"(?:TIME|(?=\d{1,2}:\d\d:\d\d)ANY) DASH? \*\* NAMEROLE \*\* (?=[^\s:*\[])"
    ),
    "time behind": _style(r"NAMEROLE (?:TIME|DASH ANY) COLON|NAMEROLE : TIME (?::|(?=[^\n])) "),
    "time first": _style(r"ANY DASH? \n?(?:NAMEROLE COLON|\[ NAME \] :? )"),
    "bracketed": _style(
        r"\\?\[ NAME \\?\](?![(\[]|: (?:https?:|/|#|<)) :? (?:ANY :? )?|\( ID \) :? (?:ANY :? )?"
    ),
    "own line, time": _style(r"(?:\*\* )?NAMEROLE :?(?:\*\*)?:?(?:SPACE| DASH |\n)ANY :? \n+"),
    "own line, time first": _style(r"(?:\*\* )?ANY DASH? \n?(?:\*\* )?NAMEROLE :? (?:\*\*)? \n+"),
    "stamp behind": _style(r"NAMEROLESPACETIMESPACE(?=\S)"),
    "own line, bold": _style(r"(?:\*{2,3}|_{2,3})(?![*_]) NAMEROLE :? [*_]{2,3} :? \n+"),
    "own line, italic": _style(r"[*_](?![*_]) NAMEROLE :? [*_](?![*_]) :? \n+"),
    "own line": _style(r"NAME \n(?=[^\s:])"),
    "own line, colon": _style(r"NAMEROLE : \n+"),
    "capitals, dash": _style(r"CAPS SPACE[-–—]{1,3}SPACE"),
    # Also as in the record of a hearing: set in, and by letters for question and answer.
    "plain": _style(r" (?:NAMEROLE SAID|(?P<nameless>[QA])\.SPACE)"),
}
#: Labels of these styles are certain, whatever the names.
CERTAIN = {"chat, time first", "message"}
#: And those where a name is no field, even if it appears once.
WHOLE = CERTAIN | {"definition"}
WEAK = tuple(STYLES)[tuple(STYLES).index("bracketed") :]
#: Labels of these styles may be names even if some have no time.
TIMED = {"time behind", "time first"}


@dataclass(frozen=True, kw_only=True)
class Label:
    """A label at `start` to `end` of the text; a pseudo-speaker has no `speaker`.

    `closing` is where asterisks close a label's bold too late; `dash` is set if the line
    begins with a dash.
    """

    start: int
    end: int
    speaker: str | None
    time: float | None = None
    said: str = ""
    role: str = ""
    closing: int | None = None
    dash: bool = False


def candidates(text: str, begin: int, style: str) -> Iterator[Label]:
    """What looks like a label of a style, from an offset on."""
    for match in at_lines(STYLES[style](), text, begin):
        said = tidy(_group(match, "id") or _group(match, "name"))
        aside = "]" in match[0] or style in ("own line, bold", "own line, italic")
        if aside and not SOUNDS.isdisjoint(said.lower().split()):
            continue
        if is_name(said, strict=not style.startswith("bold"), alone=style == "own line"):
            yield Label(
                start=match.start(),
                end=match.end(),
                speaker=None if said.lower() in PSEUDO else said,
                time=read_stamp(match),
                said=said,
                role=_group(match, "role").strip().lower(),
                dash=bool(match["dash"]),
            )


def _group(match: re.Match[str], kind: str) -> str:
    """The content of the first group of a kind in a style's pattern."""
    groups = match.groupdict().items()
    return next((value for name, value in groups if value and name.startswith(kind)), "")


def tidy(name: str) -> str:
    """A name from a label, without the signs around it."""
    return re.sub(r"\s+", " ", name.replace("\\", "").replace("\u00a0", " ")).strip(" *:,-–—|·•")


#: In scripts without capitals a whole sentence may be one word.
_LONGEST_WITHOUT_CASE = 12
_HANDLE = re.compile(r"[a-z][\w.-]{1,19}")
_TITLE = re.compile(r"[A-Z][a-z]?[A-Z.][A-Za-z.]{0,4}|[JS]r")


def is_name(name: str, *, strict: bool, alone: bool = False) -> bool:
    """Whether words could name a speaker; strictly: each begins with a capital letter.

    A single word may be in lower case, as nicknames are, unless it is `alone` on its line.
    """
    words = name.split()
    if not words or len(words) > 6 or name.lower() in _LEAD_INS or _REPORTED.search(name):
        return False
    if re.fullmatch(r"speaker[ _]?\w{1,3}", name, re.I) or (not alone and _HANDLE.fullmatch(name)):
        return True
    first, *rest = name.split(", ")
    bare = bool(rest) and not any(" " in part for part in (first, *rest))
    if bare and not all(_TITLE.fullmatch(part) for part in rest):
        return False  # a list of things
    article = len(words) > 1 and words[0].lower() in _ARTICLES
    if not _begins_name(name) or article or any(len(word) > 30 for word in words):
        return False
    if name.endswith(".") and (len(words) == 1 or len(words[-1]) > 3) and (strict or alone):
        return False
    if strict:
        return len(words) <= 5 and all(
            _begins_name(word) or word[0].isdigit() or word.lower() in _PARTICLES for word in words
        )
    return True


def _begins_name(word: str) -> bool:
    """Whether a word begins with a capital letter, or is a short one of a script without them."""
    without_case = word[0].isalpha() and word[0].upper() == word[0].lower()
    return word[0].isupper() or (without_case and len(word) <= _LONGEST_WITHOUT_CASE)
