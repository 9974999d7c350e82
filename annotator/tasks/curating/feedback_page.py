"""Owns the page of feedback: plain HTML that needs no script and no network; every string from a report, a
tagset or a person is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from annotator.i18n import in_language
from annotator.model.canonical import Json, dump
from annotator.model.tagsets import Label, Names
from annotator.tasks.curating.feedback import Answer, Feedback, Remark

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What HTML has no place for."""

_STYLE = """
:root { color-scheme: light dark; --paper: #FBFAF6; --chrome: #F1EFEA; --line: #DEDBD3; --ink: #22262B;
 --dim: #5F636A; --person: #B8382B; --gold: #0B5A62; --tint: #D9EEEE; }
@media (prefers-color-scheme: dark) { :root { --paper: #1E1F21; --chrome: #26282B; --line: #3A3D41;
 --ink: #E6E3DC; --dim: #9A9DA3; --person: #E0695C; --gold: #7CC4CB; --tint: #1F3B3E; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
 font: 16px/1.7 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; }
:lang(en) body { font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, "Noto Sans CJK SC",
 "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 3rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; font-weight: 600; }
p { margin: .4rem 0; } .dim { color: var(--dim); } a { color: var(--gold); }
nav ul { list-style: none; margin: .4rem 0; padding: 0; } nav li { padding: .15rem 0; }
article { border-top: 1px solid var(--line); padding: 1rem 0; }
article:target, section li:target { background: var(--chrome); }
.text { font-family: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", serif; font-size: 1.05rem;
 white-space: pre-wrap; background: var(--chrome); padding: .5rem .75rem; border-radius: 8px; }
mark { background: var(--tint); color: inherit; padding: .1em 0; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; margin: .5rem 0; }
tr > :first-child { width: 9em; }
th, td { text-align: left; vertical-align: baseline; padding: .2rem .75rem .2rem 0; white-space: pre-wrap; }
th { font-weight: 400; color: var(--dim); } tr.differs td:nth-child(2) { color: var(--person); }
tr.differs td:nth-child(3) { color: var(--gold); font-weight: 600; }
.ways { font-size: .85rem; } .ways a { margin-right: .75rem; } li .ways { margin-left: .5rem; }
@media print { body { background: white; color: black; } article { break-inside: avoid; } }
"""


def feedback_page(told: Feedback, *, language: str) -> str:
    """Return one reviewer's page as HTML, in ``zh`` or ``en``."""
    return "\n".join(_Page(told, language).lines()) + "\n"


def _text(words: object) -> str:
    """Words of anybody's as they may stand in the page, with a direction of their own."""
    return f"<bdi>{escape(_CONTROLS.sub('�', str(words)))}</bdi>"


