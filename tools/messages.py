"""Owns compiling and checking the catalogues in resources/i18n.

``messages.py`` compiles every LANG/AREA.po into LANG/LC_MESSAGES/annotator.mo, byte for byte the same
each time.  ``messages.py --check`` writes nothing and exits 1 when the compiled file is stale, the
languages differ, a sentence is empty or malformed, or code and catalogues name different ids.

An id that code composes (``tr(f"verb.{name}")``) counts as used when a catalogue declares its prefix in
a comment line of its own: ``# dynamic: verb. screen.``
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import re
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh", "en")
ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
DYNAMIC = re.compile(r"^# dynamic:(.*)$", re.MULTILINE)
RAISERS = ("UserError", "tr")
KEYWORDS = ("message", "message_id")


class _Bare(Catalog):
    """A catalogue whose header holds its charset only: no dates, no version of the compiler."""

    mime_headers = property(lambda self: [("Content-Type", "text/plain; charset=UTF-8")])


@dataclass(slots=True, kw_only=True)
class Catalogues:
    """The sentences of one language by id, the prefixes declared dynamic, and what is wrong."""

    language: str
    sentences: dict[str, str] = field(default_factory=dict)
    dynamic: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def compiled(self) -> bytes:
        """The bytes of the .mo file."""
        catalog = _Bare(charset="utf-8", fuzzy=False)
        for message, sentence in sorted(self.sentences.items()):
            catalog.add(message, sentence)
        buffer = io.BytesIO()
        write_mo(buffer, catalog)
        return buffer.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One place in code that needs an id: the values it gives, None where they are not to be seen."""

    where: str
    message: str
    is_prefix: bool
    values: frozenset[str] | None


def read_catalogues(folder: Path, *, language: str) -> Catalogues:
    """Return all of a language's catalogues as one; a defect is noted, not raised."""
    found = Catalogues(language=language)
    for path in sorted((folder / language).glob("*.po")):
        source = path.read_text(encoding="utf-8")
        name = f"{language}/{path.name}"
        for line in DYNAMIC.findall(source):
            found.dynamic.update(line.split())
        try:
            catalog = read_po(io.BytesIO(source.encode("utf-8")), abort_invalid=True)
        except PoFileError as error:
            found.problems.append(f"{name}: {error}")
            continue
        ids = re.findall(r'^msgid "(.+)"$', source, re.MULTILINE)
        found.problems += [f"{name}: {one} twice" for one in sorted({i for i in ids if ids.count(i) > 1})]
        for entry in catalog:
            if entry.id:
                _add(found, name=name, message=str(entry.id), sentence=str(entry.string), fuzzy=entry.fuzzy)
    return found


def _add(found: Catalogues, *, name: str, message: str, sentence: str, fuzzy: bool) -> None:
    if message in found.sentences:
        found.problems.append(f"{name}: {message} stands in another catalogue too")
    if not ID.fullmatch(message):
        found.problems.append(f"{name}: {message} is no dotted id")
    if not sentence.strip():
        found.problems.append(f"{name}: {message} has no sentence")
    if fuzzy:
        found.problems.append(f"{name}: {message} is marked fuzzy")
    if placeholders(sentence) is None:
        found.problems.append(f"{name}: {message} has a brace that str.format cannot read")
    found.sentences[message] = sentence


def placeholders(sentence: str) -> frozenset[str] | None:
    """Return the names in braces; None when ``str.format`` could not read the sentence by names."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
    except ValueError:
        return None
    roots = [re.split(r"[.\[]", name)[0] for name in names]
    return frozenset(roots) if all(root.isidentifier() for root in roots) else None


def disagreements(zh: Catalogues, en: Catalogues) -> list[str]:
    """Return where two languages differ in their ids or placeholders."""
    found = [f"{en.language} lacks {one}" for one in sorted(zh.sentences.keys() - en.sentences.keys())]
    found += [f"{zh.language} lacks {one}" for one in sorted(en.sentences.keys() - zh.sentences.keys())]
    for message in sorted(zh.sentences.keys() & en.sentences.keys()):
        ours, theirs = placeholders(zh.sentences[message]), placeholders(en.sentences[message])
        if ours != theirs:
            found.append(f"{message}: placeholders {sorted(ours or ())} in zh, {sorted(theirs or ())} in en")
    return found


def _literals(node: ast.expr) -> Iterator[tuple[str, bool]]:
    """The ids that an argument may stand for, and whether each is only a prefix."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, False
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.JoinedStr) and node.values:
        first = node.values[0]
        if isinstance(first, ast.Constant):  # what begins with a variable is not to be seen from here
            yield str(first.value), True


