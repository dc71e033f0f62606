from pathlib import Path

import pytest

from engine.registry.workspace_settings import (
    UpdatePolicy,
    WorkspaceSettings,
    load_settings,
    store_settings,
)


def test_settings_come_back_as_they_were_stored(room: Path) -> None:
    path = room / "settings.json"
    settings = WorkspaceSettings(
        image_size=64,
        policy=UpdatePolicy(min_retention=0.9),
        keep_teachers=1,
        free_old_teachers_after_update=True,
        device="cpu",
    )
    store_settings(path, settings)
    assert load_settings(path) == settings


def test_absent_settings_are_the_defaults(room: Path) -> None:
    assert load_settings(room / "settings.json") == WorkspaceSettings()


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"image_size": 64',
        "[]",
        '{"image_size": "big"}',
        '{"policy": {"min_retention": "high"}}',
        '{"policy": 3}',
        '{"database_url": 5}',
        '{"device": "abacus"}',
        '{"device": ["cpu"]}',
        '{"keep_teachers": 0}',
        '{"keep_teachers": true}',
        '{"keep_teachers": 2.5}',
        '{"free_old_teachers_after_update": "yes"}',
        "\xff\xfe",
    ],
)
def test_a_broken_file_is_set_aside_and_the_defaults_hold(room: Path, text: str) -> None:
    path = room / "settings.json"
    path.write_bytes(text.encode("latin-1"))
    assert load_settings(path) == WorkspaceSettings()
    assert not path.exists()
    [aside] = room.iterdir()
    assert aside.name.startswith("settings.broken-")
    assert aside.read_bytes() == text.encode("latin-1")


def test_settings_of_a_later_release_do_not_break_this_one(room: Path) -> None:
    path = room / "settings.json"
    path.write_text('{"image_size": 32, "theme": "dark", "policy": {"new": 1}}', encoding="utf-8")
    assert load_settings(path) == WorkspaceSettings(image_size=32)
