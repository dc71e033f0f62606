"""What the search within a target says and asks for, without any page."""

from dataclasses import replace

import pytest

from desktop_app.engine_bridge.notices import RequestRefused
from desktop_app.engine_bridge.requests import ChangeSettings, RunSpec
from desktop_app.presenters.engine_settings_presenter import EngineSettingsPresenter
from desktop_app.presenters.frontier_presenter import FrontierPresenter
from engine.contract.events import JobSucceeded
from engine.contract.specs import FrontierSpec
from engine.registry.settings_change import with_values
from engine.registry.workspace_settings import KeptStudent
from tests.support import quality_facts as past
from tests.support import window_facts as made_up
from tests.support.fake_engine_client import FakeEngineClient


@pytest.fixture
def client(qapp, tmp_path):
    return FakeEngineClient(past.facts_with_a_past(tmp_path))


@pytest.fixture
def frontier(client):
    return FrontierPresenter(client)


def runs(client) -> list[RunSpec]:
    return [item for item in client.requests if isinstance(item, RunSpec)]


def search(client, frontier, result, milliseconds: float = 40.0) -> None:
    frontier.set_milliseconds(milliseconds)
    frontier.start()
    client.receive(JobSucceeded(job_id=runs(client)[-1].job_id, result=result))


def test_without_a_target_nothing_is_asked(client, frontier):
    assert frontier.refusal.startswith("Say how long a picture may take")
    frontier.start()
    assert runs(client) == []
    frontier.set_memory(50.0)
    assert frontier.refusal == ""


def test_no_limit_is_asked_as_none(client, frontier):
    frontier.set_milliseconds(40.0)
    frontier.start()
    assert runs(client)[-1].spec == FrontierSpec(version_number=4, milliseconds=40.0)


def test_without_an_active_version_there_is_no_teacher(qapp, tmp_path):
    frontier = FrontierPresenter(FakeEngineClient(made_up.facts(tmp_path)))
    frontier.set_milliseconds(40.0)
    assert "No version is active yet" in frontier.refusal


def test_marks_and_rows_say_the_same(client, frontier):
    search(client, frontier, past.frontier())
    marks, table = frontier.marks, frontier.table
    assert len(marks) == table.rowCount() == 11
    places = [table.index(row, 4).data() for row in range(11)]
    assert [mark.is_chosen for mark in marks] == [place == "◆ chosen" for place in places]
    assert sum(mark.is_chosen for mark in marks) == 1
    assert places.count("○ exceeded") == sum(not mark.is_on_frontier for mark in marks)
    assert marks[6].text == "31.7 ms, distance 2.37: 48% of the parameters, 8 sampler steps, int8"
    assert frontier.chosen_text == "Chosen: 48% of the parameters, 8 sampler steps, int8."
    assert table.index(4, 3).data() == (
        "48% of the parameters, 5 sampler steps, timestep budget 60%"
    )


def test_out_of_reach_names_the_nearest_and_offers_it(client, frontier):
    search(client, frontier, past.frontier_out_of_reach(), milliseconds=2.0)
    assert frontier.out_of_reach == (
        "No student of this version reaches 2.0 ms for a picture on this machine. The nearest "
        "takes 6.4 ms for a picture and 9 MB: 25% of the parameters, 3 sampler steps, fewer "
        "blocks, int8."
    )
    assert frontier.marks == ()
    frontier.take_nearest()
    spec = runs(client)[-1].spec
    assert 6.4 < spec.milliseconds < 8
    assert spec.memory_mb is None


def test_the_choice_is_kept_for_every_update_and_given_up_again(client, frontier):
    frontier.keep()
    assert not client.requests
    search(client, frontier, past.frontier())
    frontier.keep()
    request = client.last_request
    assert isinstance(request, ChangeSettings)
    assert dict(request.values) == dict(past.frontier().overrides)
    assert (frontier.kept_text, frontier.is_kept) == ("", False)

    kept = with_values(client.facts.settings, dict(request.values))
    client.publish(replace(client.facts, settings=kept))
    assert frontier.is_kept
    assert "Size of the student 48%" in frontier.kept_text
    assert "Bits of the student’s weights 8" in frontier.kept_text

    frontier.forget_kept()
    undone = with_values(kept, dict(client.last_request.values))
    assert undone.student == KeptStudent()


def test_a_choice_that_cannot_be_kept_says_why(client, frontier):
    search(client, frontier, past.frontier())
    frontier.keep()
    client.notify(
        RequestRefused(
            request_id=client.last_request.request_id,
            action="settings",
            message="There is no room left on the disk.",
            is_user_fixable=True,
        )
    )
    assert frontier.message.tone == "error"


def test_the_choice_is_taken_over_for_the_next_update(client, frontier):
    settings = EngineSettingsPresenter()
    frontier.adopt(settings)
    assert not frontier.is_adopted
    search(client, frontier, past.frontier())
    frontier.adopt(settings)
    assert frontier.is_adopted
    assert dict(settings.overrides) == dict(past.frontier().overrides)
    settings.learn(made_up.preflight_report())
    assert dict(settings.overrides)["student_bits"] == 8
    frontier.start()
    assert not frontier.is_adopted
