"""The window's settings survive power cuts and nonsense."""

import json
from pathlib import Path

import pytest

from desktop_app.settings.locations import assets_dir, default_workspace, settings_file
from desktop_app.settings.user_settings import UserSettings, UserSettingsStore


def test_a_change_is_written_and_read_again(tmp_path):
    file = tmp_path / "settings" / "window.json"
    store = UserSettingsStore(file)
    assert store.current == UserSettings()
    store.change(language="ja", theme="dark")
    assert UserSettingsStore(file).current.language == "ja"
    assert [item.name for item in file.parent.iterdir()] == ["window.json"]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b'{"theme": 3}',
        b'{"recent_workspaces": "/w"}',
        b'{"recent_workspaces": [1]}',
        b"\xff\xfe{",
        # What some file systems leave of a file when the power fails.
        bytes(4096),
    ],
)
def test_a_broken_file_is_set_aside(tmp_path, text):
    file = tmp_path / "window.json"
    file.write_bytes(text)
    store = UserSettingsStore(file)
    assert store.current == UserSettings()
    assert (tmp_path / "window.broken").read_bytes() == text
    store.change(theme="dark")
    assert UserSettingsStore(file).current.theme == "dark"


def test_a_power_cut_while_writing_leaves_the_old_file(tmp_path, monkeypatch):
    file = tmp_path / "window.json"
    UserSettingsStore(file).change(theme="dark")
    before = file.read_bytes()

    def cut(_self, _target):
        raise KeyboardInterrupt

    store = UserSettingsStore(file)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", cut)
        with pytest.raises(KeyboardInterrupt):
            store.change(theme="light")
    assert file.read_bytes() == before
    assert UserSettingsStore(file).current.theme == "dark"


def test_where_nothing_can_be_written_the_choice_holds_all_the_same(tmp_path):
    (tmp_path / "taken").touch()
    store = UserSettingsStore(tmp_path / "taken" / "window.json")
    store.change(theme="dark")
    assert store.current.theme == "dark"


def test_recent_workspaces_are_the_latest_first_and_each_once(tmp_path):
    store = UserSettingsStore(tmp_path / "window.json")
    for number in (*range(12), 9):
        store.note_workspace(Path(f"/w{number}"))
    recent = UserSettingsStore(tmp_path / "window.json").current.recent_workspaces
    assert recent == tuple(str(Path(f"/w{number}")) for number in (9, 11, 10, 8, 7, 6, 5, 4))


def test_settings_of_other_releases_are_passed_over(tmp_path):
    file = tmp_path / "window.json"
    file.write_text(json.dumps({"theme": "dark", "unknown": 1}), encoding="utf-8")
    assert UserSettingsStore(file).current.theme == "dark"


def test_places_are_the_users_own(tmp_path):
    assert str(tmp_path) in str(default_workspace())
    assert str(tmp_path) in str(settings_file())
    assert (assets_dir() / "theme" / "tokens.json").is_file()


def test_the_environment_may_name_another_settings_file(tmp_path, monkeypatch):
    monkeypatch.setenv("PILOTLINE_WINDOW_SETTINGS", str(tmp_path / "second.json"))
    UserSettingsStore(settings_file()).change(theme="dark")
    assert UserSettingsStore(tmp_path / "second.json").current.theme == "dark"
