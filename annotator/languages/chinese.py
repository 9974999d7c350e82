"""Owns what the program knows of written Chinese: simplified forms, words, and what reads like Chinese.

The only module that imports OpenCC and jieba; both on first use, since loading jieba takes up to a second.
"""

from __future__ import annotations

import logging
import threading
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from typing import Any

_FIRST_IDEOGRAPH = 0x2E80

_FREQUENT = frozenset(
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对"
    "得主长可过天作分方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产"
    "前其军还然起种所如现理机体表力好外与文当两实重新三么只山水关明从化平建又制南内西没此将员名手"
    "最东头者月间无安看见各城十相但已些正口通想度加第她合院物性战由位常点海意场武使次二向治因立数"
    "样身情入原问把路被并利石老教万知级量任江及应省资委务元美特期世湖回系比气汉总展电科金先声提品"
    "设或义王社很统处四首共马形己儿司太目基领队直计别女权话少流命至报米给打变果书清活几州华解议更"
    "称程今决张导术府才保交放管结师便走达族反再题色五京河接条规式县白它改风光运信受什组听布百济党"
    "指论强做取技黄神选记斯真却职号界件花类何眼兵传带空干农边据集联古广完质阳难增历史专官每住商即"
    "步认车台林必死游举线言皇土团收考求德叫近备研争非具李众连调感转笑革该持始英克士尔让拉思根格造"
    "较际亲单朝红型价校约器字段周亚深候则功属积快图火千准究往极育装许参半令吃观鱼精办像帝八复影告"
    "远群包整构料随划算象容示投势热值夫网望源息语股铁断派速怎需片爱律纪支早况病境证编越局推满且列"
    "觉服双未居除乐企引标确织初青志率项飞球节察龙响药站施均消客失轻存低甚般击曾防请离落显罗营足素"
    "视护副食创余照兴占巴虽洲村费易试星木黑左宝置跟央识维采六底宫房音环案批切斗富乡另倒若按查故突"
    "责严桥模仅胜杀围席态破承招杨负层须父供续状域似依银范修找九致密终血旅钱赛独细效玉冲获习医演毛"
    "尽脸弹楼艺航陆右协七攻镇检写苏宗章注阿抗弟坐验封紧劳户优财养适陈喜卫排射哥油刻留急降念云微伤"
    "例景拿绝阶座刘刚害印亿沙母酒助闻超审待压升送监策略限竟香配藏敌呢差仍兰温园树征善波哪词岛止预"
    "怕继皮执味份角草男普答益谁船惊核街夏宣掌田久著画辑奇尼剑吧谈背免孩礼材愿洋春架筑括晚乱乎讲尚"
    "良友临激刀夜室既敢邦挥昌板胡欧福港叶國爲這個來會時學說們於後發對長過業裏經門動進區開產軍還種"
    "現機體與當兩實麼關從內沒將員東頭間無見戰點場數樣問並萬級應資務氣漢總電聲設義統處馬兒領隊計別"
    "權話報給變書幾華議稱決張導術結師達題條規縣風運組聽濟黨論強黃選記卻職號類傳帶幹農邊據聯廣質陽"
    "難歷專認車臺遊舉線團備爭衆連調轉該爾讓較際親單紅價約亞則屬積圖準極裝許參喫觀魚辦復遠羣構隨劃"
    "勢熱網語鐵斷愛紀況證編滿覺雙樂標確織項飛節龍響藥輕擊請離顯羅營視護創餘興佔雖費試寶識維採宮環"
    "鬥鄉責嚴橋僅勝殺圍態楊負層須續狀銀範終錢賽獨細衝獲習醫盡臉彈樓藝陸協鎮檢寫蘇驗緊勞戶優財養適"
    "陳衛雲傷絕階劉剛億聞審壓監敵蘭溫園樹徵詞島預繼執誰驚畫輯劍談禮願築亂講臨揮歐葉眾裡峯為啟"
)
"""The 800 most frequent characters of written Chinese, and the traditional forms of those."""

_PUNCTUATION = frozenset("，。、；：？！“”‘’《》（）〔〕【】「」—…·～％　")
_SAMPLE = 20_000


