"""Owns filling the boxes in which one chooses a label or a report."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from annotator.i18n import tr
from annotator.model.tagsets import Tagset
from annotator.ui.models.case_words import CaseWords
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import listed, named, no_mnemonic, one_line

_MOST = 22


def offer_labels(box: QComboBox, tagset: Tagset, *, anything: str, relation: str | None = None) -> None:
    """Offer anything (``*`` in words, data ""), each layer (its id) and each label (``layer/label``);
    relations, too, under the data ``relation``."""
    box.addItem(anything, "")
    for layer in tagset.layers:
        name = one_line(named(layer.names, layer.id), most=_MOST)
        box.addItem(no_mnemonic(name), layer.id)
        for label in listed(layer):
            told = f"{name} · {one_line(named(label.names, label.id), most=_MOST)}"
            box.addItem(no_mnemonic(told), f"{layer.id}/{label.id}")
    if relation is not None:
        box.addItem(tr("curation.kind.relation"), relation)


def offer_reports(box: QComboBox, desk: Desk, words: CaseWords) -> None:
    """Offer all reports (data "") and each (its id); what is chosen stays chosen, and nobody is told."""
    chosen = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        box.addItem(tr("ui.queue.report"), "")
        for row in desk.rows:
            box.addItem(no_mnemonic(one_line(words.report(row.document.id), most=28)), row.document.id)
        box.setCurrentIndex(max(0, box.findData(chosen)))
    box.updateGeometry()
