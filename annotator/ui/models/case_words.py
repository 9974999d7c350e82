"""Owns how cases are worded: who said what under which name, how answers differ, what was decided."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.i18n import tr
from annotator.model.annotations import Annotation
from annotator.model.curation import Case, Content, Decision
from annotator.model.tagsets import FeatureSpec, Tagset
from annotator.tasks.curating.blinding import Names
from annotator.tasks.curating.policies import NAMES
from annotator.ui.models.desk import Desk
from annotator.ui.models.report_names import ReportNames
from annotator.ui.models.wording import feature_words, grouped, named, one_line, plain_tip
from annotator.ui.models.words_around import Excerpt, WordsAround

MACHINE, GOLD_COLUMN = "machine", "gold"
"""What stands beside the reviewers: what the machine says, and what gold says or would say."""
PLACES = "fragments"
LABEL = "label"


class CaseWords:
    """Words for the cases of one project, under the names that the curator is to see."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._around = WordsAround(desk.session.store)
        self._names: Names | None = None
        self._reports = ReportNames(desk)
        self._rules: dict[str, str] | None = None

    def forget(self) -> None:
        """Names or rules may have changed."""
        self._names, self._rules = None, None

    # Who ------------------------------------------------------------------------------------------

    @property
    def names(self) -> Names:
        """Who is shown under which name."""
        if self._names is None:
            self._names = Names(self._desk.session.store)
        return self._names

    def who(self, document: str, owner: str) -> str:
        """The name of a reviewer, or of the machine, in a report."""
        if owner == MACHINE:
            return tr("ui.case.machine")
        return one_line(self.names.shown(document, owner), most=24)

    def in_order(self, document: str, owners: Sequence[str]) -> list[str]:
        """Reviewers in the order of their columns."""
        shown = {owner: self.names.shown(document, owner) for owner in owners}
        # A … Z come before AA.
        are_letters = self.names.are_hidden
        return sorted(owners, key=lambda owner: (len(shown[owner]) if are_letters else 0, shown[owner]))

    # What -----------------------------------------------------------------------------------------

    def excerpt(self, case: Case) -> str:
        """The place of a case with the words around it."""
        if case.place is None:
            return tr("ui.case.whole")
        return self._around.of(case.document, *case.place) or "…"

    def parts(self, case: Case) -> Excerpt:
        """The same in its parts, with as many words around it as fill a wide column."""
        if case.place is None:
            return Excerpt("", tr("ui.case.whole"), "")
        return self._around.excerpt(case.document, *case.place) or Excerpt("", "…", "")

    def text(self, document: str, said: Sequence[tuple[int, int]]) -> str:
        """The words of some fragments."""
        original = self._around.text(document)
        return "…".join(original[start:end] for start, end in said)

    def report(self, document: str) -> str:
        """The short name of a report."""
        return self._reports.of(document)

    def layer(self, layer: str) -> str:
        """The name of a layer; "" is that of relations."""
        found = self._desk.tagset.layer(layer)
        if found is not None:
            return one_line(named(found.names, layer))
        return layer or tr("curation.kind.relation")

    def layer_hue(self, layer: str) -> str:
        """The colour family of a layer."""
        found = self._desk.tagset.layer(layer)
        return found.hue if found else "neutral"

    def label(self, layer: str, label: str) -> str:
        """The name of a label, or of a relation."""
        tagset = self._desk.tagset
        found = tagset.label(layer, label) if layer else tagset.relation(label)
        return one_line(named(found.names, label)) if found is not None else label

    def feature(self, case: Case, feature: str) -> str:
        """The name of a feature of any label that is said in a case."""
        if feature in (PLACES, LABEL):
            return tr(f"ui.case.field.{feature}")
        spec = self.spec(case, feature)
        return named(spec.names, feature) if spec else feature

    def spec(self, case: Case, feature: str) -> FeatureSpec | None:
        """A feature, as the first label of the case that has it knows it."""
        return spec_of(self._desk.tagset, case, feature)

    def value(self, case: Case, feature: str, content: Content) -> str:
        """What an answer says of one field, in words; "" for nothing."""
        if feature == LABEL:
            return self.label(content.layer, content.label)
        if feature == PLACES:
            if not content.fragments:
                return tr("ui.case.whole") if not case.is_relation else ""
            return one_line(self.text(case.document, content.fragments), most=80)
        value = content.features.get(feature)
        spec = self.spec(case, feature)
        if value is None or value == "":
            return ""
        if spec is None:
            return one_line(str(value))
        words = feature_words(spec, value, original=self._around.text(case.document))
        return grouped(words) if spec.type == "decimal" else words

    # How ------------------------------------------------------------------------------------------

    def difference(self, case: Case, difference: str) -> str:
        """One difference in words: its kind, and what it is about."""
        kind, _, about = difference.partition(":")
        words = tr(f"curation.kind.{kind}")
        if not about:
            return words
        if kind in ("boundary", "relation"):
            return tr("ui.case.about", kind=words, about=tr(f"curation.about.{about}"))
        return within(self.feature(case, about))

    def how(self, case: Case) -> str:
        """How the answers of a case differ."""
        if not case.differences:
            return tr("curation.all_agree" if case.answers else "curation.nobody_there")
        return tr("ui.case.comma").join(self.difference(case, one) for one in case.differences)

    def kind(self, difference: str) -> str:
        """A kind by itself, as it is chosen by."""
        kind, _, about = difference.partition(":")
        return tr(f"curation.about.{about}") if kind == "boundary" and about else tr(f"curation.kind.{kind}")

    def state(self, case: Case) -> str:
        """Whether it waits, and what was decided."""
        state = tr(f"curation.state.{case.state}")
        decision = case.decision
        return state if decision is None else f"{state} · {self.choice(decision)}"

    def choice(self, decision: Decision) -> str:
        """Where what gold says comes from."""
        if decision.choice == "curator":
            taken = tr("ui.case.comma").join(self.who(decision.document, one) for one in decision.taken)
            return tr("ui.case.choice.curator", who=taken)
        choice = tr(f"ui.case.choice.{decision.choice}")
        policy = decision.policy.split(" ")[0]
        if decision.choice != "policy" or policy not in NAMES:
            return choice
        return tr("ui.case.choice.named", choice=choice, policy=tr(f"ui.policies.{policy}"))

    def tip(self, case: Case) -> str:
        """All there is to tell of a line."""
        lines = [self.excerpt(case), self.report(case.document), self.how(case), self.state(case)]
        return plain_tip("\n".join(lines))


def within(name: str) -> str:
    """A name as it stands among others of a list: in English without the capital of a heading."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def spec_of(tagset: Tagset, case: Case, feature: str) -> FeatureSpec | None:
    """Return a feature, as the first label of the case that has it knows it."""
    for one in (*case.said, *case.gold):
        label = tagset.label(one.layer, one.label) if isinstance(one, Annotation) else None
        if label is not None and (spec := label.feature(feature)) is not None:
            return spec
    layer = tagset.layer(case.layer)
    specs = (label.feature(feature) for label in layer.labels) if layer else iter(())
    return next((spec for spec in specs if spec is not None), None)
