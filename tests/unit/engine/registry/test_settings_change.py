import math
from pathlib import Path

import pytest

from engine.contract.errors import UserFixableError
from engine.registry import Workspace
from engine.registry.setting_ranges import RANGES, default_value, setting_value
from engine.registry.settings_change import with_values
from engine.registry.workspace_settings import WorkspaceSettings, load_settings


def test_every_setting_may_have_its_default() -> None:
    for name, allowed in RANGES.items():
        assert allowed.holds(default_value(name)), name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("min_retention", 1.2),
        ("min_retention", -0.1),
        ("min_retention", math.nan),
        ("min_retention", "high"),
        ("min_retention", True),
        ("max_student_fidelity_ratio", 0.5),
        ("attempts", 0),
        ("attempts", 2.5),
        ("keep_teachers", 0),
        ("free_old_teachers_after_update", 1),
        ("device", "abacus"),
    ],
)
def test_a_value_out_of_range_is_refused_with_what_to_give(name: str, value: object) -> None:
    with pytest.raises(UserFixableError, match=rf"{name} cannot be .*\. Give "):
        with_values(WorkspaceSettings(), {name: value})  # type: ignore[dict-item]


def test_an_unknown_setting_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UserFixableError, match=r"There is no setting colour.*min_retention"):
        with_values(WorkspaceSettings(), {"colour": 1})


def test_a_change_is_stored_and_each_setting_has_a_line_in_the_log(workspace: Workspace) -> None:
    before = len(workspace.activity.list())
    values = {"min_retention": 0.7, "attempts": 2, "keep_teachers": 5}
    workspace.change_settings(values, who="sato", reason="trial week")
    stored = load_settings(workspace.root / "settings.json")
    assert (stored.policy.min_retention, stored.keep_teachers) == (0.7, 5)
    lines = workspace.activity.list()[: len(workspace.activity.list()) - before]
    # What is as it was leaves no line.
    assert {(e.subject, e.before, e.after) for e in lines} == {
        ("min_retention", "0.8", "0.7"),
        ("keep_teachers", "3", "5"),
    }
    assert {(e.who, e.action, e.reason) for e in lines} == {
        ("sato", "settings.changed", "trial week")
    }
    assert workspace.activity.verify() == []


def test_what_another_program_has_stored_is_kept(workspace: Workspace) -> None:
    with Workspace.open(workspace.root) as other:
        other.change_settings({"keep_teachers": 9})
    workspace.change_settings({"attempts": 4})
    assert setting_value(workspace.settings, "keep_teachers") == 9
    assert workspace.facts().settings == workspace.settings


def test_neither_file_nor_log_changes_where_the_file_cannot_be_written(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _settings: WorkspaceSettings) -> None:
        raise OSError(28, "No space left on device")

    before = workspace.facts()
    monkeypatch.setattr("engine.registry.workspace.store_settings", full)
    with pytest.raises(OSError, match="No space left"):
        workspace.change_settings({"attempts": 4})
    assert workspace.facts() == before


def test_the_facts_tell_how_far_the_log_goes(workspace: Workspace) -> None:
    before = workspace.facts().last_activity
    workspace.activity.append("sato", "product.registered", "Gear")
    assert workspace.facts().last_activity == before + 1
    assert [entry.subject for entry in workspace.activity.after(before)] == ["Gear"]
    assert workspace.activity.after(0) == workspace.activity.list()
