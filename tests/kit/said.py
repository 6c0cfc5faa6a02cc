"""What must never stand in a sentence of the office, whatever was pressed before."""

import re
from collections.abc import Iterable, Iterator

_HAN = "\u3400-\u9fff"
_FULL = "，。；：！？、（）"
_RULES = (
    ("a blank left open", re.compile(r"\{|\}")),
    ("a value of the machine", re.compile(r"\b(None|True|False|null)\b|<\w+[.:]|\w\(\w+=")),
    (
        "punctuation twice",
        re.compile(r"[，。；：、,;:.!?！？]\s?[，。；、,;?!！？]|[。.][。.]|：："),
    ),
    ("two spaces", re.compile(r"\S {2,}\S|[ \t]$", re.MULTILINE)),
    ("empty brackets", re.compile(r"（\s*）|\(\s*\)|“\s*”|【\s*】")),
)
_IN_CHINESE = (
    ("half-width punctuation in Chinese", re.compile(rf"[{_HAN}][,;:!?()]|[,;!?()][{_HAN}]")),
    ("English in Chinese", re.compile(r"[A-Za-z]{2,}")),
)
_IN_ENGLISH = (
    ("Chinese in English", re.compile(rf"[{_HAN}]")),
    ("full-width punctuation in English", re.compile(f"[{_FULL}]")),
)
_COMMAND = re.compile(r"/[a-z]+\b")


def faults_of(text: str, *, language: str, kept: Iterable[str]) -> Iterator[str]:
    """`kept` are words that people brought: names, units, titles, what they typed."""
    own = re.sub(r"(.)\1{9,}", "N", text)
    for word in sorted(kept, key=len, reverse=True):
        own = own.replace(word, "某" if language == "zh" else "N")
    own = _COMMAND.sub("N", own)
    for fault, pattern in (*_RULES, *(_IN_CHINESE if language == "zh" else _IN_ENGLISH)):
        if pattern.search(own):
            yield fault
