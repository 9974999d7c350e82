"""The frame goes into the suggestion's features, places in the original text; unknown ones are absent."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from annotator.extractors.quantities import EXTRACTOR
from annotator.model.annotations import Suggestion
from annotator.tagsets import check_features, default_tagset, tagset_named
from annotator.text.reading import read
from tests.unit.extractors.perturbing import WAYS, apply, kept

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "gold_frames_dev.jsonl"
REPORT = """青岩縣交通運輸局2023年法治政府建設年度報告

截至(zhì)11月底,全縣共有執(zhí)法人員64人(rén),其中女性11人,占17.2%。
辦理許可312件,辦結率100%,同比上升5.3%。
"""


def suggestions() -> dict[str, Suggestion]:
    return {REPORT[each.start : each.end]: each for each in EXTRACTOR.extract(read(REPORT))}


def words(place: list[int]) -> str:
    return REPORT[place[0] : place[1]]


def test_places_are_those_of_the_original() -> None:
    found = suggestions()
    share = found["17.2%"].features
    assert (share["role"], words(share["whole"])) == ("share", "64人")
    assert [words(base) for base in share["bases"]] == ["64人"]
    assert [words(place) for place in share["period_fragments"]] == ["截至(zhì)11月底"]
    assert (share["period"], share["period_source"]) == ("截至11月底", "stated")
    assert (share["period_from"], share["period_to"]) == ("2023-01-01", "2023-11-30")
    assert found["64人"].features["scope"] == "全辖区"


def test_what_is_not_known_is_absent() -> None:
    features = suggestions()["312件"].features
    assert not {"whole", "bases", "direction", "period", "period_fragments", "aspect"} & features.keys()
    assert (features["role"], features["period_source"]) == ("level", "report_year")


def test_only_a_change_has_a_direction() -> None:
    found = suggestions()
    directed = {text for text, each in found.items() if "direction" in each.features}
    assert directed == {"5.3%"} == {text for text, each in found.items() if each.features["role"] == "change"}


@pytest.mark.parametrize("tagset", [default_tagset(), tagset_named("minimal")], ids=lambda each: each.id)
def test_the_tagsets_have_room_for_every_feature(tagset: Any) -> None:
    label = tagset.label("number", "quantity")
    for suggestion in suggestions().values():
        check_features(label, suggestion.features)
        assert json.loads(json.dumps(suggestion.features)) == suggestion.features


@pytest.mark.skipif(not GOLD.exists(), reason="the known reports are not beside the checkout")
@pytest.mark.parametrize("way", ["as written", *WAYS])
def test_the_frames_of_the_known_reports_however_they_are_disturbed(way: str) -> None:
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    starts = {row["id"]: row["start"] for row in gold}
    right: dict[str, int] = defaultdict(int)
    for name in {row["file"] for row in gold}:
        written = (GOLD.parent.parent / "seeds" / name).read_text(encoding="utf-8")
        text, places = apply(WAYS[way](written) if way in WAYS else [*kept(written)])
        found = {each.start: each.features for each in EXTRACTOR.extract(read(text))}
        for row in (row for row in gold if row["file"] == name):
            features = found[places[row["start"]]]
            period = row["period"]
            days = (features.get("period_from"), features.get("period_to"))
            whole = features.get("whole", [None])[0]
            right["period"] += days == (period["from"], period["to"])
            right["source"] += features.get("period_source") == period["source"]
            right["whole"] += whole == (places[starts[row["whole_id"]]] if row["whole_id"] else None)
            bases = sorted(places[starts[base]] for base in row["base_ids"])
            right["bases"] += sorted(base[0] for base in features.get("bases", [])) == bases
            for key in ("role", "direction", "scope", "aspect"):
                right[key] += features.get(key) == row[key]
    assert right["direction"] == len(gold)
    # Where lines are broken or joined, a paragraph may begin elsewhere, and so what is inherited in it.
    least = {"source": 0.95}
    assert {key: share for key, n in right.items() if (share := n / len(gold)) < least.get(key, 0.97)} == {}