class _Page:
    """One page being written."""

    def __init__(self, told: Feedback, language: str) -> None:
        self._told = told
        self._language = language
        self._numbers = {id(remark): n for n, remark in enumerate(told.remarks, start=1)}

    def lines(self) -> Iterator[str]:
        """The page from top to bottom."""
        title = escape(_CONTROLS.sub("�", self._say("feedback.title", reviewer=self._told.reviewer)))
        yield "<!DOCTYPE html>"
        yield f'<html lang="{"zh-CN" if self._language == "zh" else "en"}"><head><meta charset="utf-8">'
        # No script, picture or address is ever fetched, whatever a report holds.
        policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title><style>{_STYLE}</style></head><body><main>"
        yield f'<h1 id="top">{title}</h1>'
        counts = {"kept": self._told.kept, "changed": len(self._told.remarks), "waiting": self._told.waiting}
        yield f"<p>{escape(self._say('feedback.summary', **counts))}</p>"
        yield from self._contents()
        for n, document in enumerate(self._told.documents, start=1):
            yield f'<section><h2 id="d{n}">{_text(document.name)}</h2>'
            for remark in self._of(document.id):
                yield from self._remark(remark)
            yield "</section>"
        yield from self._casebook()
        yield "</main></body></html>"

    def _say(self, message: str, **values: object) -> str:
        return in_language(self._language, message, **values)

    def _words(self, message: str) -> str:
        return escape(self._say(message))

    def _of(self, document: str) -> list[Remark]:
        return [remark for remark in self._told.remarks if remark.case.document == document]

    def _links(self, remarks: Iterable[Remark]) -> str:
        numbers = (self._numbers[id(remark)] for remark in remarks)
        return " ".join(f'<a href="#c{n}">{n}</a>' for n in numbers)

    def _contents(self) -> Iterator[str]:
        """Links to every place, by document and by how it differs."""
        if not self._told.remarks:
            return
        yield f"<nav><h2>{self._words('feedback.documents')}</h2><ul>"
        for n, document in enumerate(self._told.documents, start=1):
            links = self._links(self._of(document.id))
            yield f'<li><a href="#d{n}">{_text(document.name)}</a><span class="ways">{links}</span></li>'
        yield f"</ul><h2>{self._words('feedback.kinds')}</h2><ul>"
        by_kind: dict[str, list[Remark]] = {}
        for remark in self._told.remarks:
            for difference in self._differences(remark):
                by_kind.setdefault(difference, []).append(remark)
        for difference, found in sorted(by_kind.items(), key=lambda each: (-len(each[1]), each[0])):
            yield f'<li>{difference}<span class="ways">{self._links(found)}</span></li>'
        yield "</ul></nav>"

    def _differences(self, remark: Remark) -> list[str]:
        return [self._difference(one, remark) for one in remark.differences]

    def _difference(self, difference: str, remark: Remark) -> str:
        kind, _, about = difference.partition(":")
        if "missing" in (kind, about):
            # Seen from gold: who says something where gold says nothing has not missed anything.
            return self._words("feedback.missed" if remark.gold else "feedback.too_much")
        words = self._say(f"curation.kind.{kind}")
        if not about:
            return _text(words)
        if kind in ("boundary", "relation"):
            about = self._say(f"curation.about.{about}")
        else:
            about = self._feature_name(about)
        is_told = about.casefold() == words.casefold()
        return _text(about if is_told else self._say("feedback.about", kind=words, about=about))

    def _remark(self, remark: Remark) -> Iterator[str]:
        n = self._numbers[id(remark)]
        how = "、" if self._language == "zh" else ", "
        yield f'<article id="c{n}"><h3>{n}. {how.join(self._differences(remark))}</h3>'
        if remark.words:
            around = (remark.before, f"<mark>{_text(remark.words)}</mark>", remark.after)
            yield f'<p class="text">{_text(around[0])}{around[1]}{_text(around[2])}</p>'
        yield (
            f'<table><tr><th></th><th scope="col">{self._words("feedback.yours")}</th>'
            f'<th scope="col">{self._words("feedback.gold")}</th></tr>'
        )
        for name, mine, gold in self._rows(remark):
            differs = ' class="differs"' if mine != gold else ""
            yield f'<tr{differs}><th scope="row">{name}</th><td>{mine}</td><td>{gold}</td></tr>'
        yield "</table>"
        yield from self._why(remark)
        yield f'<p class="ways">{self._ways(n)}</p></article>'

    def _rows(self, remark: Remark) -> Iterator[tuple[str, str, str]]:
        nothing = {"mine": self._words("feedback.nothing"), "gold": self._words("feedback.no_gold")}
        sides = (("mine", remark.mine), ("gold", remark.gold))
        labels = [
            ("; ".join(_text(self._label(one)) for one in said)) if said else nothing[side]
            for side, said in sides
        ]
        yield self._words("feedback.label"), labels[0], labels[1]
        if not remark.case.is_relation:
            words = ["; ".join(_text(one.words) for one in said) for _, said in sides]
            yield self._words("feedback.words"), words[0], words[1]
        if not remark.mine or not remark.gold:
            names = sorted({name for _, said in sides for one in said for name in one.features})
        else:
            told = (difference.partition(":") for difference in remark.differences)
            names = [about for kind, _, about in told if kind in ("value", "feature")]
        for name in names:
            mine, gold = (self._values(name, said) for _, said in sides)
            yield _text(self._feature_name(name)), mine, gold

    def _values(self, name: str, said: Sequence[Answer]) -> str:
        return "; ".join(_text(self._value(one, name)) for one in said if one.features.get(name) is not None)

    def _value(self, said: Answer, name: str) -> str:
        value: Json = said.features[name]
        label = self._told.tagset.label(said.layer, said.label)
        spec = label.feature(name) if label else None
        if spec is not None and isinstance(value, str) and value in spec.options:
            return self._named(spec.options[value], value)
        return value if isinstance(value, str) else dump(value)

    def _label(self, said: Answer) -> str:
        tagset = self._told.tagset
        spec = tagset.label(said.layer, said.label) or tagset.relation(said.label)
        return self._named(spec.names, said.label) if spec is not None else said.label

    def _feature_name(self, name: str) -> str:
        labels: Iterable[Label] = (label for layer in self._told.tagset.layers for label in layer.labels)
        specs = (label.feature(name) for label in labels)
        return next((self._named(spec.names, name) for spec in specs if spec is not None), name)

    def _named(self, names: Names | Mapping[str, str], otherwise: str) -> str:
        return names.get(self._language) or otherwise

    def _why(self, remark: Remark) -> Iterator[str]:
        decision = remark.decision
        yield f'<p class="dim">{self._words(f"feedback.choice.{decision.choice}")}</p>'
        rules = [rule for rule in self._told.rules if rule.id == decision.rule]
        for rule in rules:
            place = self._told.rules.index(rule) + 1
            link = f'<a href="#r{place}">{_text(rule.title)}</a>'
            yield f"<p>{self._words('feedback.rule')} {link}</p>"
        for message, words in (("feedback.reason", decision.reason), ("feedback.note", decision.note)):
            if words:
                yield f"<p>{self._words(message)} {_text(words)}</p>"

    def _ways(self, n: int) -> str:
        links = []
        if n > 1:
            links.append(f'<a href="#c{n - 1}">{self._words("feedback.previous")}</a>')
        if n < len(self._numbers):
            links.append(f'<a href="#c{n + 1}">{self._words("feedback.next")}</a>')
        return "".join([*links, f'<a href="#top">{self._words("feedback.top")}</a>'])

    def _casebook(self) -> Iterator[str]:
        """The rules that were followed, each with links back to where."""
        if not self._told.rules:
            return
        yield f"<section><h2>{self._words('feedback.rules')}</h2><ul>"
        for n, rule in enumerate(self._told.rules, start=1):
            links = self._links(one for one in self._told.remarks if one.decision.rule == rule.id)
            text = f"<br>{_text(rule.text)}" if rule.text else ""
            yield f'<li id="r{n}"><b>{_text(rule.title)}</b>{text} <span class="ways">{links}</span></li>'
        yield "</ul></section>"
