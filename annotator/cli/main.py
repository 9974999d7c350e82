"""Owns the verbs of the command line and what their words mean; every verb is one function."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from annotator import __version__, settings
from annotator.cli.output import REFUSED, UNUSABLE, Output, OutputLostError, UnusableError
from annotator.cli.parsing import Parser, UsageError, positive
from annotator.commands.project import refuse_name
from annotator.errors import UserError
from annotator.i18n import LANGUAGES, sentence, set_language, tr
from annotator.model.annotations import ALL, GOLD, SUGGESTIONS
from annotator.model.versions import GRADES

Verb = Callable[[argparse.Namespace, Output], None]
DEFAULT_REVIEWER = "reviewer"
"""Who acts when nobody was named on the command line or in the settings."""


def _later(module: str, name: str) -> Verb:
    """A verb of a module of this package, which is imported when the verb is run: the window needs none."""

    def run_verb(arguments: argparse.Namespace, out: Output) -> None:
        getattr(import_module(f"annotator.cli.{module}"), name)(arguments, out)

    return run_verb


def parser() -> argparse.ArgumentParser:
    """Return the parser of all verbs."""
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--json", action="store_true", dest="is_json", help=tr("cli.help.json"))
    common.add_argument("--as", dest="actor", metavar="ID", help=tr("cli.help.as"))
    common.add_argument("--lang", choices=LANGUAGES, help=tr("cli.help.lang"))
    top = Parser(prog="annotator", description=tr("cli.help.program"), parents=[common])
    top.add_argument("--version", action="version", version=__version__)
    verbs = top.add_subparsers(dest="verb", metavar="VERB", parser_class=Parser)

    def verb(name: str, run: Verb | None) -> argparse.ArgumentParser:
        words = tr(f"cli.verb.{name.replace('-', '_')}")
        made = verbs.add_parser(name, help=words, description=words, parents=[common])
        made.set_defaults(run=run)
        return made

    _text_verbs(verb)
    _project_verbs(verb)
    _figure_verbs(verb)
    _dataset_verbs(verb)
    _team_verbs(verb)
    _curation_verbs(verb)
    shots = verb("shots", None)
    shots.add_argument("project")
    shots.add_argument("--out", required=True, metavar="DIR")
    shots.add_argument("--theme", choices=("light", "dark"))
    shots.add_argument("--scale", type=int, choices=(1, 2))
    verb("open", None).add_argument("project", nargs="?")
    return top


_AddVerb = Callable[[str, Verb | None], argparse.ArgumentParser]


def _text_verbs(verb: _AddVerb) -> None:
    read = verb("read", _later("texts", "read"))
    read.add_argument("paths", nargs="+", metavar="PATH")
    read.add_argument("--text-dir", metavar="DIR", help=tr("cli.help.text_dir"))
    verb("extract", _later("texts", "extract")).add_argument("paths", nargs="+", metavar="PATH")
    verb("checks", _later("crosschecks", "checks")).add_argument("paths", nargs="+", metavar="PATH")
    score = verb("score", _later("texts", "score_files"))
    score.add_argument("pred")
    score.add_argument("gold")


def _project_verbs(verb: _AddVerb) -> None:
    new = verb("new", _later("projects", "new"))
    new.add_argument("project")
    new.add_argument("--tagset", metavar="NAME|FILE", help=tr("cli.help.tagset"))
    imports = verb("import", _later("projects", "import_files"))
    imports.add_argument("project")
    imports.add_argument("paths", nargs="+", metavar="PATH")
    imports.add_argument("--jobs", type=positive, default=1, metavar="N", help=tr("cli.help.jobs"))
    _attended(imports)
    annotate = verb("annotate", _later("projects", "annotate"))
    annotate.add_argument("project")
    annotate.add_argument("file")
    _attended(annotate)
    suggest = verb("suggest", _later("projects", "suggest"))
    suggest.add_argument("project")
    _attended(suggest)
    lexicon = verb("lexicon", _later("words", "lexicon"))
    lexicon.add_argument("project")
    what = lexicon.add_mutually_exclusive_group()
    what.add_argument("--add", nargs=2, metavar=("LIST", "WORD"), help=tr("cli.help.add_term"))
    what.add_argument("--remove", metavar="ID", help=tr("cli.help.remove_term"))
    lexicon.add_argument("--sense", default="", metavar="SENSE", help=tr("cli.help.sense"))
    for name, run in (("undo", _later("projects", "undo")), ("redo", _later("projects", "redo"))):
        step = verb(name, run)
        step.add_argument("project")
        if name == "undo":
            step.add_argument("--action", metavar="ID", help=tr("cli.help.undo_action"))
        _attended(step)
    for name, run in (
        ("list", _later("projects", "list_documents")),
        ("history", _later("projects", "history")),
        ("verify", _later("projects", "verify")),
    ):
        about = verb(name, run)
        about.add_argument("project")
        if name == "history":
            about.add_argument("--ids", action="store_true", help=tr("cli.help.ids"))


def _figure_verbs(verb: _AddVerb) -> None:
    quality = verb("quality", _later("figures", "quality"))
    quality.add_argument("project")
    quality.add_argument("--of", default=ALL, metavar="WHO", help=tr("cli.help.of_reviewer"))
    quality.add_argument("--by", choices=("all", "unit", "kind", "document", "reviewer"), default="all")
    quality.add_argument("--cases", action="store_true", help=tr("cli.help.cases"))
    series = verb("series", _later("figures", "series"))
    series.add_argument("project")
    series.add_argument("indicator", nargs="?")
    series.add_argument("--of", metavar="WHO", help=tr("cli.help.of_reviewer"))
    agree = verb("agreement", _later("agreeing", "agree"))
    agree.add_argument("project")
    agree.add_argument("--layer", action="append", default=[], metavar="LAYER", help=tr("cli.help.layer"))
    agree.add_argument("--pair", metavar="A,B", help=tr("cli.help.pair"))
    agree.add_argument("--document", metavar="ID", help=tr("cli.help.document"))
    agree.add_argument("--overall", action="store_true", dest="is_overall", help=tr("cli.help.overall"))
    agree.add_argument("--label", metavar="LABEL", help=tr("cli.help.label"))
    agree.add_argument("--feature", metavar="FEATURE", help=tr("cli.help.feature"))
    agree.add_argument("--measure", metavar="MEASURE", help=tr("cli.help.measure"))
    agree.add_argument("--seed", type=int, default=0, metavar="N", help=tr("cli.help.seed"))
    agree.add_argument("--rounds", type=positive, default=1000, metavar="N", help=tr("cli.help.rounds"))
    agree.add_argument("--gamma", action="store_true", help=tr("cli.help.gamma"))
    agree.add_argument("--cases", action="store_true", help=tr("cli.help.cases"))
    _attended(agree)


def _attended(parser: argparse.ArgumentParser) -> None:
    """The window runs such a verb as its child."""
    parser.add_argument("--attended", action="store_true", dest="is_attended", help=tr("cli.help.attended"))


def _dataset_verbs(verb: _AddVerb) -> None:
    export = verb("export", _later("datasets", "export"))
    export.add_argument("project")
    export.add_argument("--format", required=True, metavar="NAME")
    export.add_argument("--out", required=True, metavar="DIR")
    export.add_argument("--of", default="all", metavar="WHO", help=tr("cli.help.of"))
    export.add_argument("--layer", action="append", default=[], metavar="LAYER")
    export.add_argument("--text", choices=("original", "clean"), default="original")
    export.add_argument("--split", metavar="8:1:1", help=tr("cli.help.split"))
    export.add_argument("--seed", type=int, default=0, metavar="N")
    export.add_argument("--group-by", metavar="FEATURE", help=tr("cli.help.group_by"))
    export.add_argument("--option", action="append", default=[], metavar="KEY=VALUE")
    load = verb("load", _later("datasets", "load_file"))
    load.add_argument("project")
    load.add_argument("file")
    load.add_argument("--format", required=True, metavar="NAME")
    verb("formats", _later("datasets", "list_formats"))
    verb("verify-export", _later("datasets", "verify_folder")).add_argument("folder", metavar="DIR")


def _team_verbs(verb: _AddVerb) -> None:
    plan = verb("plan", _later("team", "plan"))
    plan.add_argument("project")
    plan.add_argument("--reviewers", metavar="A,B,C", help=tr("cli.help.reviewers"))
    plan.add_argument("--overlap", default="1", metavar="K", help=tr("cli.help.overlap"))
    plan.add_argument("--calibration", type=int, default=0, metavar="N", help=tr("cli.help.calibration"))
    plan.add_argument("--repeats", type=int, default=0, metavar="N", help=tr("cli.help.repeats"))
    plan.add_argument("--seed", type=int, default=0, metavar="N")
    plan.add_argument(
        "--suggestions", choices=("shown", "hidden"), default="shown", help=tr("cli.help.suggestions")
    )
    plan.add_argument("--blind", choices=("yes", "no"), help=tr("cli.help.blind"))
    for name, words in (("give", tr("cli.help.give")), ("take", tr("cli.help.take"))):
        who = ("WHO", "DOCUMENT")
        plan.add_argument(f"--{name}", nargs=2, action="append", default=[], metavar=who, help=words)
    send = verb("send", _later("team", "send"))
    send.add_argument("project")
    send.add_argument("--to", required=True, metavar="WHO", help=tr("cli.help.to"))
    send.add_argument("--out", required=True, metavar="DIR")
    receive = verb("receive", _later("team", "receive"))
    receive.add_argument("package")
    receive.add_argument("project")
    merge = verb("merge", _later("team", "merge"))
    merge.add_argument("project")
    merge.add_argument("bundles", nargs="*", metavar="BUNDLE")
    merge.add_argument("--dry-run", action="store_true", dest="is_dry_run", help=tr("cli.help.dry_run"))
    merge.add_argument("--again", metavar="BUNDLE-ID", help=tr("cli.help.again"))
    unmerge = verb("unmerge", _later("team", "unmerge"))
    unmerge.add_argument("project")
    unmerge.add_argument("bundle", metavar="BUNDLE-ID")
    for each in (plan, send, receive, merge, unmerge):
        _attended(each)
    same = verb("same", _later("team", "same"))
    same.add_argument("project")
    same.add_argument("name", metavar="NAME", help=tr("cli.help.kept_name"))
    same.add_argument("other", metavar="OTHER", help=tr("cli.help.other_name"))
    _version_verbs(verb)


class _StepAction(argparse.Action):
    """Keeps the steps of several options in one list, in their order."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        steps = list(getattr(namespace, self.dest) or ())
        setattr(namespace, self.dest, [*steps, (str(option_string).lstrip("-"), values)])


