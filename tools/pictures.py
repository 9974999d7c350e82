"""Owns the pictures of the manual and of README: screens of the sample project, small enough to be kept.

Writes resources/manual/pictures/NAME-LANG.png for every picture that a page of the manual names,
NAME-LANG-dark.png for the night, and desk.png for README.
The sample project is made anew: nobody's own reports ever get into the repository.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from annotator import manual
from annotator.__main__ import main as annotator
from annotator.i18n import LANGUAGES, set_language
from annotator.resources import resource
from annotator.ui.screens import screens
from annotator.ui.shots import Look, at_work

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "resources" / "manual" / "pictures"
SIZE = (1180, 740)
COLOURS, COMMON, NEAR = 256, 120, 14
"""How many colours a picture has at most, how many of them are the commonest, and up to how far in a channel
one stands for another."""
README = "desk"
REVIEWER = "jia"
LOOKS: dict[Look, str] = {"light": "", "dark": "-dark"}


def wanted(language: str) -> set[str]:
    """The screens that pages of the manual show."""
    bodies = "".join(page.body for page in manual.pages(language))
    return {README, *re.findall(r"\(pictures/([a-z-]+)\.png\)", bodies)}


def make_sample(folder: Path) -> Path:
    """Make the sample project with what its first reviewer says."""
    path, source = folder / "sample.sqlite", Path(str(resource("sample")))
    reports = sorted(str(one) for one in source.glob("*.txt"))
    said = (source / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    script = folder / "said.jsonl"
    script.write_text("\n".join(one for one in said if json.loads(one)["as"] == REVIEWER), encoding="utf-8")
    verbs = (["new", str(path)], ["import", str(path), *reports], ["suggest", str(path)])
    for words in (*verbs, ["annotate", str(path), str(script)]):
        if annotator([*words, "--as", REVIEWER]) > 1:
            raise SystemExit(f"pictures: {words[0]} failed")
    return path


def colours_of(picture: QImage) -> list[int]:
    """Return the commonest colours of a picture, and every other one that none of them is near: small signs
    keep their colours, which mean something."""
    counts = Counter(memoryview(picture.constBits()).cast("I"))
    ranked = [colour for colour, _ in counts.most_common()]
    table = ranked[:COMMON]
    for colour in ranked[COMMON:]:
        if len(table) == COLOURS:
            break
        if all(apart(colour, other) > NEAR for other in table):
            table.append(colour)
    return table


def apart(one: int, other: int) -> int:
    """How far two colours are apart in the channel in which they differ most."""
    return max(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16))


def keep(picture: QImage, path: Path) -> None:
    """Write a picture with few colours, undithered: a third of the size, and no eye sees it."""
    whole = picture.convertToFormat(QImage.Format.Format_RGB32)
    table = colours_of(whole)
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    flat = whole.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
    if not flat.save(str(path), "PNG", 0):  # type: ignore[call-overload]
        raise SystemExit(f"pictures: {path} cannot be written")


def main() -> int:
    """Make them all; return the exit code."""
    PICTURES.mkdir(exist_ok=True)
    grabs = dict(screens())
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        drawn = Path(folder) / "pictures"
        drawn.mkdir()
        project = make_sample(Path(folder))
        for language in LANGUAGES:
            set_language(language)
            for name in sorted(wanted(language)):
                for look, ending in LOOKS.items():
                    with at_work(project, look, REVIEWER, size=SIZE) as program:
                        picture = grabs[name](program).grab().toImage()
                    keep(picture, drawn / f"{name}-{language}{ending}.png")
                    if (name, language, look) == (README, "zh", "light"):
                        keep(picture, drawn / f"{name}.png")
        # The old ones go when all the new ones are there: what is cut short leaves the manual as it was.
        for left in PICTURES.glob("*.png"):
            left.unlink()
        for one in drawn.glob("*.png"):
            shutil.move(one, PICTURES / one.name)
    made = sorted(PICTURES.glob("*.png"))
    print(f"{len(made)} pictures, {sum(one.stat().st_size for one in made) / 1000:,.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
