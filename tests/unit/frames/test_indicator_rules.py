"""Each rule of the indicators with its own example; ids; and that no text makes them slow or fail."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.frames.indicator_ids import identifier
from annotator.frames.indicator_words import lexicon
from annotator.frames.indicators import indicators
from tests.unit.frames.reading import found, report

RULES = [
    ("head before the number", "全年公开文件420余条。", ["公开文件"]),
    ("head behind the number", "收录75部法规的目录。", ["收录…法规"]),
    ("verb before, noun behind", "选树了15名普法先进个人。", ["选树…普法先进个人"]),
    ("light verb before an act", "全年开展联合执法行动27次。", ["联合执法行动"]),
    ("light verb inside a clause", "各科室有序开展应急演练15场。", ["应急演练"]),
    ("完成 before an act", "完成86宗案件结果公示。", ["案件结果公示"]),
    ("完成 before a thing", "完成督查项目9个。", ["完成督查项目"]),
    ("办理 before a gathering", "办理法制讲习8场次。", ["法制讲习"]),
    ("参加 coordinated with a light verb", "组织、参加业务培训12场。", ["业务培训"]),
    ("period", "截至2023年10月底，受理申请12件。", ["受理申请"]),
    ("body", "县自然资源局全年查处违法用地31宗。", ["查处违法用地"]),
    ("own body", "我局共受理信访事项20件。", ["受理信访事项"]),
    ("platform", "在县政府门户网站公开文件25份。", ["公开文件"]),
    ("receiver", "向社会公布典型案例8个。", ["公布典型案例"]),
    ("sender", "受理市纪委移交的问题线索7条。", ["受理…问题线索"]),
    ("place behind the verb", "放宽全市40个夜市的限制。", ["放宽…夜市"]),
    ("titles", "出台《会议制度》《财务制度》等5项制度。", ["出台…制度"]),
    ("list before 等", "组织禁毒、防火等主题宣传周20场。", ["主题宣传周"]),
    ("list before a thin word", "公开公告、公示等信息98条。", ["公开公告、公示等信息"]),
    ("acts before 等", "其中撤销、变更等直接纠错6件。", ["直接纠错"]),
    ("shared verb", "作出行政许可60项、行政强制2项。", ["作出行政许可", "作出…行政强制"]),
    ("fine of what was counted", "查处案件40宗，罚款12万元。", ["查处案件", "案件…罚款"]),
    ("no verb shared by money", "查处案件40宗，免罚金额12万元。", ["查处案件", "免罚金额"]),
    ("noun taken from before", "受理案件30件，办结28件。", ["受理案件", "案件…办结"]),
    ("numbers against each other", "接待来访45批次70余人次。", ["接待来访", "接待来访"]),
    ("rate with an owner", "受理投诉30件，办结率100%。", ["受理投诉", "投诉…办结率"]),
    ("rate without one", "综合窗口通岗率100%。", ["综合窗口通岗率"]),
    ("rate of an examination", "组织学法考试，通过率99%。", ["学法考试…通过率"]),
    ("clause before", "推行柔性执法，约谈：12次。", ["约谈"]),
    ("amount that says nothing alone", "受理案件30件，涉及金额9万元。", ["受理案件", "案件…涉及金额"]),
    ("change of the level", "受理案件30件，同比上升12%。", ["受理案件", "受理案件"]),
    ("change with its own noun", "刑事警情同比下降8%。", ["刑事警情"]),
    ("分别 over a list", "火灾起数、伤亡人数同比分别下降3%、5%。", ["火灾起数", "伤亡人数"]),
    ("分别 over levels", "破案6起，抓获4人，同比分别上升2%、3%。", ["破案", "抓获", "破案", "抓获"]),
    ("part", "办理许可事项44项，其中公安类32项。", ["办理许可事项", "许可事项…公安类"]),
    ("part that is a thing of its own", "全县社会组织44家，其中基金会2家。", ["社会组织", "基金会"]),
    (
        "part of the same kind",
        "办理行政案件44件，其中普通程序案件2件。",
        ["办理行政案件", "办理…普通程序案件"],
    ),
    ("bracket", "报送线索9条（向市级报送8条）。", ["报送线索", "线索…向市级报送"]),
    ("number that governs what follows", "对8份文件进行了合法性审查。", ["文件…合法性审查"]),
    ("subject that is no body", "宣讲实现12个村全覆盖。", ["宣讲…村全覆盖"]),
    ("contest and field", "法治建设考评获优秀，全市排第6名。", ["法治建设考评…全市排"]),
    (
        "who tells rows apart",
        "法律顾问审查文书8份，法制机构审查文书9份。",
        ["法律顾问审查文书", "法制机构审查文书"],
    ),
    ("from one number to the next", "审批环节由9个减为4个。", ["审批环节", "审批环节"]),
    ("years of from and to", "应诉率从2020年的70%提高到2023年的90%。", ["应诉率", "应诉率"]),
    (
        "shares in turn",
        "公安类9件、交通类3件，分别占75%、25%。",
        ["公安类", "交通类", "公安类", "交通类"],
    ),
    (
        "one rate in turn over a list",
        "办理建议9件、提案3件，满意率分别为99%和98%。",
        ["办理建议", "办理…提案", "建议…满意率", "提案…满意率"],
    ),
    (
        "all numbers before summed up",
        "发生事故9起，死亡3人，两项指标同比分别下降5%、7%。",
        ["发生事故", "事故…死亡", "指标", "发生事故", "事故…死亡"],
    ),
    (
        "verb alone of what was counted in its unit",
        "检查企业9家，发现隐患7处，整改6处，警告2家。",
        ["检查企业", "发现隐患", "隐患…整改", "企业…警告"],
    ),
    ("rank of a rate", "按期结案率98%，位列全市第3位。", ["按期结案率", "按期结案率…全市"]),
    (
        "share named as its part",
        "查处酒驾醉驾9起，其中醉驾3起，占33%。",
        ["查处酒驾醉驾", "查处…醉驾", "查处…醉驾"],
    ),
    ("who is asked", "提请市人大常委会审议法规草案2件。", ["提请…审议法规草案"]),
    ("body named by an act", "审批局承接许可事项9项。", ["承接许可事项"]),
    ("measure of a thing", "棉花种植面积9万亩，机采率86%。", ["棉花种植面积", "棉花…机采率"]),
    ("number of a number's thing", "8个部门的9项业务可以通办。", ["部门…业务可以通办", "业务可以通办"]),
    ("place kept before 的", "进驻市民中心的9个事项。", ["进驻市民中心…事项"]),
    ("quality before 的", "遴选3名业务能力强的骨干。", ["遴选…骨干"]),
    (
        "belonging of who was counted",
        "全县食品企业96家，建立追溯体系81家。",
        ["食品企业", "食品企业…建立追溯体系"],
    ),
    ("a part's own rate", "抽检食品90批次，其中蔬菜40批次，合格率97%。", ["抽检食品", "蔬菜", "蔬菜…合格率"]),
    ("what a body did", "发出检察建议27份，行政机关采纳25份。", ["发出检察建议", "检察建议…行政机关采纳"]),
    ("against what", "败诉率9%，比全国低2个百分点。", ["败诉率", "败诉率…比全国低"]),
    ("after a deed", "推行“多证合一”后日均新登记企业26户。", ["新登记企业"]),
    ("some of each", "举办执法人员、调解员培训班各3期。", ["执法人员…培训班 ; 调解员培训班"]),
    ("batches", "分两批取消、下放审批事项70项。", ["取消、下放审批事项"] * 2),
    ("rate behind a noun", "6个监测点位达标率100%。", ["监测点位", "监测点位达标率"]),
    ("measure of each", "配租公租房645户，每户面积50平方米。", ["配租公租房", "每户面积"]),
    (
        "title alone",
        "印发《执法建议书》8份、《执法监督书》3份。",
        ["印发《执法建议书》", "印发…《执法监督书》"],
    ),
    ("audience", "宣讲80场，听众900人。", ["宣讲", "宣讲…听众"]),
    ("spread", "培育示范户300户，实现每个村不少于2户。", ["培育示范户"] * 2),
    (
        "who is helped by a grant",
        "查处案件7起，发放草原补奖3万元，惠及牧民8户。",
        ["查处案件", "发放草原补奖", "草原补奖…惠及牧民"],
    ),
    ("multiple", "受理案件30件，是上年的2倍。", ["受理案件", "受理案件"]),
]


@pytest.mark.parametrize(("rule", "sentence", "texts"), RULES, ids=[rule for rule, _, _ in RULES])
def test_a_rule_reads_its_example(rule: str, sentence: str, texts: list[str]) -> None:
    assert [" ; ".join(one.text for one in said) for _, said in found(sentence)] == texts, rule


def test_a_number_that_holds_for_several_indicators_bears_them_all() -> None:
    ((_, said),) = found("学法考试参考率、及格率双100%。")
    assert [one.text for one in said] == ["学法考试参考率", "学法考试…及格率"]
    *_, (_, said) = found("办理建议30件、提案12件，办结率均达100%。")
    assert [one.text for one in said] == ["建议…办结率", "提案…办结率"]


def test_fragments_are_those_of_the_text() -> None:
    read = report("出台《会议制度》等5项制度。")
    ((one,),) = indicators(read)
    assert [read.view.text[start:end] for start, end in one.fragments] == ["出台", "制度"]


def test_an_unreadable_table_names_nothing() -> None:
    assert all(
        not said for number, said in found("规章000行政规范性文件3321487") if number.startswith("规章")
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("受理12345政府热线来电", "受理12345政務服務熱線來電"),
        ("主动公开…行政处罚决定信息", "公开行政处罚信息"),
        ("审核规范性文件", "审核行政规范性文件"),
        ("“首违不罚”清单", "首违不罚清单"),
    ],
)
def test_the_same_thing_bears_one_id(first: str, second: str) -> None:
    assert identifier(first) == identifier(second)


def test_two_units_against_each_other_bear_two_ids() -> None:
    (_, (batches,)), (_, (members,)) = found("发布两批60项免罚清单。")
    assert (batches.text, members.text) == ("发布…免罚清单", "发布…免罚清单")
    assert batches.id != members.id
    (_, (groups,)), (_, (people,)) = found("接待群众来访45批次70余人次。")
    assert groups.id == people.id


def test_every_listed_word_is_simplified_and_listed_for_one_purpose() -> None:
    words = lexicon()
    for first, second in (("verbs", "before"), ("light", "verbs"), ("cuts", "agents"), ("agents", "verbs")):
        assert not getattr(words, first).listed & getattr(words, second).listed, (first, second)


_PIECES = st.sampled_from(
    [
        "办理",
        "案件",
        "30件",
        "、",
        "，",
        "；",
        "（",
        "）",
        "其中",
        "100%",
        "均达",
        "率",
        "等",
        "《",
        "》",
        "“",
        "”",
        "对",
        "在",
        "的",
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_no_text_makes_it_fail(text: str) -> None:
    read = report(text)
    told = indicators(read)
    assert len(told) == len(read.mentions)
    for said in told:
        for one in said:
            assert all(0 <= start < end <= len(read.view.flat) for start, end in one.fragments)
            assert list(one.fragments) == sorted(one.fragments)


@pytest.mark.parametrize(
    "piece", ["办理案件30件、", "（12件", "对在的办理", "12件", "均达100%，率", "在平台办理"]
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        read = report(piece * times)
        best = []
        for _ in range(3):
            start = time.process_time()
            indicators(read)
            best.append(time.process_time() - start)
        return min(best)

    assert seconds(1600) < 8 * max(seconds(400), 0.002)