def _version_verbs(verb: _AddVerb) -> None:
    revise = verb("revise", _later("versions", "revise"))
    revise.add_argument("project")
    revise.add_argument("old", metavar="OLD", help=tr("cli.help.old"))
    revise.add_argument("new", metavar="NEW", help=tr("cli.help.new"))
    revise.add_argument("--dry-run", action="store_true", dest="is_dry_run", help=tr("cli.help.dry_run"))
    anchors = verb("anchors", _later("versions", "anchors"))
    anchors.add_argument("project")
    anchors.add_argument("--grade", action="append", choices=GRADES, help=tr("cli.help.grade"))
    anchors.add_argument("--all", action="store_true", dest="is_everything", help=tr("cli.help.all_anchors"))
    anchor = verb("anchor", _later("versions", "anchor"))
    anchor.add_argument("project")
    anchor.add_argument("ids", nargs="+", metavar="ID")
    what = anchor.add_mutually_exclusive_group(required=True)
    what.add_argument("--accept", action="store_true", dest="is_accepted", help=tr("cli.help.accept"))
    what.add_argument("--at", metavar="START-END", help=tr("cli.help.at"))
    what.add_argument("--drop", action="store_true", dest="is_dropped", help=tr("cli.help.drop"))
    anchor.add_argument("--note", default="", metavar="WORDS")
    _attended(anchor)
    tagset = verb("tagset", _later("tagsets", "tagset"))
    tagset.add_argument("project")
    tagset.add_argument("tagset", nargs="?", metavar="NAME|FILE", help=tr("cli.help.tagset"))
    for option, form, words in (
        ("--rename", "PATH=ID", tr("cli.help.rename_step")),
        ("--merge", "PATH=ID", tr("cli.help.merge_step")),
        ("--retire", "PATH", tr("cli.help.retire_step")),
    ):
        tagset.add_argument(option, dest="steps", action=_StepAction, metavar=form, help=words)
    tagset.add_argument("--dry-run", action="store_true", dest="is_dry_run", help=tr("cli.help.dry_run"))


