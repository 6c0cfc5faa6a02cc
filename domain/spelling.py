"""Names in Latin letters: what is kept of a name, and what somebody typed of one."""

import re
import unicodedata
from collections.abc import Sequence

SURNAMES = {
    "单": ("shan",), "仇": ("qiu",), "解": ("xie",), "查": ("zha",), "区": ("ou",),
    "朴": ("piao",), "盖": ("ge", "gai"), "曾": ("zeng",), "员": ("yun",), "贠": ("yun",),
    "乐": ("yue", "le"), "召": ("shao",), "秘": ("bi",), "折": ("she",), "黑": ("he",),
    "缪": ("miao",), "佴": ("nai",), "宓": ("mi", "fu"), "洗": ("xian",), "繁": ("po",),
    "祭": ("zhai",), "种": ("chong",), "重": ("chong",), "翟": ("zhai", "di"),
    "覃": ("qin", "tan"), "谌": ("chen", "shen"), "不": ("fou",), "费": ("fei", "bi"),
    "过": ("guo",), "卜": ("bu",), "柏": ("bai", "bo"), "郗": ("xi", "chi"), "能": ("nai",),
    "牟": ("mu", "mou"), "阚": ("kan",), "郇": ("xun", "huan"), "句": ("gou",),
    "角": ("jue",), "适": ("kuo",), "乜": ("nie",), "阙": ("que",), "薄": ("bo",),
    "莘": ("shen", "xin"), "郏": ("jia",), "逢": ("pang",), "隽": ("juan",), "占": ("zhan",),
    "行": ("xing", "hang"), "颉": ("xie", "jie"), "炅": ("gui",), "都": ("du",),
    "尉迟": ("yu chi",), "万俟": ("mo qi",), "单于": ("chan yu",), "长孙": ("zhang sun",),
    "澹台": ("tan tai",), "令狐": ("ling hu",), "鲜于": ("xian yu",), "拓跋": ("tuo ba",),
    "皇甫": ("huang fu",), "宇文": ("yu wen",), "尉": ("wei", "yu"), "长": ("zhang", "chang"),
}  # fmt: skip
"""Where a surname is not read as the same character elsewhere; the usual reading goes first."""
_LONGEST = 2
_BETWEEN = "|"
_LETTERS = re.compile(r"[a-z]+")


def surname_of(name: str) -> str:
    """The surname of the table that a name begins with; nothing if it is none of those."""
    heads = (name[:length] for length in range(_LONGEST, 0, -1))
    return next((head for head in heads if head in SURNAMES), "")


def spellings(readings: Sequence[Sequence[str]]) -> str:
    """All that may be typed of a name: from any of its syllables on, and its first letters.

    Kept between bars, so that what is looked for begins where a syllable begins.
    """
    found: dict[str, None] = {}
    for syllables in readings:
        whole = [letters for each in syllables if (letters := _letters(each))]
        starts = ["".join(whole[at:]) for at in range(len(whole))]
        found |= dict.fromkeys([*starts, "".join(each[0] for each in whole)])
    found |= dict.fromkeys(each.replace("v", "u") for each in found)
    return f"{_BETWEEN}{_BETWEEN.join(found)}" if any(found) else ""


def sought(part: str) -> str | None:
    """What is looked for among the spellings; nothing where somebody typed a name itself."""
    plain = re.sub(r"[\s'’·.-]", "", _letters_and_more(part))
    return f"{_BETWEEN}{plain}" if _LETTERS.fullmatch(plain) else None


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(_letters_and_more(text)))


def _letters_and_more(text: str) -> str:
    """Lower case and without tones; the two dots of ü are a v, as on a keyboard."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower())
    dotted = re.sub("u([\u0300-\u0307\u0309-\u036f]*)\u0308", "v", plain)
    return "".join(char for char in dotted if unicodedata.category(char) != "Mn")
