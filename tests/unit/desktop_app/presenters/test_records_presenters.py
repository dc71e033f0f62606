"""The activity log and the ledger, told by what the engine answers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale

from desktop_app.engine_bridge.notices import ActivityRead, RequestRefused
from desktop_app.engine_bridge.requests import ReadActivity, RunSpec
from desktop_app.i18n.language import LanguageSwitch
from desktop_app.item_models.activity_table_model import ActivityFilter
from desktop_app.presenters.activity_presenter import ActivityPresenter
from desktop_app.presenters.ledger_presenter import LedgerPresenter
from desktop_app.presenters.stall_meter import StallMeter
from desktop_app.settings.locations import assets_dir
from engine.contract.events import JobFailed, JobSucceeded
from engine.contract.results import VerifyResult
from engine.contract.specs import VerifySpec
from engine.registry.entities import ActivationKind
from tests.support import window_facts as made_up
from tests.support.fake_engine_client import FakeEngineClient


@pytest.fixture
def client(qapp, tmp_path):
    return FakeEngineClient(replace(made_up.story_facts(tmp_path), last_activity=15))


def _reads(client):
    return [item for item in client.requests if isinstance(item, ReadActivity)]


def _answer(client, count=15, after=0):
    entries = tuple(e for e in made_up.activity_entries(count) if e.sequence > after)
    client.notify(ActivityRead(root=client.facts.root, after=after, entries=entries))


def _shown(presenter):
    return [line.sequence for line in presenter.table.shown]


class TestActivity:
    @pytest.fixture
    def presenter(self, client, qtbot):
        presenter = ActivityPresenter(client)
        presenter.open()
        _answer(client)
        qtbot.waitUntil(lambda: not presenter.is_telling)
        return presenter

    def test_nobody_looks_so_nothing_is_read(self, client):
        ActivityPresenter(client)
        client.publish(replace(client.facts, last_activity=16))
        assert not _reads(client)

    def test_every_line_is_there_newest_first_in_the_users_words(self, presenter):
        assert _shown(presenter) == list(range(15, 0, -1))
        setting = presenter.table.shown[2]
        assert setting.texts[1:] == (
            "tanaka",
            "Setting changed",
            "Least retention",
            "80%",
            "85%",
            "Customer audit in June",
        )
        freed = presenter.table.shown[1]
        assert freed.after == "46.0 MB: Old teachers, Cache"

    def test_what_is_added_is_read_alone_and_comes_first(self, client, presenter):
        client.publish(replace(client.facts, last_activity=17))
        client.publish(replace(client.facts, last_activity=17, active_number=1))
        assert _reads(client) == [ReadActivity(after=0), ReadActivity(after=15)]
        _answer(client, count=17, after=15)
        assert _shown(presenter)[:3] == [17, 16, 15]
        assert presenter.table.count == 17

    def test_an_answer_about_another_workspace_is_passed_over(self, client, presenter, tmp_path):
        entries = made_up.activity_entries(20)[:5]
        client.notify(ActivityRead(root=tmp_path / "other", after=15, entries=entries))
        assert presenter.table.count == 15

    def test_another_workspace_begins_with_its_own_log_and_no_filter(
        self, client, presenter, tmp_path
    ):
        presenter.set_filter(ActivityFilter(text="gear"))
        client.publish(made_up.facts(tmp_path / "other", last_activity=2))
        assert presenter.table.count == 0
        assert presenter.table.filter == ActivityFilter()
        assert _reads(client)[-1] == ReadActivity(after=0)

    def test_choices_are_what_stands_in_the_log(self, presenter):
        assert presenter.people == ("kimura", "sato", "tanaka")
        assert ("settings.changed", "Setting changed") in presenter.actions

    def test_the_filter_holds_for_what_is_added_later(self, client, presenter):
        presenter.set_filter(ActivityFilter(who="kimura"))
        before = _shown(presenter)
        client.publish(replace(client.facts, last_activity=16))
        _answer(client, count=16, after=15)
        assert _shown(presenter) == before

    @pytest.mark.parametrize(
        ("problems", "tone", "says"),
        [
            ((), "ok", "Verified: 15 lines of the log and 84 files are as they were written."),
            (("Activity log: line 3 is missing; line 4 stands in its place.",), "error", "line 3"),
            (tuple(f"Artifact {n} is missing." for n in range(9)), "error", "and 6 more"),
        ],
    )
    def test_verifying_ends_with_one_sentence(self, client, presenter, problems, tone, says):
        presenter.verify()
        assert isinstance(client.last_request, RunSpec)
        assert client.last_request.spec == VerifySpec()
        assert presenter.is_verifying
        result = VerifyResult(
            ok=not problems, problems=problems, artifacts_checked=84, log_entries_checked=15
        )
        client.receive(JobSucceeded(job_id=client.last_request.job_id, result=result))
        assert not presenter.is_verifying
        assert presenter.message.tone == tone
        assert says in presenter.message.text

    def test_what_goes_wrong_is_said(self, client, presenter):
        presenter.verify()
        job_id = client.last_request.job_id
        client.receive(JobFailed(job_id=job_id, is_user_fixable=True, message="No disk."))
        assert presenter.message.text == "No disk."
        refusal = RequestRefused(action="activity", is_user_fixable=True, message="It is locked.")
        client.notify(refusal)
        assert presenter.message.text == "It is locked."
        # And the next look at the facts tries again.
        client.publish(replace(client.facts, last_activity=16))
        assert len(_reads(client)) == 2

    def test_an_export_says_where_it_went(self, presenter, qtbot, tmp_path):
        presenter.export(str(tmp_path / "log.csv"), lambda path: path.write_text("x"))
        qtbot.waitUntil(lambda: presenter.message is not None)
        assert str(tmp_path / "log.csv") in presenter.message.text
        presenter.export(str(tmp_path / "nowhere" / "log.csv"), lambda path: path.write_text("x"))
        qtbot.waitUntil(lambda: presenter.message is not None)
        assert presenter.message.tone == "error"

    def test_a_verdict_on_many_products_is_translated_product_by_product(self, client, qtbot):
        before = QLocale()
        switch = LanguageSwitch(qtbot_application(), assets_dir() / "translations")
        switch.use("ja")
        try:
            presenter = ActivityPresenter(client)
            presenter.open()
            _answer(client)
            qtbot.waitUntil(lambda: not presenter.is_telling)
            line = next(line for line in presenter.table.shown if line.sequence == 11)
            assert line.action == "バージョンの保存"
            assert "generated images" not in line.reason
        finally:
            switch.use("en")
            for translator in switch._translators:
                qtbot_application().removeTranslator(translator)
            QLocale.setDefault(before)

    def test_a_log_of_thousands_of_lines_leaves_the_window_free(self, client, qtbot):
        presenter = ActivityPresenter(client)
        presenter.open()
        meter = StallMeter()
        meter.start()
        _answer(client, count=6000)
        assert presenter.table.count < 6000
        qtbot.waitUntil(lambda: not presenter.is_telling, timeout=60_000)
        meter.stop()
        assert _shown(presenter) == list(range(6000, 0, -1))
        # The window's own work, however long other programs keep it waiting for the processor.
        assert meter.work_percentile_ms(0.95) < 100


def qtbot_application():
    """The one application."""
    from PySide6.QtWidgets import QApplication

    return QApplication.instance()


class TestLedger:
    def test_every_row_is_there_newest_first(self, client):
        presenter = LedgerPresenter(client)
        assert [presenter.table.index(row, 1).data() for row in (0, 1)] == [
            "Version 2",
            "Version 1",
        ]

    def test_any_moment_has_its_answer(self, client):
        presenter = LedgerPresenter(client)
        first, second = client.facts.activations
        instant = timedelta(microseconds=1)
        assert presenter.live_at(first.at - instant) is None
        assert presenter.live_at(first.at) == first
        assert presenter.live_at(second.at - instant) == first
        assert presenter.live_at(second.at + timedelta(days=900)) == second

    def test_the_answer_is_one_sentence_with_who_when_and_why(self, client):
        presenter = LedgerPresenter(client)
        first, second = client.facts.activations
        assert presenter.answer(first.at - timedelta(days=1)).startswith("Nothing was live at ")
        sentence = presenter.answer(second.at + timedelta(hours=1))
        assert "version 2 was live: approved by sato at " in sentence
        assert sentence.endswith("(“Sheet looked at, figures good.”).")

    def test_a_rollback_is_told_as_one(self, client):
        presenter = LedgerPresenter(client)
        back = replace(
            client.facts.activations[1],
            id=3,
            version_number=1,
            previous_number=2,
            kind=ActivationKind.ROLLBACK,
            at=made_up.NOON + timedelta(days=9),
        )
        client.publish(
            replace(client.facts, activations=(*client.facts.activations, back), active_number=1)
        )
        assert presenter.table.rowCount() == 3
        assert "version 1 was live: rolled back to by sato" in presenter.answer(back.at)
