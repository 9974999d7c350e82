"""Owns that the manual says the same in both languages, and nothing that the program does not know."""

from __future__ import annotations

import re
import tomllib

import pytest

from annotator import i18n, manual
from annotator.cli.main import parser
from annotator.languages.chinese import simplify
from annotator.resources import read_text, resource
from annotator.tagsets import RESERVED_KEYS, default_tagset, shipped_tagsets

LANGUAGES = i18n.LANGUAGES
IDS = read_text("manual", "pages.txt").split()
PICTURES = (
    *("desk", "correction", "doubt", "finish", "palette", "history", "guideline", "settings", "welcome"),
    *("find", "grid"),
)
"""The screens that the manual may show."""

SPOTS = ("suggestion", "confirmed", "corrected", "rejected", "manual")
STATES = ("new", "in_progress", "finished", "in_curation", "curated")

NOT_ON_SCREEN = {
    "zh": {
        # Words of reports, and sayings.
        *("1.2万余人次", "48万", "三", "三项制度", "以上", "余", "依据《行政处法法》", "增长增长 5%"),
        *("受理信访 530 起，同比下降 12.4%", "平方米", "米", "约", "近", "约48万", "領(lǐng)導(dǎo)"),
        *("人", "保存", "3.6万余", "看过，没有", "还没看", "这里没有"),
        # Words with a figure in them, or cut short.
        *("本报告建议已处理 10 / 86", "标注员"),
    },
    "en": {
        *("a person", "looked, and there is none", "nobody has looked", "there is none"),
        "This report: 10 of 86 suggestions answered",
    },
}
NOT_MERGED_WORDS: dict[str, set[str]] = {"zh": set(), "en": set()}
"""Words of screens that are not there yet; empty this when they are."""


def _texts(language: str) -> list[tuple[str, str]]:
    return [(page.id, f"{page.summary}\n\n{page.body}") for page in manual.pages(language)]


def _keys(text: str) -> list[str]:
    return [one for one in manual.spans(text) if manual.is_key(one)]


