"""Owns guessing what a report says of itself: title, issuing body, region, report year, dates.

Only what the text itself supports; whatever is unclear, or said in two ways, stays away.  A person edits
the guesses afterwards, and a wrong one costs more than a missing one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_HEAD_LINES = 10
_TAIL_LINES = 6
_MAX_TITLE = 60
_MAX_BODY = 30
_FIRST_YEAR, _LAST_YEAR = 1980, 2099

_H = "\u3400-\u9fff"
_DIGIT = "0-9〇○Ｏ零一二三四五六七八九"
_YEAR = f"([{_DIGIT}]{{4}})"
_DATE = re.compile(
    f"{_YEAR}\\s*(?:年|[-./])\\s*([0-9〇一二三四五六七八九十]{{1,3}})\\s*(?:月|[-./])\\s*"
    "([0-9〇一二三四五六七八九十]{1,3})\\s*日?"
)
_DATE_LINE = re.compile(f"[（(]?{_DATE.pattern}[）)]?")
_PUBLISHED = re.compile(
    f"(?:发布|發布|發佈|公布|公佈|公开|公開|发文|發文)(?:时间|時間|日期)\\s*[:：]\\s*{_DATE.pattern}(?![0-9])"
)

_TITLE_WORDS = re.compile("报告|報告|总结|總結")
_SUBJECT = "(?:法治政府|法治建[设設]|法治工作|依法行政|依法治[国國省市县縣区區])"
_REPORT_YEAR = re.compile(
    f"(?<![-—–~～至到0-9]){_YEAR}年度?[^。；;,，\n0-9]{{0,20}}?{_SUBJECT}"
    "(?!(?:工作)?(?:考评|考評|考核|督察|要点|要點|规划|規劃|方案|计划|計劃|示范|示範))"
)
_OPENING_YEAR = re.compile(f"\\s*{_YEAR}年")
_ANY_YEAR = re.compile(f"(?<![-—–~～至到0-9]){_YEAR}年")
_SPAN_OF_YEARS = re.compile(f"{_YEAR}年?\\s*[-—–~～至到]+\\s*{_YEAR}")
_QUOTED = re.compile("《[^》\n]{0,80}》")

_HEADING = re.compile(
    "[ \t\u3000\u00a0]*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])"
)
_SENTENCE = re.compile("[。！？!?；;]")

_ORGAN = (
    "(?:人民政府|政府|人民法院|人民检察院|管理委员会|管委会|管委會|委员会|委員會|办公室|辦公室|办事处|辦事處|"
    "公安局|局|厅|廳|总队|總隊|支队|支隊|大队|大隊|中心|街道办|街道辦|镇|鎮|乡|鄉)"
)
_BODY = re.compile(f"[{_H}]{{2,{_MAX_BODY - 4}}}?{_ORGAN}(?:[（(][{_H}]{{2,20}}{_ORGAN}[)）])?")
_ACTS = (
    "(?:始终|始終|持续|持續|认真|認真|全面|深入)?(?:坚持以|堅持以|以习近平|以習近平|坚持|堅持|深入学习|深入學習|"
    "深入贯彻|深入貫徹|紧紧围绕|緊緊圍繞|认真贯彻|認真貫徹|认真学习|認真學習|严格按照|嚴格按照|全面贯彻|全面貫徹)"
)
_ACTING_BODY = re.compile(
    f"(?:^|[,，。\n]|[0-9]{{4}}年(?:以来|以來)?)\\s*([{_H}（）()]{{3,{_MAX_BODY}}}?{_ORGAN}){_ACTS}",
    re.MULTILINE,
)
# Words that make the stretch before them a clause, or a body that speaks of itself: no name.
_NO_NAME = re.compile(
    "^(?:在|按|根据|根據|依据|依據|为|為|对|對|从(?![化江])|從(?![化江])|由|经|經|我|本(?!溪)|全(?![州南椒])|各|该|該|"
    "其|与|與|和(?![平田顺順龙龍县縣])|及|以|把|将|將|关于|關於)"
    "|[的了]|领导|領導|工作|报告|報告|建设情况|精神(?!卫生)"
)
_ASIDE = re.compile("[>＞»|/:：]|位置")

_NO_DIVISION = "省市县縣区區旗"
_IN_NAME = f"(?:(?![{_NO_DIVISION}])[{_H}])"
# 盐城市 is a city, the 城市 of 城市管理局 is not; nor are 社区, 地区, 园区 and 城乡 divisions of their own.
_CITY_END = "(?:(?<!城)市|(?<=城)市(?!管理|更新|建设|建設|规划|規劃|综合|綜合|运行|運行)|自治州|盟)"
_COUNTY_END = "(?:(?<![社地园園])[区區]|[县縣旗])"
_REGION = re.compile(
    f"(?:[{_H}]{{2,7}}?(?:省|自治区|自治區))?"
    f"(?:{_IN_NAME}{{2,5}}?{_CITY_END})?"
    f"(?:(?:{_IN_NAME}|市){{2,4}}?{_COUNTY_END})?"
    f"(?:(?:{_IN_NAME}|市){{2,4}}?(?:街道|(?<!城)[镇鎮乡鄉]))?"
)


def document_facts(clean: str, *, source: str = "") -> dict[str, str]:
    """Return what a clean text says of its document, by feature.

    title, body, region, year, published, signed; absent when unclear.  ``year`` is the year reported
    on, dates are ISO days, names are as written.  ``source`` is the name the document was imported
    under: it is taken for the title when it looks like one and its year and body stand in the text.
    """
    lines = [line.strip() for line in clean.split("\n")]
    filled = [line for line in lines if line]
    head, tail = _head(filled), filled[-_TAIL_LINES:]
    facts: dict[str, str] = {}
    signed, signature = _signature(tail)
    title, above = _title(head)
    if not title:
        title = _title_of_source(source, clean)
    year = _one(map(_number, _REPORT_YEAR.findall(title))) or _one(_years(title))
    year = year or _year_of_preface(clean, signed=signed)
    body = _body_of_title(title) or above or signature or _acting_body(clean)
    region = _region(body) if body else _region_of_title(title)
    named = {
        "title": title,
        "body": body,
        "region": region,
        "year": year,
        "published": _one(_iso(match) for line in head + tail for match in _PUBLISHED.finditer(line)),
        "signed": signed,
    }
    facts.update({key: value for key, value in named.items() if value})
    return facts


def _head(filled: list[str]) -> list[str]:
    """Return the lines before the first that is a sentence or a numbered heading."""
    head: list[str] = []
    for line in filled[:_HEAD_LINES]:
        if _HEADING.match(line) or _SENTENCE.search(line):
            break
        head.append(line)
    return head


def _title(head: list[str]) -> tuple[str, str]:
    """Return the title and, when it takes two lines, the body named on the first.

    A label of the page (法治政府建设年度报告) often stands above the title: one with a year goes first.
    """
    titles = [n for n, line in enumerate(head) if _is_title(line)]
    dated = [n for n in titles if _years(head[n])]
    if not titles or len({tuple(_years(head[n])) for n in dated}) > 1:
        return "", ""
    n = (dated or titles)[0]
    above = head[n - 1] if n else ""
    if _is_body(above) and not _body_of_title(head[n]):
        return above + head[n], above
    return head[n], ""


def _is_title(line: str) -> bool:
    return (
        len(line) <= _MAX_TITLE
        and bool(_TITLE_WORDS.search(line))
        and bool(re.search(_SUBJECT, line))
        and line[-1] not in "，,、：:"
        and not _ASIDE.search(line)
    )


def _title_of_source(source: str, clean: str) -> str:
    name = source.replace("\\", "/").rsplit("/", 1)[-1]
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name).strip()
    if not stem or not _is_title(stem):
        return ""
    years = set(_years(stem))
    body = _body_of_title(stem)
    in_text = all(f"{year}年" in clean for year in years) and bool(years)
    return stem if in_text and (not body or body in clean) else ""


def _body_of_title(title: str) -> str:
    """Return the body that a title names: before 关于 or the year, or straight after the year."""
    before = re.match(f"(.+?)(?:关于|關於|{_YEAR}年)", title)
    after = re.match(
        f"{_YEAR}年度?(?P<name>{_BODY.pattern})(?:推进|推進|关于|關於|开展|開展)?{_SUBJECT}", title
    )
    names = [before[1].strip()] if before else []
    names += [after["name"]] if after else []
    return next((name for name in names if _is_body(name)), "")


def _signature(tail: list[str]) -> tuple[str, str]:
    """Return the date and the body that the report is signed with, "" each where it is not."""
    for n in range(len(tail) - 1, -1, -1):
        line = tail[n]
        match = _DATE.search(line)
        if match is None or _SENTENCE.search(line) or _PUBLISHED.search(line):
            continue
        if _DATE_LINE.fullmatch(line):
            name = tail[n - 1] if n else ""
        elif match.end() == len(line):
            name = line[: match.start()].strip()
        else:
            continue
        name = name if _is_body(name) else ""
        alone = _DATE_LINE.fullmatch(line) is not None
        return (_iso(match), name) if alone or name else ("", "")
    last = tail[-1] if tail else ""
    return "", last if _is_body(last) and len(tail) > 1 else ""


def _is_body(name: str) -> bool:
    return len(name) <= _MAX_BODY and bool(_BODY.fullmatch(name)) and not _NO_NAME.search(name)


def _acting_body(clean: str) -> str:
    """Return the one body with a region in its name that acts in the opening paragraphs."""
    opening = "\n".join(clean.split("\n", 12)[:12])[:2000]
    names = {name for name in _ACTING_BODY.findall(opening) if _is_body(name) and _region(name)}
    return _one(names)


def _year_of_preface(clean: str, *, signed: str) -> str:
    """Return the year the opening paragraphs report on; "" when they name two, or the signature differs."""
    preface: list[str] = []
    for line in clean.split("\n"):
        if _HEADING.match(line):
            break
        preface.append(_SPAN_OF_YEARS.sub("", _QUOTED.sub("", line)))
    else:
        preface = preface[:2]
    text = "\n".join(preface).lstrip()
    named = set(filter(None, (_number(year) for year in _REPORT_YEAR.findall(text))))
    opening = _OPENING_YEAR.match(text)
    if opening:
        named.add(_number(opening[1]))
    year = _one(named)
    if year and signed and int(signed[:4]) - int(year) not in (0, 1):
        return ""
    return year


def _region(body: str) -> str:
    """Return the administrative division that a body's name begins with."""
    match = _REGION.match(body.removeprefix("中共"))
    return match[0] if match else ""


