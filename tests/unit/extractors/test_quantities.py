"""Each rule reads its own example; what is written around a number changes nothing about it."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from annotator.extractors import parse_number, quantities
from annotator.numbers import grammar
from annotator.numbers.lexicon import simplified, word_list
from annotator.text.reading import read

SHARED = Path(__file__).resolve().parents[4] / "shared"
GOLD = SHARED / "gold" / "gold_numbers_seeds.jsonl"
NEGATIVES = SHARED / "gold" / "negatives_seeds.jsonl"
EXAMPLES = [(rule.name, *example) for rule in grammar.RULES for example in rule.examples]
FIELDS = ("unit", "unit_norm", "magnitude", "qualifier", "qualifier_norm", "kind", "direction")


def found_in(text: str) -> list[tuple[str, dict[str, Any]]]:
    return [(text[s.start : s.end], dict(s.features)) for s in quantities.EXTRACTOR.extract(read(text))]


def values_in(text: str) -> list[tuple[str, Any]]:
    return [(words, features.get("value")) for words, features in found_in(text)]


@pytest.mark.parametrize(("rule", "sentence", "words", "features"), EXAMPLES)
def test_a_rule_reads_its_example(rule: str, sentence: str, words: str, features: dict[str, Any]) -> None:
    found = found_in(sentence)
    assert words in [text for text, _ in found], rule
    told = next(told for text, told in found if text == words)
    assert {key: told.get(key) for key in features} == features


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("签约60宗、履约12件、节约300元", [("60宗", "60"), ("12件", "12"), ("300元", "300")]),
        ("共2项2022年度目录", [("2项", "2")]),
        ("2022年全年409件,2021年全年456件", [("409件", "409"), ("456件", "456")]),
        ("发布两批135项清单", [("两批", "2"), ("135项", "135")]),
        ("14个分课堂", [("14个", "14")]),
        (
            "走访12人次、45场次、7家次、3件次",
            [("12人次", "12"), ("45场次", "45"), ("7家次", "7"), ("3件次", "3")],
        ),
        ("1,234件，1，234件，１２３件", [("1,234件", "1234"), ("1，234件", "1234"), ("１２３件", "123")]),
        ("占比９６．５％", [("９６．５％", "96.5")]),
        (
            "四户、十余场、三万余份、一百二十三件",
            [("四户", "4"), ("十余场", "10"), ("三万余份", "30000"), ("一百二十三件", "123")],
        ),
        ("清运3.6萬(wàn)余條、450余個(gè)", [("3.6萬(wàn)余條", "36000"), ("450余個", "450")]),
        (
            "开展150\n余次，排查30\u00a0处、40\u3000处",
            [("150\n余次", "150"), ("30\u00a0处", "30"), ("40\u3000处", "40")],
        ),
        (
            "投入3千万元、2千余人、35万千瓦",
            [("3千万元", "30000000"), ("2千余人", "2000"), ("35万千瓦", "350000")],
        ),
        ("补助3億5,000萬元", [("3億5,000萬元", "350000000")]),
        ("分别办理12、15件", [("12", "12"), ("15件", "15")]),
        ("购置12箩，立案3000", [("12箩", "12")]),
        ("占96,100%达标", [("100%", "100")]),
        ("由10个增加到15个", [("10个", "10"), ("15个", "15")]),
        ("编号：20230012 电话：0571-87654321", []),
        ("第三十五条、第12、13条和粤府〔2020〕15号、（2023）粤01民初12号", []),
        ("最多跑一次、一窗受理、零容忍、“1+3+N”、7×24小时", []),
        ("二十大、二十届三中全会、第一责任人、第二届、第五次会议", []),
        ("统一队伍参与，一批一支一系列，市、县、乡三级", []),
        ("检查、处罚、强制三项职权", []),
        ("市委八届二次、六次全会，第591页，第5版", []),
        ("《三年行动计划（2023—2025年）》《3项措施》", []),
        ("12·4宪法日、“五一”、3·15活动、2023年第三季度", []),
        ("12345热线和5G、PM2.5、A4、GB 50016-2014、城市2.0版", []),
    ],
)
def test_takes_what_counts_and_nothing_else(text: str, expected: list[tuple[str, str]]) -> None:
    assert values_in(text) == expected


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("同比上升25.8%", "up"),
        ("同比下降10.31%", "down"),
        ("较上年提升3.2个百分点", "up"),
        ("同比增加12件", "up"),
        ("同比-3.5%", "down"),
        ("降幅达12%", "down"),
        ("提高到98%", None),
        ("压减率为95.96%", None),
        ("新增5个", None),
        ("改造提升了4座公厕", None),
    ],
)
def test_direction_only_where_the_sentence_says_so(text: str, direction: str | None) -> None:
    assert [features.get("direction") for _, features in found_in(text)] == [direction]


def test_direction_runs_through_a_list() -> None:
    told = [(words, features.get("direction")) for words, features in found_in("同比分别下降34.9%、36.3%")]
    assert told == [("34.9%", "down"), ("36.3%", "down")]


@pytest.mark.parametrize(
    ("text", "words", "norm"),
    [
        ("约40次", "约40次", "approx"),
        ("近百名", "近百名", "approx"),
        ("近三年", "三年", "exact"),
        ("不超过2个工作日", "不超过2个工作日", "at_most"),
        ("3天以内", "3天以内", "at_most"),
        ("10多块", "10多块", "at_least"),
        ("近300余件", "近300余件", "approx"),
        ("40万吨左右", "40万吨左右", "approx"),
        ("突破3个难点", "3个", "exact"),
    ],
)
def test_qualifiers(text: str, words: str, norm: str) -> None:
    assert [(told, features["qualifier_norm"]) for told, features in found_in(text)] == [(words, norm)]


@pytest.mark.parametrize("stop", word_list("stops")["stop"], ids=lambda stop: stop["name"])
def test_a_stop_covers_its_examples_and_spares_the_others(stop: dict[str, Any]) -> None:
    import re

    pattern = re.compile(stop["pattern"])
    for example in stop["examples"]:
        context = stop.get("context", example)
        assert example in [match[0] for match in pattern.finditer(context)]
    for spared in stop["spared"]:
        assert not any(match[0] for match in pattern.finditer(spared))


BASE = "全年办理案件约1234件，罚款56.7万元，办结率98.5%，走访群众12000余人次。"


@pytest.mark.parametrize(
    "disturb",
    [
        lambda text: text.translate({ord("0") + n: chr(ord("０") + n) for n in range(10)}),
        lambda text: text.replace("件，", " 件，").replace("万元", "\u00a0万元"),
        lambda text: text.replace("万", "万(wàn)").replace("余", "余(yú)"),
        lambda text: text.replace("案件", "案(àn)件(jiàn)").replace("件，", "件(jiàn)，"),
        lambda text: text.replace("%", "％").replace("余人次", "\n余人次"),
        lambda text: text.replace("约", "\u200b约\u200b"),
        lambda text: text.replace("件", "\ufeff件"),
        lambda text: text.replace("，", ",").replace("。", "."),
        lambda text: text.replace("万", "萬").replace("余", "餘").replace("罚款", "罰款"),
    ],
)
def test_noise_changes_no_value_and_stays_outside_the_edges(disturb: Any) -> None:
    text = disturb(BASE)
    found = found_in(text)
    assert [features["value"] for _, features in found] == ["1234", "567000", "98.5", "12000"]
    for words, _ in found:
        assert words == words.strip()
        assert not words.endswith(")")


@pytest.mark.parametrize("width", [17, 20, 26])
def test_hard_wraps_inside_a_paragraph(width: int) -> None:
    text = (
        "全局共组织开展专题培训会议三十余场次，参加培训的执法人员达到约2.5万人次，"
        "印发宣传资料36000余份，整改率达到百分之九十五。"
    )
    wrapped = "\n".join(text[n : n + width] for n in range(0, len(text), width))
    values = [features["value"] for _, features in found_in(wrapped)]
    assert values == ["30", "25000", "36000", "95"]


def test_headings_are_not_joined_to_the_line_before() -> None:
    text = "全年共办理行政处罚案件数量总计为120\n三、处置情况\n（一）起草文件3\n1.名称"
    assert ("120\n三", "120") not in values_in(text)
    assert [words for words, _ in values_in(text)] == ["120"]


@pytest.mark.parametrize(
    ("text", "features"),
    [
        (
            "  约68万平方米 ",
            {"value": "680000", "unit": "平方米", "qualifier_norm": "approx", "kind": "area"},
        ),
        ("12", {"value": "12", "kind": "count"}),
        ("一批", {"value": "1", "unit": "批"}),
        ("“两期”", {"value": "2", "unit": "期"}),
        ("2025年1月14日", {"kind": "date", "iso": "2025-01-14"}),
        ("办结率为98.5%。", {"value": "98.5", "unit": "%"}),
    ],
)
def test_parses_what_a_person_selected(text: str, features: dict[str, str]) -> None:
    parsed = parse_number(text)
    assert {key: parsed.get(key) for key in features} == features


@pytest.mark.parametrize("text", ["", "   ", "没有数", "、。"])
def test_parses_nothing_from_no_number(text: str) -> None:
    assert parse_number(text) == {}


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        pytest.skip(f"the five known reports are not on this machine: {path.name}")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _report(name: str) -> str:
    return (SHARED / "seeds" / name).read_bytes().decode("utf-8")


def test_every_core_mention_of_the_known_reports() -> None:
    gold = [line for line in _lines(GOLD) if line["tier"] == "core"]
    assert len(gold) == 220
    wrong = []
    for name in sorted({line["file"] for line in gold}):
        found = {(s.start, s.end): s.features for s in quantities.EXTRACTOR.extract(read(_report(name)))}
        for line in (line for line in gold if line["file"] == name):
            told = found.get((line["start"], line["end"]), {})
            same = Decimal(str(told.get("value", "-1"))) == Decimal(str(line["value"]))
            if not same or any(told.get(key) != line[key] for key in FIELDS):
                wrong.append((line["id"], line["text"], dict(told)))
    assert wrong == []


def test_no_negative_of_the_known_reports() -> None:
    gold, negatives = _lines(GOLD), _lines(NEGATIVES)
    taken = []
    for name in sorted({line["file"] for line in negatives}):
        meant = [(line["start"], line["end"]) for line in gold if line["file"] == name]
        for s in quantities.EXTRACTOR.extract(read(_report(name))):
            if any(s.start < end and start < s.end for start, end in meant):
                continue
            taken += [
                (line["class"], line["text"])
                for line in negatives
                if line["file"] == name and s.start < line["end"] and line["start"] < s.end
            ]
    assert taken == []


def test_the_lexicon_names_the_lists() -> None:
    lists = quantities.LISTS
    folder = Path(__file__).resolve().parents[3] / "resources" / "lexicons"
    joined = "\n".join((folder / f"{name}.toml").read_text(encoding="utf-8") for name in lists)
    assert quantities.EXTRACTOR.lexicon == hashlib.sha256(joined.encode()).hexdigest()


def test_variants_are_one_character_for_one() -> None:
    pairs = word_list("variants")["pairs"].split()
    assert all(len(pair) == 2 for pair in pairs)
    assert len({pair[0] for pair in pairs}) == len(pairs)
    assert simplified("萬億個項條戶處塊餘兩責頃") == "万亿个项条户处块余两责顷"


def test_the_title_is_a_line_of_its_own_however_long() -> None:
    from annotator.numbers.view import view_of
    from annotator.text.cleaning import clean

    view = view_of(clean("云溪县城市管理局2023年法治政府建设年度报告\n\n检查单位12家\n余。"))
    assert view.flat.startswith("云溪县城市管理局2023年法治政府建设年度报告\n\n检查单位")
