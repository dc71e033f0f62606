"""The window's settings survive power cuts and nonsense."""

import json

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


@pytest.mark.parametrize("text", ["", "{", "[]", '{"theme": 3}'])
def test_a_broken_file_is_set_aside(tmp_path, text):
    file = tmp_path / "window.json"
    file.write_text(text, encoding="utf-8")
    assert UserSettingsStore(file).current == UserSettings()
    assert (tmp_path / "window.broken").exists()


def test_settings_of_other_releases_are_passed_over(tmp_path):
    file = tmp_path / "window.json"
    file.write_text(json.dumps({"theme": "dark", "unknown": 1}), encoding="utf-8")
    assert UserSettingsStore(file).current.theme == "dark"


def test_places_are_the_users_own(tmp_path):
    assert str(tmp_path) in str(default_workspace())
    assert str(tmp_path) in str(settings_file())
    assert (assets_dir() / "theme" / "tokens.json").is_file()
