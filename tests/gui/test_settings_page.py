"""The settings page, driven by real clicks."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from desktop_app.engine_bridge.requests import (
    ChangeSettings,
    MoveWorkspace,
    OpenWorkspace,
    RunSpec,
)
from desktop_app.pages.workspace_section import target_of_move
from desktop_app.settings.user_settings import UserSettingsStore
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.section_list import SectionList
from desktop_app.widgets.theme import theme
from engine.contract.events import JobFailed, JobSucceeded
from engine.contract.results import BaseModelResult
from engine.contract.specs import BaseModelSpec, DevicesSpec, StorageSpec
from engine.contract.upkeep import Device, DevicesResult, StoragePart, StorageResult
from engine.registry.entities import BaseModel
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings
from tests.support import window_facts as made_up

pytestmark = pytest.mark.gui

_SECTIONS = ("appearance", "workspace", "device", "generator", "storage", "policy", "shortcuts")


@pytest.fixture
def settings(desk):
    desk.window.go_to("settings")
    return desk


def _go(desk, section):
    desk.find(SectionList, "settingsList").go_to(section)


def _spec(desk, kind):
    runs = [r for r in desk.client.requests if isinstance(r, RunSpec)]
    assert isinstance(runs[-1].spec, kind)
    return runs[-1]


def test_every_section_is_reached_by_keys(settings):
    view = settings.find(SectionList, "settingsList")
    view.setFocus()
    for section in _SECTIONS:
        name = f"{section.removesuffix('s')}Section"
        assert settings.find(QWidget, name).isVisible(), section
        settings.qtbot.keyClick(view, Qt.Key.Key_Down)


def test_a_section_is_built_when_it_is_looked_at(settings):
    assert settings.window.findChild(QWidget, "policySection") is None
    _go(settings, "policy")
    built = settings.find(QWidget, "policySection")
    _go(settings, "device")
    _go(settings, "policy")
    assert settings.find(QWidget, "policySection") is built


def test_every_field_has_a_name_for_those_who_cannot_see_it(settings):
    _go(settings, "policy")
    for kind in (QDoubleSpinBox, QCheckBox):
        for field in settings.find(QWidget, "policySection").findChildren(kind):
            if not field.isHidden() and field.objectName().startswith("edit_"):
                assert field.accessibleName(), field.objectName()


def test_language_and_theme_change_at_once_and_the_section_stays(settings, tmp_path):
    settings.find(QRadioButton, "settingLanguage_ja").setChecked(True)
    settings.qtbot.waitUntil(lambda: settings.languages.code == "ja")
    settings.find(QRadioButton, "settingTheme_dark").setChecked(True)
    settings.qtbot.waitUntil(lambda: theme().name == "dark")
    assert settings.window.current_page == "settings"
    settings.qtbot.waitUntil(lambda: settings.find(QWidget, "appearanceSection").isVisible())
    stored = UserSettingsStore(tmp_path / "window.json").current
    assert (stored.language, stored.theme) == ("ja", "dark")


class TestPolicy:
    @pytest.fixture
    def policy(self, settings):
        _go(settings, "policy")
        return settings

    def test_a_setting_is_edited_marked_reset_and_saved(self, policy):
        save = policy.find(QPushButton, "savePolicy")
        assert not save.isEnabled()
        box = policy.find(QDoubleSpinBox, "edit_min_retention")
        assert box.text() == "80%"
        box.setValue(75)
        assert policy.find(QLabel, "state_min_retention").text() == (
            "Modified (default 80%)\nNot saved yet"
        )
        policy.click("reset_min_retention")
        assert box.text() == "80%"
        assert not save.isEnabled()
        box.setValue(75)
        policy.click("savePolicy")
        policy.qtbot.keyClicks(policy.find(QLineEdit, "confirmReason"), "trial week")
        policy.click("confirmButton")
        request = policy.client.last_request
        assert isinstance(request, ChangeSettings)
        assert (request.values, request.reason) == ((("min_retention", 0.75),), "trial week")

    def test_a_stored_value_that_is_not_the_default_is_marked_and_not_rounded(self, policy):
        stored = WorkspaceSettings(
            policy=UpdatePolicy(min_retention=0.855), free_old_teachers_after_update=True
        )
        policy.client.publish(replace(policy.client.facts, settings=stored))
        assert policy.find(QDoubleSpinBox, "edit_min_retention").text() == "85.5%"
        assert policy.find(QLabel, "state_min_retention").text() == "Modified (default 80%)"
        assert policy.find(QCheckBox, "edit_free_old_teachers_after_update").isChecked()
        # Showing it has changed nothing.
        assert not policy.find(QPushButton, "savePolicy").isEnabled()

    def test_discarding_brings_back_what_is_stored(self, policy):
        policy.find(QCheckBox, "edit_free_old_teachers_after_update").setChecked(True)
        policy.find(QDoubleSpinBox, "edit_attempts").setValue(4)
        policy.click("discardPolicy")
        assert policy.find(QDoubleSpinBox, "edit_attempts").value() == 2
        assert not policy.find(QPushButton, "savePolicy").isEnabled()

    def test_the_wheel_scrolls_the_page_and_changes_no_value(self, policy):
        from PySide6.QtCore import QPoint, QPointF
        from PySide6.QtGui import QWheelEvent
        from PySide6.QtWidgets import QApplication

        box = policy.find(QDoubleSpinBox, "edit_min_accuracy")
        box.setFocus()
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, 120),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, event)
        assert box.text() == "60%"


def test_the_fast_generator_is_chosen_before_the_first_version_and_fixed_by_it(settings):
    _go(settings, "generator")
    assert settings.find(QRadioButton, "settingFamily_lifelong_vae").text() == "Fast (CPU)"
    assert not settings.find(QRadioButton, "settingFamily_lifelong_vae").isEnabled()
    assert "another workspace" in settings.find(QLabel, "generatorMessageText").text()
    settings.client.publish(replace(settings.client.facts, versions=()))
    settings.find(QRadioButton, "settingFamily_lifelong_vae").setChecked(True)
    assert settings.client.last_request.values == (("family", "lifelong_vae"),)


class TestBaseModel:
    FOUND = BaseModelResult(
        name="sd15",
        image_size=512,
        parameters=859_520_964,
        size_bytes=4_265_000_000,
        is_adopted=False,
    )

    @pytest.fixture
    def fresh(self, settings):
        """Before the first version."""
        _go(settings, "generator")
        settings.client.publish(replace(settings.client.facts, versions=()))
        return settings

    def _offer(self, desk, folder="/models/sd15"):
        desk.presenters.settings.generator.base_model.look_at(folder)
        run = _spec(desk, BaseModelSpec)
        assert run.spec == BaseModelSpec(folder=folder, check_only=True)
        return run

    def test_choosing_it_asks_for_a_folder_and_keeps_the_old_choice_until_there_is_one(self, fresh):
        radio = fresh.find(QRadioButton, "settingFamily_stable_diffusion")
        assert radio.text() == "Stable Diffusion from a folder…"
        radio.setChecked(True)
        dialog = fresh.find(QFileDialog, "baseModelDialog")
        assert dialog.isVisible()
        dialog.reject()
        assert fresh.find(QRadioButton, "settingFamily_pixel_diffusion").isChecked()
        assert not any(isinstance(r, ChangeSettings) for r in fresh.client.requests)

    def test_a_folder_is_looked_through_and_then_copied(self, fresh):
        run = self._offer(fresh)
        assert not fresh.find(QPushButton, "chooseBaseModel").isEnabled()
        fresh.client.receive(JobSucceeded(job_id=run.job_id, result=self.FOUND))
        offer = fresh.find(QLabel, "baseModelOffer").text()
        assert "sd15 is whole and safe: 859.52 million weights" in offer
        assert "512 × 512" in offer
        fresh.click("useBaseModel")
        run = _spec(fresh, BaseModelSpec)
        assert run.spec == BaseModelSpec(folder="/models/sd15")
        assert not fresh.find(QPushButton, "useBaseModel").isVisible()
        result = replace(self.FOUND, is_adopted=True)
        fresh.client.receive(JobSucceeded(job_id=run.job_id, result=result))
        self._publish(fresh)
        assert "sd15 is the base model" in fresh.find(QLabel, "baseModelName").text()
        assert "from now on" in fresh.find(QLabel, "baseModelMessageText").text()
        assert fresh.find(QRadioButton, "settingFamily_stable_diffusion").isChecked()

    def test_adapters_are_chosen_as_soon_as_there_is_a_base_model(self, fresh):
        self._choose_adapters(fresh)
        assert not any(isinstance(r, ChangeSettings) for r in fresh.client.requests)
        self._publish(fresh)
        assert fresh.client.last_request.values == (("family", "stable_diffusion_lora"),)

    def test_another_choice_made_meanwhile_stays(self, fresh):
        self._choose_adapters(fresh)
        fresh.find(QRadioButton, "settingFamily_lifelong_vae").setChecked(True)
        self._publish(fresh)
        changes = [r.values for r in fresh.client.requests if isinstance(r, ChangeSettings)]
        assert changes == [(("family", "lifelong_vae"),)]

    def test_a_folder_that_will_not_do_says_why(self, fresh):
        run = self._offer(fresh)
        sentence = "The file unet/config.json is missing from /models/sd15. Copy the whole folder."
        failure = JobFailed(job_id=run.job_id, is_user_fixable=True, message=sentence)
        fresh.client.receive(failure)
        assert fresh.find(QLabel, "baseModelMessageText").text() == sentence
        assert not fresh.find(QPushButton, "useBaseModel").isVisible()
        assert fresh.find(QPushButton, "chooseBaseModel").isEnabled()

    def test_versions_make_it_final(self, fresh):
        self._publish(fresh)
        assert fresh.find(QPushButton, "chooseBaseModel").isEnabled()
        self._publish(fresh, versions=(made_up.version(1, ("Flange",)),))
        assert not fresh.find(QPushButton, "chooseBaseModel").isEnabled()

    def _choose_adapters(self, desk):
        radio = desk.find(QRadioButton, "settingFamily_stable_diffusion_lora")
        assert radio.text() == "Stable Diffusion with an adapter per product…"
        radio.setChecked(True)
        desk.find(QFileDialog, "baseModelDialog").reject()

    def _publish(self, desk, **changes):
        model = BaseModel(name="sd15", image_size=512, files={})
        stored = WorkspaceSettings(family="stable_diffusion")
        facts = replace(desk.client.facts, settings=stored, base_model=model, **changes)
        desk.client.publish(facts)


def test_a_device_that_is_not_there_cannot_be_chosen(settings):
    _go(settings, "device")
    cpu = Device(kind="cpu", name="Xeon", precision="bfloat16")
    run = _spec(settings, DevicesSpec)
    result = DevicesResult(devices=(cpu,), drawing="ONNX Runtime 1: CPU")
    settings.client.receive(JobSucceeded(job_id=run.job_id, result=result))
    assert not settings.find(QRadioButton, "settingDevice_cuda").isEnabled()
    settings.find(QRadioButton, "settingDevice_cpu").setChecked(True)
    settings.qtbot.waitUntil(lambda: isinstance(settings.client.last_request, ChangeSettings))
    assert settings.client.last_request.values == (("device", "cpu"),)
    stored = WorkspaceSettings(device="cuda")
    settings.client.publish(replace(settings.client.facts, settings=stored))
    assert "not in this machine" in settings.find(QLabel, "deviceMessageText").text()


def test_storage_is_counted_and_freed_after_a_question(settings):
    _go(settings, "storage")
    part = StoragePart(
        name="cache", path="/w", size_bytes=8 << 20, safe_to_free=True, why="Made again."
    )
    result = StorageResult(parts=(part,), freed_bytes=None, disk_free_bytes=5 << 30)
    run = _spec(settings, StorageSpec)
    settings.client.receive(JobSucceeded(job_id=run.job_id, result=result))
    assert settings.find(PlainTable, "storageTable").model().rowCount() == 1
    settings.click("freeButton")
    settings.click("confirmButton")
    assert _spec(settings, StorageSpec).spec == StorageSpec(free=True)


class TestWorkspace:
    @pytest.fixture
    def place(self, settings):
        _go(settings, "workspace")
        return settings

    def _pick(self, desk, button, dialog, folder):
        desk.click(button)
        found = desk.find(QFileDialog, dialog)
        found.fileSelected.emit(str(folder))
        found.reject()

    def test_another_workspace_is_opened_or_made(self, place, tmp_path):
        self._pick(place, "openWorkspace", "openWorkspaceDialog", tmp_path / "a")
        assert place.client.last_request == OpenWorkspace(root=tmp_path / "a", must_exist=True)
        assert not place.find(QPushButton, "createWorkspace").isEnabled()
        place.client.publish(made_up.facts(tmp_path / "a"))
        self._pick(place, "createWorkspace", "createWorkspaceDialog", tmp_path / "b")
        assert place.client.last_request == OpenWorkspace(root=tmp_path / "b")

    def test_moving_asks_first_and_takes_its_name_into_a_folder_with_others(self, place, tmp_path):
        (tmp_path / "disk" / "others").mkdir(parents=True)
        self._pick(place, "moveWorkspace", "moveWorkspaceDialog", tmp_path / "disk")
        place.click("confirmButton")
        expected = tmp_path / "disk" / place.client.facts.root.name
        assert place.client.last_request == MoveWorkspace(target=expected)

    def test_recent_ones_are_opened_with_one_click(self, desk, tmp_path):
        store = desk.window._settings
        store.note_workspace(tmp_path / "older")
        store.note_workspace(desk.client.facts.root)
        desk.window.go_to("settings")
        _go(desk, "workspace")
        desk.click("openRecent_0")
        assert desk.client.last_request == OpenWorkspace(root=tmp_path / "older", must_exist=True)


def test_a_workspace_moves_into_an_empty_folder_itself(tmp_path):
    assert target_of_move(tmp_path / "new", Path("/w/line")) == tmp_path / "new"
    (tmp_path / "empty").mkdir()
    assert target_of_move(tmp_path / "empty", Path("/w/line")) == tmp_path / "empty"
    assert target_of_move(tmp_path, Path("/w/line")) == tmp_path / "line"
