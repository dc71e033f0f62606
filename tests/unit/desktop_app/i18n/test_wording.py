"""Words for durations, shares and states."""

import pytest

from desktop_app.i18n import wording
from engine.contract.job_states import JobState
from engine.contract.specs import FitMode, KeepPolicy, Preset
from engine.registry.entities import ProductState, VersionState


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (3, 9, "3 to 9 s"),
        (61, 240, "1 to 4 min"),
        (30, 200, "30 s to 3 min"),
        (7000, 7100, "1 h 57 min to 1 h 58 min"),
        (120, 121, "2 min"),
        (0, 0, "–"),
    ],
)
def test_ranges_of_time_are_short(low, high, text):
    assert wording.duration_range(low, high) == text


def test_what_is_not_measured_is_unverified():
    assert wording.percent(None) == "unverified"
    assert wording.number(None) == "unverified"
    assert wording.percent(0.934) == "93%"


def test_every_state_has_a_word_and_an_icon():
    for state in VersionState:
        assert wording.version_state(state) != state.value
        assert wording.version_icon(state)
    for state in ProductState:
        assert wording.product_state(state) != state.value
        assert wording.product_icon(state)
    assert all(wording.job_state(state) != state.value for state in JobState)


def test_every_choice_has_a_consequence():
    assert all(wording.keep_consequence(keep) for keep in KeepPolicy)
    assert all(wording.preset_consequence(preset) for preset in Preset)
    assert all(wording.fit_mode(fit) != fit.value for fit in FitMode)


def test_unknown_stages_read_as_words():
    assert wording.stage("fine_tune") == "Fine tune"