def _region_of_title(title: str) -> str:
    match = re.match(f"([{_H}]+?)(?:关于|關於|{_YEAR}年)", title)
    return match[1] if match and _region(match[1]) == match[1] else ""


def _years(text: str) -> list[str]:
    """Return the years a text names; none when it names a span of years."""
    if _SPAN_OF_YEARS.search(text):
        return []
    return [year for year in map(_number, _ANY_YEAR.findall(text)) if year]


def _number(written: str) -> str:
    """Return a year of four digits, however written; "" for what cannot be one."""
    digits = "".join(
        str("零一二三四五六七八九".find(c)) if c in "零一二三四五六七八九" else c for c in written
    )
    digits = re.sub("[〇○Ｏ]", "0", digits)
    return digits if digits.isdigit() and _FIRST_YEAR <= int(digits) <= _LAST_YEAR else ""


def _iso(match: re.Match[str]) -> str:
    """Return the ISO day of a match whose last three groups are year, month, day; "" for no such day."""
    written = match.groups()[-3:]
    year, month, day = _number(written[0]), _small(written[1]), _small(written[2])
    try:
        return date(int(year), month, day).isoformat() if year else ""
    except ValueError:
        return ""


def _small(written: str) -> int:
    """Return a month or day, however written; 0 for what is none."""
    if written.isdigit():
        return int(written)
    match = re.fullmatch("([二三])?(十)?([一二三四五六七八九])?", written)
    if match is None:
        return 0
    tens, ten, ones = (f" {part}" if part else "" for part in match.groups())
    value = {"": 0} | {f" {numeral}": n for n, numeral in enumerate("一二三四五六七八九", start=1)}
    if not ten:
        return value[tens] if tens and not ones else value[ones] if not tens else 0
    return (value[tens] if tens else 1) * 10 + value[ones]


def _one(values: Iterable[str]) -> str:
    """Return the only value there is, "" when there are none or several."""
    distinct = {value for value in values if value}
    return distinct.pop() if len(distinct) == 1 else ""
