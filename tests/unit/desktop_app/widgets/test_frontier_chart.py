import pytest

from desktop_app.item_models.frontier_mark import FrontierMark
from desktop_app.widgets.frontier_chart import ChartTexts, FrontierChart, _ticks

TEXTS = ChartTexts(title="chart", across="ms", up="distance", target="t", teacher="T", axis=str)
MARKS = (
    FrontierMark(milliseconds=5.0, distance=8.0, text="quick", is_on_frontier=True),
    FrontierMark(milliseconds=9.0, distance=9.0, text="exceeded"),
    FrontierMark(milliseconds=50.0, distance=1.0, text="good", is_on_frontier=True, is_chosen=True),
)


@pytest.fixture
def chart(qtbot):
    chart = FrontierChart("chart")
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    return chart


def test_quicker_is_left_and_better_is_below(chart):
    chart.set_marks(MARKS, TEXTS, target=20.0, teacher=0.5)
    quick, exceeded, good = (chart.place_of(mark) for mark in MARKS)
    assert quick.x() < exceeded.x() < good.x()
    assert exceeded.y() < quick.y() < good.y()
    inside = chart.rect()
    assert all(inside.contains(place.toPoint()) for place in (quick, exceeded, good))


def test_a_screen_reader_hears_the_frontier(chart):
    chart.set_marks(MARKS, TEXTS, target=None, teacher=None)
    assert chart.accessibleName() == "chart"
    assert chart.accessibleDescription() == "quick; good"


@pytest.mark.parametrize("marks", [(), MARKS[:1], MARKS])
@pytest.mark.parametrize("target", [None, 1.0, 1000.0])
def test_it_can_be_painted_whatever_there_is(chart, marks, target):
    chart.set_marks(marks, TEXTS, target=target, teacher=0.0)
    chart.select(0)
    assert not chart.grab().isNull()


def test_a_selected_row_is_ringed(chart):
    chart.set_marks(MARKS, TEXTS, target=None, teacher=None)
    before = chart.grab().toImage()
    chart.select(1)
    assert chart.grab().toImage() != before
    chart.select(-1)
    assert chart.grab().toImage() == before


@pytest.mark.parametrize(("low", "high"), [(0.9, 1.2), (3, 7), (1, 1000), (0.02, 0.021)])
def test_axes_have_round_values_within_their_ends(low, high):
    ticks = _ticks(low, high)
    assert ticks == sorted(ticks)
    assert all(low <= value <= high for value in ticks)