def _rows(language: str, page: str, section: int) -> list[list[str]]:
    """The cells of the table in a section, its head left out."""
    found = manual.page(language, page)
    lines = manual.sections(found)[section].body.splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return rows[2:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_folder_holds_the_pages_of_the_list(language):
    files = [one.name for one in resource("manual", language).iterdir()]
    assert sorted(files) == sorted(f"{one}.md" for one in IDS)
    assert [page.id for page in manual.pages(language)] == IDS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", IDS)
def test_a_page_has_a_title_a_sentence_and_short_sections(language, name):
    text = read_text("manual", language, f"{name}.md")
    assert len(text.splitlines()) <= 60
    assert text.startswith("# ")
    assert text.count("\n# ") == 0
    page = manual.page(language, name)
    assert "\n" not in page.title + page.summary
    assert page.summary.endswith(("。", "."))
    first, *others = manual.sections(page)
    assert first.title or first.body.startswith("![")
    assert all(part.title and part.body.strip() for part in others)
    assert "！" not in text
    assert "! " not in text


@pytest.mark.parametrize("name", IDS)
def test_both_languages_tell_the_same(name):
    zh, en = manual.page("zh", name), manual.page("en", name)
    assert len(manual.sections(zh)) == len(manual.sections(en))
    for ours, theirs in zip(manual.sections(zh), manual.sections(en), strict=True):
        assert _keys(ours.body) == _keys(theirs.body), ours.title
        assert ours.body.count("\n- ") == theirs.body.count("\n- "), ours.title
        assert ours.body.count("\n|") == theirs.body.count("\n|"), ours.title
        assert re.findall(r"\]\((.+?)\)", ours.body) == re.findall(r"\]\((.+?)\)", theirs.body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_of_known_screens_and_shown_twice_at_most(language):
    shown = [name for _, text in _texts(language) for name in re.findall(r"!\[.+\]\((.+)\)", text)]
    assert set(shown) <= {f"pictures/{one}.png" for one in PICTURES}
    assert max(shown.count(one) for one in shown) <= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_pages_and_are_called_like_them(language):
    titles = {f"{page.id}.md": page.title for page in manual.pages(language)}
    for name, text in _texts(language):
        for words, target in re.findall(r"(?<!!)\[([^\[\]`]+)\]\(([^)]+)\)", text):
            assert titles.get(target) == words, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_quotation_marks_stand_on_the_screen(language):
    known = _sentences(language)
    for name in shipped_tagsets():
        known |= set(_names(tomllib.loads(read_text("tagsets", f"{name}.toml")), language))
    known |= NOT_ON_SCREEN[language] | NOT_MERGED_WORDS[language]
    used = {words for _, text in _texts(language) for words in re.findall(r"“([^”]+)”", text)}
    assert used - known == set()
    assert used >= NOT_ON_SCREEN[language], "take out what is said no more"


def _sentences(language):
    """Every sentence of the catalogue."""
    return set(vars(i18n._catalogue(language))["_catalog"].values())


def _names(table, language):
    """Every name in a tagset's file."""
    if isinstance(table, dict):
        for key, value in table.items():
            if key == "name":
                yield value[language]
            else:
                yield from _names(value, language)
    elif isinstance(table, list):
        for one in table:
            yield from _names(one, language)


def test_states_are_called_as_on_the_screen():
    known = {i18n.tr(f"ui.spot.{one}") for one in SPOTS} | {i18n.tr(f"ui.state.{one}") for one in STATES}
    for name, text in _texts("zh"):
        used = re.findall(r"[待已未](?:[核改标审]|否定?)", text)
        used += re.findall(
            r"未开始|进行中|已[完审][成定]|审定中|未完成|未审定|待审定|已确认|已拒绝|已驳回", text
        )
        used = [one for one in used if one != "已审"]
        assert set(used) <= known, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_of_states_are_the_catalogues(language):
    i18n.set_language(language)
    told = [row[0] for row in _rows(language, "finishing", 3)]
    assert told == [i18n.tr(f"ui.state.{one}") for one in STATES]
    states = manual.sections(manual.page(language, "checking-numbers"))[0].body
    assert re.findall(r"\*\*(.+?)\*\*", states) == [i18n.tr(f"ui.spot.{one}") for one in SPOTS[:4]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_with_a_key_is_in_the_table_of_tagging(language):
    told: dict[str, str] = {}
    for cells in _rows(language, "tagging", 2):
        told |= {key.strip("`"): label for key, label in zip(cells[::2], cells[1::2], strict=True) if key}
    labels = [label for layer in default_tagset().layers for label in layer.labels]
    assert told == {label.key.upper(): label.names[language] for label in labels if label.key}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_relation_is_in_the_table_of_relations(language):
    told = [row[0] for row in _rows(language, "relations", 3)]
    assert sorted(told) == sorted(one.names[language] for one in default_tagset().relations)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_is_in_a_table_of_verbs(language):
    (verbs,) = [one.choices for one in parser()._actions if isinstance(one.choices, dict)]
    pages = (("command-line", 1), ("working-apart", 4), ("newer-texts", 4))
    tables = [row for page, section in pages for row in _rows(language, page, section)]
    assert sorted(row[0].strip("`") for row in tables) == sorted(verbs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_no_label_may_take_are_told(language):
    text = manual.sections(manual.page(language, "labels"))[3].body
    assert {one.lower() for one in _keys(text)} == set(RESERVED_KEYS)


def test_pages_are_in_simplified_characters_which_the_search_relies_on():
    for name, text in _texts("zh"):
        ours = text.replace("領(lǐng)導(dǎo)", "")
        assert simplify(ours) == ours, name


@pytest.mark.parametrize(
    ("language", "words", "page"),
    [
        ("zh", "断电", "saved"),
        ("zh", "斷電", "saved"),
        ("zh", "存疑 应为", "two-wrongs"),
        ("zh", "ＣＴＲＬ＋Ｋ", "finding"),
        ("zh", "怎样才能撤销昨天的操作", "undo-and-history"),
        ("en", "POWER CUT", "saved"),
        ("en", "how do I change a key", "keys"),
        ("en", "relation", "relations"),
    ],
)
def test_words_are_found_whatever_their_form(language, words, page):
    hits = manual.search(language, words)
    assert hits[0].page.id == page
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_hit_tells_its_section_and_the_line_in_plain_words():
    hit = next(one for one in manual.search("zh", "重做") if one.section == "撤销与重做")
    assert hit.line == "Ctrl+Y 或 Ctrl+Shift+Z：重做刚撤销的一步。"
    hit = next(one for one in manual.search("zh", "verify-export") if one.section == "动词")
    assert hit.line == "verify-export · 检查导出的文件夹是否完好"


@pytest.mark.parametrize("words", ["", "  ", "龘龘", "?", "qqq"])
def test_what_is_not_there_is_not_found(words):
    assert manual.search("zh", words) == []


def test_words_are_found_from_their_beginning_only():
    assert {hit.page.id for hit in manual.search("en", "istory")} == set()


def test_every_section_is_found_by_its_own_title():
    for language in LANGUAGES:
        for page in manual.pages(language):
            for title in (page.title, *(part.title for part in manual.sections(page) if part.title)):
                hits = manual.search(language, title)
                section = title if title != page.title else ""
                assert (page.id, section) in {(hit.page.id, hit.section) for hit in hits}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ctrl+K", True),
        ("Ctrl++", True),
        ("Alt+Shift+→", True),
        ("F12", True),
        ("?", True),
        ("J", True),
        ("list", False),
        (".toml", False),
        ("--of", False),
        ("annotator new", False),
        ("Ctrl+Klick", False),
    ],
)
def test_keys_are_told_from_other_words_in_backticks(words, expected):
    assert manual.is_key(words) is expected


def test_an_unknown_page_is_none():
    assert manual.page("zh", "../decisions/0001-journal") is None


@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        ("每一步都可以撤销。", "撤销", "撤销"),
        ("每一步都可以撤销。", "撤銷", "撤销"),
        ("Press Undo once more", "undo", "Undo"),
        ("先核对数字，再完成。", "核对 完成", "核对"),
        ("先核对，数字后完成。", "核对数字", "核对"),
        ("nothing of the kind", "undo", ""),
    ],
)
def test_where_the_words_sought_stand_in_a_line(line, words, expected):
    place = manual.place_of(line, words)
    assert (line[slice(*place)] if place else "") == expected
