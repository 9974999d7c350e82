"""Owns the verb on the words that a project adds to the word lists: lexicon."""

from __future__ import annotations

from argparse import Namespace

from annotator.cli.attended import told_progress
from annotator.cli.output import Output
from annotator.cli.projects import opened
from annotator.commands import terms
from annotator.errors import UserError
from annotator.i18n import tr
from annotator.model.terms import Term
from annotator.tasks.suggesting import suggest_all


def lexicon(arguments: Namespace, out: Output) -> None:
    """List the project's own words; add one or take one out, and suggest anew with what is left."""
    with opened(arguments) as session:
        try:
            if arguments.add:
                name, word = arguments.add
                session.run(terms.add_term, list=name, word=word, sense=arguments.sense)
            elif arguments.remove:
                session.run(terms.remove_term, term=arguments.remove)
        except UserError as error:
            out.refuse({"status": "refused"}, error)
            return
        if arguments.add or arguments.remove:
            for _ in suggest_all(session.store, progress=told_progress(arguments)):
                pass
        for record in session.store.records("term"):
            term = Term.from_record(record)
            where = tr(f"term.list.{term.list}")
            out.line(record, tr("cli.term", list=where, word=term.word, sense=term.sense, owner=term.owner))
