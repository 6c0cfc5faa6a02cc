"""Invented people and places: names as such offices have them, each borne once."""

from collections.abc import Iterator
from itertools import product
from random import Random

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵"
)
_COMMONNESS = [1 / (rank + 4) for rank in range(len(_SURNAMES))]
_MEN = (
    *"伟磊军勇杰涛超刚平辉斌波峰亮健",
    *map(
        "".join,
        product("建国志海永德玉春金长新庆少立忠福贵兴树根", "华军平强林生山成民良东祥田宝"),
    ),
)
_WOMEN = (
    *"芳娜敏静丽艳娟霞燕红玲琴颖洁莉",
    *map(
        "".join,
        product("秀桂玉春淑丽晓海凤美翠爱月慧雪冬素香彩金", "英兰梅珍芳华荣琴萍云霞莲香芬"),
    ),
)
_GIVEN = (_MEN, _WOMEN)
_STREET = "长桥"
_COMMUNITIES = ("三里", "柳园", "东井", "河沿", "北塔", "新桥", "石坊", "南苑")
_PLACES = tuple(
    map(
        "".join,
        product(
            "东西南北上下新古青白红玉清长安和兴永福瑞松柳",
            "园桥井沿塔坊苑里湾坡岭泉台庄亭林溪渡营街塘堤",
        ),
    )
)


def invented_names(dice: Random) -> Iterator[str]:
    """Common surnames come often, and no name comes twice."""
    borne: set[str] = set()
    while True:
        surname = dice.choices(_SURNAMES, _COMMONNESS)[0]
        name = surname + dice.choice(dice.choice(_GIVEN))
        if name not in borne:
            borne.add(name)
            yield name


def street_names() -> Iterator[str]:
    return (f"{name}街道" for name in dict.fromkeys((_STREET, *_PLACES)))


def community_names() -> Iterator[str]:
    return (f"{name}社区" for name in dict.fromkeys((*_COMMUNITIES, *_PLACES)))