def _places(node: ast.Call) -> Iterator[tuple[ast.expr, bool]]:
    """The arguments of a call that are ids, and whether its keywords are the sentence's values."""
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name in RAISERS and node.args:
        yield node.args[0], True
    for keyword in node.keywords:
        if keyword.arg in KEYWORDS:
            yield keyword.value, False


def uses(tree: ast.AST, *, where: str) -> Iterator[Use]:
    """Yield each place of a module that needs an id of the catalogue."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        given = frozenset(keyword.arg or "**" for keyword in node.keywords)
        for place, is_direct in _places(node):
            for message, is_prefix in _literals(place):
                if ID.fullmatch(message) or is_prefix or is_direct:
                    values = given if is_direct and "**" not in given and not is_prefix else None
                    line = f"{where}:{place.lineno}"
                    yield Use(where=line, message=message, is_prefix=is_prefix, values=values)


def code_problems(root: Path, *, zh: Catalogues) -> list[str]:
    """Return where code and catalogues name different ids, or code leaves a placeholder empty."""
    problems: list[str] = []
    named: set[str] = set()
    prefixes = tuple(sorted(zh.dynamic))
    for path in sorted((root / "annotator").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named |= {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        for use in uses(tree, where=str(path.relative_to(root))):
            problems += _use_problems(use, zh=zh, prefixes=prefixes)
    for message in sorted(zh.sentences):
        if message not in named and not message.startswith(prefixes or ("\0",)):
            problems.append(f"{message} is used nowhere")
    for prefix in prefixes:
        if not any(message.startswith(prefix) for message in zh.sentences):
            problems.append(f"nothing begins with the dynamic prefix {prefix}")
    return problems


def _use_problems(use: Use, *, zh: Catalogues, prefixes: tuple[str, ...]) -> list[str]:
    if use.is_prefix:
        if use.message.startswith(prefixes or ("\0",)):
            return []
        return [f"{use.where}: no catalogue declares the dynamic prefix {use.message!r}"]
    if use.message not in zh.sentences:
        return [f"{use.where}: {use.message} is in no catalogue"]
    if use.values is None:
        return []
    missing = (placeholders(zh.sentences[use.message]) or frozenset()) - use.values
    return [f"{use.where}: {use.message} needs {', '.join(sorted(missing))}"] if missing else []


def check(root: Path) -> list[str]:
    """Return everything wrong with the catalogues of a source tree, one sentence each."""
    folder = root / "resources" / "i18n"
    zh, en = (read_catalogues(folder, language=language) for language in LANGUAGES)
    problems = zh.problems + en.problems + disagreements(zh, en) + code_problems(root, zh=zh)
    for one in (zh, en):
        target = folder / one.language / "LC_MESSAGES" / "annotator.mo"
        if not target.is_file() or target.read_bytes() != one.compiled():
            problems.append(f"{target.relative_to(root)} is stale: run make messages")
    return problems


def compile_all(root: Path) -> list[str]:
    """Write the compiled catalogue of each language; return what each now holds."""
    told = []
    for language in LANGUAGES:
        found = read_catalogues(root / "resources" / "i18n", language=language)
        target = root / "resources" / "i18n" / language / "LC_MESSAGES" / "annotator.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f"annotator.mo.{os.getpid()}")
        fresh.write_bytes(found.compiled())
        os.replace(fresh, target)
        told.append(f"{language}: {len(found.sentences)} sentences")
        told += found.problems
    return told


def main(arguments: list[str] | None = None) -> int:
    """Compile, or with ``--check`` only look; return the exit code."""
    parser = argparse.ArgumentParser(description="Compile or check the message catalogues.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something is wrong")
    parser.add_argument("--root", type=Path, default=ROOT, help="the source tree")
    chosen = parser.parse_args(arguments)
    lines = check(chosen.root) if chosen.check else compile_all(chosen.root)
    print("\n".join(lines) or "messages: all well")
    return 1 if chosen.check and lines else 0


if __name__ == "__main__":
    sys.exit(main())