def _curation_verbs(verb: _AddVerb) -> None:
    curate = verb("curate", _later("curating", "curate"))
    curate.add_argument("project")
    what = curate.add_mutually_exclusive_group()
    what.add_argument("--policy", metavar="NAME", help=tr("cli.help.policy"))
    what.add_argument("--alike", metavar="WAY", help=tr("cli.help.alike"))
    what.add_argument("--queue", action="store_true", dest="is_queue", help=tr("cli.help.queue"))
    what.add_argument("--groups", action="store_true", dest="is_groups", help=tr("cli.help.groups"))
    what.add_argument("--decide", metavar="FILE", help=tr("cli.help.decide"))
    what.add_argument("--casebook", action="store_true", dest="is_casebook", help=tr("cli.help.casebook"))
    what.add_argument("--reopen", nargs="+", default=[], metavar="WHAT", help=tr("cli.help.reopen"))
    what.add_argument("--finish", nargs="+", default=[], metavar="DOCUMENT", help=tr("cli.help.curated"))
    what.add_argument("--appoint", metavar="ID", help=tr("cli.help.appoint"))
    what.add_argument("--feedback", metavar="DIR", help=tr("cli.help.feedback"))
    curate.add_argument("--simulate", action="store_true", dest="is_simulated", help=tr("cli.help.simulate"))
    curate.add_argument("--all", action="store_true", dest="is_all", help=tr("cli.help.all_cases"))
    curate.add_argument("--layer", action="append", default=[], metavar="LAYER", help=tr("cli.help.layer"))
    curate.add_argument("--kind", action="append", default=[], metavar="KIND", help=tr("cli.help.kind"))
    curate.add_argument("--document", metavar="ID", help=tr("cli.help.document"))
    curate.add_argument("--least", type=positive, default=2, metavar="N", help=tr("cli.help.least"))
    pairs = (("weight", "WHO=N", tr("cli.help.weight")), ("trust", "WHAT=WHO", tr("cli.help.trust")))
    for name, form, words in pairs:
        curate.add_argument(f"--{name}", action="append", default=[], metavar=form, help=words)
    curate.add_argument("--reason", metavar="WORDS", help=tr("cli.help.reason"))
    curate.add_argument("--rule", metavar="RULE", help=tr("cli.help.rule"))
    curate.add_argument("--note", metavar="WORDS", help=tr("cli.help.note"))
    _attended(curate)


