"""Owns the reviewer who is killed: does random actions through ``Session.run`` and acknowledges each.

Started as ``python worker.py PROJECT SEED ACTIONS``; writes one line, the action's id, after each
``run`` or ``undo`` has returned.
"""

from __future__ import annotations

import os
import random
import sys

from annotator.commands import answers, spans
from annotator.errors import UserError
from annotator.session import Session


def main(path: str, seed: int, actions: int) -> None:
    """Do that many actions, acknowledging each after it has returned."""
    session = Session.open(path, reviewer="jia")
    chance = random.Random(seed)
    document = session.documents()[0].document
    keys = [suggestion.key for suggestion in session.suggestions(document.id)]
    out = sys.stdout.fileno()
    for _ in range(actions):
        action = None
        while action is None:
            try:
                action = one(session, chance, document.id, document.chars, keys)
            except UserError:
                continue  # a twin or an empty change: nothing was done, nothing is acknowledged
        os.write(out, f"{action.id}\n".encode())


def one(session, chance, document, chars, keys):
    """Do one thing, chosen by chance; None when there was nothing to do."""
    choice = chance.random()
    if choice < 0.55:
        start = chance.randrange(chars - 9)
        fragments = [[start, start + chance.randrange(1, 9)]]
        label = chance.choice(["measure", "outcome", "problem"])
        return session.run(spans.tag, document=document, layer="clause", label=label, fragments=fragments)
    if choice < 0.7:
        return session.run(answers.confirm, document=document, key=chance.choice(keys))
    if choice < 0.8:
        value = str(chance.randrange(10_000))
        return session.run(
            answers.correct, document=document, key=chance.choice(keys), features={"value": value}
        )
    if choice < 0.93:
        return session.undo()
    return session.redo()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
