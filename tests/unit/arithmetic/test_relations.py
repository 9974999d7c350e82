"""Each relation reads its own examples; what only looks alike raises no alarm."""

from __future__ import annotations

import pytest

from annotator.arithmetic.checking import check_again
from annotator.arithmetic.figures import Figure
from annotator.arithmetic.relations import RULES, Example
from tests.unit.arithmetic.reckoning import checks, page, said

CASES = [(rule.name, example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(("relation", "example"), CASES, ids=lambda value: getattr(value, "text", value))
def test_a_relation_reads_its_examples(relation: str, example: Example) -> None:
    found = said(example.text)
    if example.verdict is not None:
        assert (relation, example.verdict, tuple(sorted(example.words))) in found
    elif example.words:
        words = tuple(sorted(example.words))
        assert not [each for each in found if each[0] == relation and each[2] == words and each[1] != "holds"]
    assert example.verdict == "contradicts" or not [each for each in found if each[1] == "contradicts"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_relation_has_an_example_of_both_kinds(rule: object) -> None:
    examples: tuple[Example, ...] = rule.examples  # type: ignore[attr-defined]
    assert any(example.verdict for example in examples)
    assert any(example.verdict is None for example in examples)


TOLD = {"share", "sum", "subset", "equal", "pipeline", "difference", "yoy_change"}
"""What can be reckoned anew from the numbers and their parts in the sum alone."""


@pytest.mark.parametrize(("relation", "example"), CASES, ids=lambda value: getattr(value, "text", value))
def test_the_same_numbers_put_together_by_a_person_come_to_the_same(relation: str, example: Example) -> None:
    figures = {(one.start, one.end): one for one in page(example.text).figures}
    for check in checks(example.text):
        places = [(each.role, figures.get((each.start, each.end))) for each in check.operands]
        parts: dict[str, tuple[Figure, ...]] = {}
        for role, figure in places:
            if figure is not None:
                parts[role] = (*parts.get(role, ()), figure)
        again = check_again(check.relation, parts)
        if check.relation in TOLD:
            assert again is not None
            assert (again.sum, again.verdict, again.key) == (check.sum, check.verdict, check.key)
        else:
            assert again is None


def test_what_is_missing_or_stands_twice_is_not_reckoned_with() -> None:
    part, whole, percent = page("受理100件，办结80件，办结率80%。").figures
    assert check_again("share", {"part": (part,), "percent": (percent,)}) is None
    assert check_again("share", {"part": (part, whole), "whole": (whole,), "percent": (percent,)}) is None
    assert check_again("no such relation", {"part": (part,)}) is None


TRAPS = (
    "全区办理案件120件，其中市局移送35件、区局自查60件等。",
    "受理复议申请204件，其中2021年结转12件，审结210件，审结率97.2%。",
    "培训干部120人，其中党员80人、女性60人。",
    "发放资料约400份，其中手册230份、折页180份。",
    "完成年度任务的102%，其中新建12处。",
    "接待来访50批300人次，其中集访10批120人次。",
    "办理许可120件、处罚5件，同比上升33.3%。",
    "服务企业12家，满意率93.7%。",
    "受理申请12件，按可比口径同比增长7.7%。",
    "去年同期查处32件，今年查处40件，查处率同比上升30个百分点。",
    "全市立案300件，我区立案45件，占全省总数的3.2%。",
    "全年收到来信12件，其中建议类8件，历年累计收到建议类132件。",
    "计划培训6期，实际培训8期，完成率133%。",
    "检查企业80家次，发现隐患124项，整改120项，整改率96.8%。",
    "GDP增长8.5%，其中第三产业增长10.2%。",
    "办结率、满意率分别为98%、103件。",
    "平均每个社区6名，共11个社区，培育66名。",
    "投诉量由上年的60件降至45件，群众满意率提升30%。",
    "出动执法人员1200余人次，其中夜间检查1500家次。",
    "立案查处93起，结案88起，罚款615.7万元，其中对6家企业、14名个人分别作出处理。",
    "办理许可702件，处罚54件，同比增长8.3%。",
    "审核合同85份，法律顾问另审核超120份。",
    "全镇辖18个村，其中20户以上的自然村42个。",
)


@pytest.mark.parametrize("text", TRAPS)
def test_what_only_looks_alike_raises_no_alarm(text: str) -> None:
    assert not [each for each in checks(text) if each.verdict == "contradicts"]


CONTRADICTIONS = (
    ("办理处罚案件287件，其中一般程序61件、简易程序217件。", "sum"),
    ("受理投诉340件，办结311件，办结率95.1%。", "share"),
    ("即办件231项，占全部240项的86.25%。", ""),
    ("行政许可事项240项，其中即办件231项，占比86.25%。", "share"),
    ("受理信访87件，同比下降13%，其中重复访92件。", "subset"),
    ("审批时限由81个工作日压减至36个工作日，压减率65.6%。", "yoy_change"),
    ("2022年受理126件，2021年受理150件，同比下降26%。", "yoy_change"),
    ("参训率达到112%。", "bound"),
    ("颁发证书1.24万本、证明0.96万本，合计2.4万本。", "sum"),
)


@pytest.mark.parametrize(("text", "relation"), CONTRADICTIONS)
def test_what_contradicts_itself_is_found(text: str, relation: str) -> None:
    found = [each.relation for each in checks(text) if each.verdict == "contradicts"]
    assert found == ([relation] if relation else [])
