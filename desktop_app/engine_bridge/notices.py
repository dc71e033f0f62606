"""Notices: what the engine thread itself tells the window, beside the events that workers send."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The window can be seen before there are facts.
    from engine.registry.entities import ActivityEntry  # noqa: TC004
    from engine.registry.generated_pictures import DrawnPicture  # noqa: TC004


@dataclass(frozen=True, slots=True, kw_only=True)
class JobQueued:
    """An update asked for by `submit_update` stands in the queue now, under this job id."""

    #: What `submit_update` returned.
    request_id: int
    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRefused:
    """A request was not carried out, and nothing has changed."""

    #: "open", "update", "pause", "resume", "cancel", "retire", "move", "settings", "activity",
    #: "pictures", "judge", "refresh" or "close".
    action: str
    #: True when the message alone tells the user what to do; otherwise the crash dialog shows it.
    is_user_fixable: bool
    message: str
    #: True when something stored is not what was written: no fault of the program.
    is_damage: bool = False
    #: What `submit_update` or `change_settings` returned, or the job id that was given; None where
    #: there is none.
    request_id: int | None = None
    traceback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChanged:
    """The workspace's settings are as `change_settings` asked for, and the log tells of it."""

    request_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRead:
    """Lines of the activity log, newest first."""

    root: Path
    #: The line that they follow; 0 where they are all.
    after: int
    entries: tuple[ActivityEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturesRead:
    """The generated pictures that lie in the workspace, newest first."""

    root: Path
    pictures: tuple[DrawnPicture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineClosed:
    """Every worker has ended and the workspace is closed; the program can exit."""


Notice = JobQueued | RequestRefused | SettingsChanged | ActivityRead | PicturesRead | EngineClosed