def run(words: Sequence[str], window: Callable[[argparse.Namespace, Output], int]) -> int:
    """Run one command line and return its exit code; ``window`` runs the verbs that need one."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    _choose_language(words)
    try:
        arguments = parser().parse_args(list(words))
    except UsageError as error:
        print(tr("cli.usage", reason=error), file=sys.stderr)
        return UNUSABLE
    try:
        chosen = settings.load()
    except UserError:
        chosen = settings.Settings()
    arguments.whose = getattr(arguments, "actor", None)
    # ``load --as`` names whose annotations come in, and may be absent or no person.
    is_word = arguments.verb == "load" and arguments.whose in (GOLD, SUGGESTIONS)
    named = None if is_word else arguments.whose
    arguments.actor = chosen.reviewer or DEFAULT_REVIEWER if named is None else named
    out = Output(is_json=getattr(arguments, "is_json", False))
    return _guarded(arguments, out, window)


def _guarded(
    arguments: argparse.Namespace, out: Output, window: Callable[[argparse.Namespace, Output], int]
) -> int:
    try:
        if arguments.actor == arguments.whose:
            refuse_name(arguments.actor)
        if getattr(arguments, "run", None) is None:
            return _windowed(arguments, out, window)
        arguments.run(arguments, out)
        out.finish()
    except UnusableError as unusable:
        out.remark(sentence(unusable.error))
        return UNUSABLE
    except UserError as error:
        return _refused(out, error)
    except BrokenPipeError:
        # The reader of our output has gone (``| head``): say nothing more, to nobody.
        _silence_stdout()
    except OutputLostError as error:
        _silence_stdout()
        return _lost(out, error)
    except KeyboardInterrupt:
        out.remark(tr("cli.interrupted"))
        return 130
    return out.code


def _refused(out: Output, error: UserError) -> int:
    try:
        out.refuse({"status": "refused"}, error)
        out.finish()
    except OutputLostError as lost:
        _silence_stdout()
        return _lost(out, lost)
    return out.code


def _lost(out: Output, error: OutputLostError) -> int:
    out.remark(tr("cli.output_lost", reason=error))
    return REFUSED


def _silence_stdout() -> None:
    """Python flushes stdout once more at the end, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _windowed(
    arguments: argparse.Namespace, out: Output, window: Callable[[argparse.Namespace, Output], int]
) -> int:
    try:
        return window(arguments, out)
    except UserError as error:
        raise UnusableError(error) from error


def _choose_language(words: Sequence[str]) -> None:
    """Before anything is said: the language of ``--lang``, else of the settings, else the system's."""
    wanted = ""
    for word, following in zip(words, [*words, ""][1:], strict=True):
        if word == "--lang":
            wanted = following
        elif word.startswith("--lang="):
            wanted = word.removeprefix("--lang=")
    if not wanted:
        try:
            wanted = settings.load().language
        except UserError:
            wanted = ""
    if wanted in LANGUAGES:
        set_language(wanted)
