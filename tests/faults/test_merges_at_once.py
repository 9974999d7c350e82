"""Owns the promise that two programs that merge into one project at one time harm neither each other nor the
copies they make before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from annotator.store import Store
from annotator.tasks.acting import join
from tests.faults.test_merge_killed import MERGER, TAGS, bundles_before, seen


def test_each_of_two_merges_at_one_time_keeps_a_copy_of_what_it_found(tmp_path: Path) -> None:
    project, bundles = bundles_before(tmp_path)
    found = seen(project)
    mergers = [
        subprocess.Popen(
            [sys.executable, str(MERGER), str(project), str(bundle)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for bundle in bundles
    ]
    said = [merger.communicate(timeout=120)[1] for merger in mergers]
    assert [merger.returncode for merger in mergers] == [0, 0], said
    assert seen(project)[1:] == (2 * TAGS, 2)
    copies = sorted(seen(copy)[1:] for copy in tmp_path.glob("project.backup-*.sqlite"))
    assert copies == [found[1:], (TAGS, 1)]
    assert not list(tmp_path.glob("*.partial"))


def test_a_copy_made_while_something_is_being_written_is_without_it(tmp_path: Path) -> None:
    project, _ = bundles_before(tmp_path)
    found = seen(project)
    store = Store.open(project, installation="owner")
    with store.transaction() as journal:
        join(store, journal, "newcomer")
        store.back_up(tmp_path / "copy.sqlite")
    assert store.count_actions() == found[0] + 1
    store.close()
    assert seen(tmp_path / "copy.sqlite") == found
