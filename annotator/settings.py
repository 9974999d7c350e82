"""Owns a person's settings on one machine: who they are, how the window looks, what they opened last."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast

from annotator.errors import UserError
from annotator.model.ids import new_id

Theme = Literal["system", "light", "dark"]

THEMES: tuple[Theme, ...] = ("system", "light", "dark")
ZOOMS = (50, 300)
"""Least and most zoom of the page, percent."""
INTERFACES = (75, 200)
"""Least and most size of everything but the report, percent."""
RECENT = 10
"""How many projects are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for every project.

    ``reviewer`` is the id annotations are owned by and ``reviewer_name`` how the person is called;
    ``language`` is ``zh`` or ``en``; in all three "" means not chosen yet.  ``zoom`` (of the report) and
    ``interface`` (of everything else) are in percent.  ``keys`` maps an action's id to the keys that a
    person gave it instead of the usual ones, possibly none.  ``recent`` holds paths of projects, the
    last opened first.
    """

    reviewer: str = ""
    reviewer_name: str = ""
    language: str = ""
    theme: Theme = "system"
    zoom: int = 100
    interface: int = 100
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recent: tuple[str, ...] = ()

    def opened(self, project: Path) -> Settings:
        """Return these settings with the project moved to the front of the recent ones."""
        path = str(project.resolve())
        others = tuple(known for known in self.recent if known != path)
        return replace(self, recent=(path, *others)[:RECENT])


def folder() -> Path:
    """Return where settings, caches and crash reports go: ``ANNOTATOR_HOME``, else the platform's place.

    It may not exist yet.
    """
    chosen = os.environ.get("ANNOTATOR_HOME")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "annotator"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "annotator"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "annotator"


def path() -> Path:
    """Return the settings file."""
    return folder() / "settings.json"


def load() -> Settings:
    """Return the settings; the defaults where there are none.

    A file that is no JSON object is set aside as ``settings.json.broken``; one wrong value costs only
    itself; a file that cannot be read is left alone.
    """
    try:
        content = path().read_bytes()
    except OSError:
        return Settings()
    try:
        record = json.loads(content)
        # Half a character cannot be written anywhere later.
        json.dumps(record, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        _set_aside(path())
        return Settings()
    return _from_record(record)


def save(settings: Settings) -> None:
    """Write the settings, whole or not at all.

    Raises:
        UserError: the folder cannot be written.
    """
    content = json.dumps(asdict(settings), ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
    try:
        folder().mkdir(parents=True, exist_ok=True)
        _replace(path(), content)
    except OSError as error:
        raise UserError(
            "settings.not_saved", file=str(path()), reason=error.strerror or str(error)
        ) from error


def _replace(target: Path, content: bytes) -> None:
    descriptor, fresh = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(fresh, target)
    except BaseException:
        Path(fresh).unlink(missing_ok=True)
        raise


def _set_aside(broken: Path) -> None:
    try:
        os.replace(broken, broken.with_name(f"{broken.name}.broken"))
    except OSError:
        # Another process was faster, or the folder is read-only: the defaults serve either way.
        return


def _from_record(record: dict[str, Any]) -> Settings:
    """The settings a JSON object holds; what is missing, unknown or of the wrong kind is the default."""
    default = Settings()
    theme, recent = record.get("theme"), record.get("recent")
    language = _words(record.get("language"))
    return Settings(
        reviewer=_words(record.get("reviewer")),
        reviewer_name=_words(record.get("reviewer_name")),
        language=language if language in ("zh", "en") else default.language,
        theme=cast(Theme, theme) if theme in THEMES else default.theme,
        zoom=_percent(record.get("zoom"), ZOOMS, default.zoom),
        interface=_percent(record.get("interface"), INTERFACES, default.interface),
        keys=_keys(record.get("keys")),
        recent=tuple(one for one in recent if isinstance(one, str))[:RECENT]
        if isinstance(recent, list)
        else default.recent,
    )


def _percent(value: object, bounds: tuple[int, int], default: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        return default
    return min(max(value, bounds[0]), bounds[1])


def _keys(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        return {}
    return {
        action: tuple(one for one in keys if isinstance(one, str) and one)
        for action, keys in value.items()
        if isinstance(keys, list)
    }


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def installation_id() -> str:
    """Return the id of this machine's settings, made at the first call; it tells replicas apart.

    Raises:
        UserError: the folder cannot be written.
    """
    place = folder() / "installation"
    try:
        known = place.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        known = ""
    if not known:
        known = new_id()
        try:
            folder().mkdir(parents=True, exist_ok=True)
            _replace(place, known.encode("ascii"))
        except OSError as error:
            raise UserError(
                "settings.not_saved", file=str(place), reason=error.strerror or str(error)
            ) from error
    return known


def known_head(replica: str) -> tuple[int, str] | None:
    """Return the seq and hash with which this installation left a replica, or None."""
    try:
        seq, link = (folder() / "replicas" / replica).read_text(encoding="ascii").split()
        return int(seq), link
    except (OSError, ValueError):
        return None


def remember_head(replica: str, seq: int, link: str) -> None:
    """Note the seq and hash with which a replica is left; in a folder that cannot be written, nothing."""
    place = folder() / "replicas" / replica
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _replace(place, f"{seq} {link}".encode("ascii"))
    except OSError:
        return
