"""What can be set: policy, device, storage and the workspace itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.engine_bridge.notices import RequestRefused, SettingsChanged
from desktop_app.engine_bridge.requests import (
    ChangeSettings,
    MoveWorkspace,
    OpenWorkspace,
    RunSpec,
)
from desktop_app.i18n.setting_wording import logged_value, setting_meaning, setting_name
from desktop_app.presenters.device_presenter import DevicePresenter
from desktop_app.presenters.policy_presenter import PolicyPresenter
from desktop_app.presenters.settings_presenter import SettingsPresenter
from desktop_app.presenters.storage_presenter import StoragePresenter
from desktop_app.presenters.workspace_presenter import WorkspacePresenter
from engine.contract.events import JobSucceeded
from engine.contract.specs import DevicesSpec, StorageSpec
from engine.contract.upkeep import Device, DevicesResult, StoragePart, StorageResult
from engine.registry.setting_ranges import RANGES, default_value
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings
from tests.support import window_facts as made_up
from tests.support.fake_engine_client import FakeEngineClient


@pytest.fixture
def client(qapp, tmp_path):
    return FakeEngineClient(made_up.story_facts(tmp_path))


def specs(client, kind):
    return [r.spec for r in client.requests if isinstance(r, RunSpec) and isinstance(r.spec, kind)]


def answer(client, result):
    runs = [r for r in client.requests if isinstance(r, RunSpec)]
    client.receive(JobSucceeded(job_id=runs[-1].job_id, result=result))


def test_every_setting_has_a_name_and_every_edited_one_a_meaning(client):
    for name in RANGES:
        assert setting_name(name) != name
    for name in PolicyPresenter(client).names:
        assert setting_meaning(name).endswith(".")


def test_values_are_read_as_the_log_keeps_them():
    assert logged_value("min_retention", "0.855") == "85.5%"
    assert logged_value("free_old_teachers_after_update", "False") == "off"
    assert logged_value("max_student_fidelity_ratio", "1.3") == "1.3"
    assert logged_value("device", "cuda") == "Graphics card (CUDA)"
    assert logged_value("min_retention", "what?") == "what?"


class TestPolicy:
    def test_nothing_edited_leaves_nothing_to_save(self, client):
        presenter = PolicyPresenter(client)
        assert presenter.refusal == "Nothing has been changed."
        assert all(presenter.state(name).is_default for name in presenter.names)

    def test_an_edit_is_modified_and_unsaved_and_a_reset_takes_it_back(self, client):
        presenter = PolicyPresenter(client)
        presenter.edit("min_retention", 0.75)
        state = presenter.state("min_retention")
        assert not state.is_default
        assert state.is_unsaved
        assert presenter.refusal == ""
        presenter.reset("min_retention")
        assert presenter.state("min_retention").is_default
        assert presenter.refusal

    def test_reset_goes_to_the_default_not_to_what_is_stored(self, client):
        stored = WorkspaceSettings(policy=UpdatePolicy(min_retention=0.6))
        client.publish(replace(client.facts, settings=stored))
        presenter = PolicyPresenter(client)
        assert not presenter.state("min_retention").is_default
        presenter.reset("min_retention")
        assert presenter.state("min_retention").value == default_value("min_retention")
        assert presenter.state("min_retention").is_unsaved

    def test_saving_sends_what_changed_alone_with_the_reason(self, client):
        presenter = PolicyPresenter(client)
        presenter.edit("min_retention", 0.75)
        presenter.edit("attempts", 3)
        presenter.edit("attempts", default_value("attempts"))
        assert presenter.summary() == "Least retention: 80% → 75%"
        presenter.save("trial week")
        request = client.last_request
        assert isinstance(request, ChangeSettings)
        assert (request.values, request.reason) == ((("min_retention", 0.75),), "trial week")
        assert presenter.is_saving
        presenter.save("twice")
        assert client.last_request is request

    def test_once_saved_the_draft_is_gone_and_said(self, client):
        presenter = PolicyPresenter(client)
        presenter.edit("min_retention", 0.75)
        presenter.save("")
        stored = WorkspaceSettings(policy=UpdatePolicy(min_retention=0.75))
        client.notify(SettingsChanged(request_id=client.last_request.request_id))
        client.publish(replace(client.facts, settings=stored))
        assert presenter.message.tone == "ok"
        assert not presenter.state("min_retention").is_unsaved
        assert presenter.refusal == "Nothing has been changed."

    def test_a_refusal_keeps_the_draft(self, client):
        presenter = PolicyPresenter(client)
        presenter.edit("min_retention", 0.75)
        presenter.save("")
        client.notify(
            RequestRefused(
                action="settings",
                is_user_fixable=True,
                message="The disk is full.",
                request_id=client.last_request.request_id,
            )
        )
        assert presenter.message.text == "The disk is full."
        assert presenter.state("min_retention").value == 0.75
        assert presenter.refusal == ""

    def test_another_workspace_takes_no_draft_along(self, client, tmp_path):
        presenter = PolicyPresenter(client)
        client.publish(client.facts)
        presenter.edit("attempts", 5)
        client.publish(made_up.facts(tmp_path / "other"))
        assert presenter.refusal == "Nothing has been changed."


class TestDevice:
    _CPU = Device(kind="cpu", name="Xeon", precision="float32")

    def test_the_engine_is_asked_once(self, client):
        presenter = DevicePresenter(client)
        presenter.look()
        presenter.look()
        assert presenter.is_looking
        answer(client, DevicesResult(devices=(self._CPU,), drawing="ONNX Runtime 1: CPU"))
        presenter.look()
        assert specs(client, DevicesSpec) == [DevicesSpec()]
        assert presenter.device("auto") == presenter.device("cpu") == self._CPU
        assert presenter.device("cuda") is None

    def test_a_choice_is_stored_in_the_workspace(self, client):
        presenter = DevicePresenter(client)
        presenter.choose("auto")
        assert not client.requests
        presenter.choose("cpu")
        assert client.last_request.values == (("device", "cpu"),)
        client.publish(replace(client.facts, settings=WorkspaceSettings(device="cpu")))
        assert presenter.chosen == "cpu"

    def test_a_choice_that_cannot_be_stored_is_said(self, client):
        presenter = DevicePresenter(client)
        presenter.choose("cpu")
        client.notify(
            RequestRefused(
                action="settings",
                is_user_fixable=True,
                message="No.",
                request_id=client.last_request.request_id,
            )
        )
        assert presenter.message.text == "No."


def _storage(freed=None, safe=(("cache", 8 << 20),)):
    parts = [("artifacts", 200 << 20, False), *((name, size, True) for name, size in safe)]
    return StorageResult(
        parts=tuple(
            StoragePart(name=name, path="/w", size_bytes=size, safe_to_free=is_safe, why="Why.")
            for name, size, is_safe in parts
        ),
        freed_bytes=freed,
        disk_free_bytes=5 << 30,
    )


class TestStorage:
    def test_parts_and_sums_are_told(self, client):
        presenter = StoragePresenter(client)
        assert presenter.refusal == "What takes space is not known yet."
        presenter.look()
        assert presenter.refusal == "The files are being counted."
        answer(client, _storage())
        assert presenter.table.index(0, 0).data() == "Versions and acceptance sets"
        assert presenter.table.index(1, 2).data() == "yes"
        assert "208.0 MB, of which 8.0 MB can be freed" in presenter.summary
        assert presenter.safe_parts == ("Cache, 8.0 MB: Why.",)
        assert presenter.refusal == ""

    def test_freeing_says_how_much_it_gave_back(self, client):
        presenter = StoragePresenter(client)
        presenter.free()
        assert not client.requests
        presenter.look()
        answer(client, _storage())
        presenter.free()
        assert specs(client, StorageSpec)[-1] == StorageSpec(free=True)
        answer(client, _storage(freed=8 << 20, safe=()))
        assert presenter.message.text == "8.0 MB freed."
        assert presenter.refusal == "There is nothing that is safe to free."

    def test_another_workspace_is_counted_anew(self, client, tmp_path):
        presenter = StoragePresenter(client)
        presenter.look()
        answer(client, _storage())
        client.publish(made_up.facts(tmp_path / "other"))
        assert presenter.table.rowCount() == 0
        assert not presenter.is_known


class TestWorkspace:
    def test_open_wants_one_that_is_there_and_create_does_not(self, client, qtbot, tmp_path):
        presenter = WorkspacePresenter(client)
        presenter.open(str(tmp_path / "a"))
        assert client.last_request == OpenWorkspace(root=tmp_path / "a", must_exist=True)
        # One wish at a time.
        presenter.create(str(tmp_path / "b"))
        assert len(client.requests) == 1
        with qtbot.waitSignal(presenter.settled) as blocker:
            client.publish(made_up.facts(tmp_path / "a"))
        assert blocker.args == [str(tmp_path / "a")]
        presenter.create(str(tmp_path / "b"))
        assert client.last_request == OpenWorkspace(root=tmp_path / "b")

    def test_facts_of_the_old_workspace_settle_nothing(self, client, qtbot, tmp_path):
        presenter = WorkspacePresenter(client)
        presenter.open(str(tmp_path / "a"))
        with qtbot.assertNotEmitted(presenter.settled):
            client.publish(replace(client.facts, active_number=1))
        assert presenter.refusal == "A workspace is being opened."

    def test_a_move_says_where_the_workspace_is_now(self, client, tmp_path):
        presenter = WorkspacePresenter(client)
        presenter.move(str(tmp_path / "new"))
        assert client.last_request == MoveWorkspace(target=tmp_path / "new")
        assert presenter.refusal == "The workspace is being moved."
        client.publish(replace(client.facts, root=tmp_path / "new"))
        assert presenter.message.text == f"The workspace is now in {tmp_path / 'new'}."

    def test_a_move_that_is_refused_is_said_and_can_be_tried_again(self, client, tmp_path):
        presenter = WorkspacePresenter(client)
        presenter.move(str(tmp_path / "new"))
        client.notify(RequestRefused(action="move", is_user_fixable=True, message="It is full."))
        assert presenter.message.text == "It is full."
        assert presenter.refusal == ""

    def test_the_open_one_need_not_be_opened(self, client):
        presenter = WorkspacePresenter(client)
        presenter.open(str(client.facts.root))
        assert not client.requests
        assert presenter.root == Path(client.facts.root)


def test_only_the_section_that_is_shown_costs_the_engine_anything(client):
    presenter = SettingsPresenter(client)
    presenter.look(again=True)
    assert not client.requests
    presenter.section = "storage"
    presenter.look(again=False)
    answer(client, _storage())
    presenter.look(again=False)
    assert len(specs(client, StorageSpec)) == 1
    presenter.look(again=True)
    assert len(specs(client, StorageSpec)) == 2