class _SimplifiedForms(dict[int, int | None]):
    """Code point -> code point of the simplified form, looked up in OpenCC when first met."""

    def __init__(self) -> None:
        super().__init__()
        from opencc import OpenCC

        self._converter = OpenCC("t2s")

    def __missing__(self, code: int) -> int:
        simplified = code
        if code >= _FIRST_IDEOGRAPH and not 0xD800 <= code <= 0xDFFF:
            converted = self._converter.convert(chr(code))
            # A form of another length would move every offset behind it.
            simplified = ord(converted) if len(converted) == 1 else code
        self[code] = simplified
        return simplified


@lru_cache(maxsize=1)
def _simplified_forms() -> _SimplifiedForms:
    return _SimplifiedForms()


def simplify(text: str) -> str:
    """Return the text in simplified characters, one for one: always as long as it was.

    Character by character, so a character with several simplified forms (乾: 干, 乾) takes the commonest.
    """
    if text.isascii():
        return text
    return text.translate(_simplified_forms())


_loading = threading.Lock()
_STRETCH, _REST = 500, 0.003
"""After how many lines of the dictionary, which take 1 ms, a gentle loading rests; for how many seconds."""


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    """Return jieba's tokenizer, silent, which may have no dictionary yet."""
    with warnings.catch_warnings():
        # Its sources hold invalid escapes, and it asks for pkg_resources where that exists.
        warnings.filterwarnings("ignore", category=SyntaxWarning)
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        warnings.filterwarnings("ignore", message="pkg_resources")
        import jieba
    jieba.setLogLevel(logging.CRITICAL + 1)
    return jieba.Tokenizer()


def _loaded(*, is_gentle: bool = False) -> Any:
    """Return the tokenizer with its dictionary."""
    with _loading:
        tokenizer = _tokenizer()
        if not tokenizer.initialized:
            # Built from its list each time.  The cache that it would keep is no faster (0.67 s, and 0.75 s),
            # and is read in one breath in which no other thread moves, the window's neither.
            with closing(tokenizer.get_dict_file()) as lines:
                found = tokenizer.gen_pfdict(_with_rests(lines) if is_gentle else lines)
            tokenizer.FREQ, tokenizer.total = found
            tokenizer.initialized = True
    return tokenizer


def _with_rests(lines: Iterable[bytes]) -> Iterator[bytes]:
    for n, line in enumerate(lines):
        if n % _STRETCH == 0:
            time.sleep(_REST)
        yield line


def words(text: str) -> list[str]:
    """Return the words of a text in order; joined, they are the text again.

    The first call loads the dictionary (0.6 to 1 s): make it off the window's thread.
    """
    return list(_loaded().cut(text)) if text else []


def has_words() -> bool:
    """Whether the dictionary is loaded, so that ``words`` answers at once."""
    return bool(_tokenizer.cache_info().currsize) and _tokenizer().initialized


def load_words(*, is_gentle: bool = False) -> None:
    """Load the dictionary and the simplified forms now, if they are not yet.

    With ``is_gentle`` it rests most of the time, for a thread beside a window, which would wait for the
    other thread at each call into Qt: it takes four times as long, and nobody sees it.
    """
    simplify("载入")
    _loaded(is_gentle=is_gentle)


def plausibility(text: str) -> float:
    """Return how much a text reads like Chinese prose: about 0.8 for a report, below 0.4 for bytes decoded
    with the wrong encoding, 0 without any character beyond ASCII.

    The mean over the first 20,000 such characters: 1 for a frequent character or Chinese punctuation,
    0.5 for a full-width form or ①, 0.2 for another ideograph, 0 for other scripts, -1 for what no report
    holds (controls, private use, U+FFFD).
    """
    total = 0.0
    counted = 0
    for character in text:
        if character < "\x80":
            continue
        counted += 1
        total += _weight(character)
        if counted == _SAMPLE:
            break
    return total / counted if counted else 0.0


def _weight(character: str) -> float:
    if character in _FREQUENT or character in _PUNCTUATION:
        return 1.0
    if "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U000323af":
        return 0.2
    if "\uff01" <= character <= "\uff5e" or "\u2460" <= character <= "\u2473":
        return 0.5
    if character < "\xa0" or character == "\ufffd" or "\ue000" <= character <= "\uf8ff":
        return -1.0
    return 0.0


class Chinese:
    """The plug-in for Chinese, simplified and traditional."""

    name = "chinese"

    def simplify(self, text: str) -> str:
        """Return the text in simplified characters, as long as it was."""
        return simplify(text)

    def words(self, text: str) -> list[str]:
        """Return the words of a text in order; joined, they are the text again."""
        return words(text)


LANGUAGE = Chinese()
