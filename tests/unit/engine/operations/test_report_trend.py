"""The report's charts of retention, from versions as they are stored."""

import itertools
import re

from engine.operations.report_texts import ReportTexts
from engine.operations.report_trend import _chart, _Point, _ticks, trend_section
from tests.support.quality_facts import facts_with_a_past

_ENGLISH = ReportTexts({})


def test_every_product_that_two_versions_know_has_a_chart(tmp_path):
    versions = facts_with_a_past(tmp_path).versions
    known = [name for item in versions for name in item.metrics["products"]]
    lasting = [name for name in dict.fromkeys(known) if known.count(name) > 1]
    markup = "\n".join(trend_section(_ENGLISH, versions))
    told = re.findall(r'<img [^>]*alt="([^"]+)"', markup)
    assert [text.split(" (")[0] for text in told] == lasting
    assert all("1: new" in text or "2: new" in text or "3: new" in text for text in told)
    assert markup.count("data:image/png;base64,") == len(lasting)


def test_one_version_has_no_trend(tmp_path):
    assert list(trend_section(_ENGLISH, facts_with_a_past(tmp_path).versions[:1])) == []


def test_the_words_are_those_that_were_given(tmp_path):
    markup = "\n".join(
        trend_section(ReportTexts({"new": "新規"}), facts_with_a_past(tmp_path).versions)
    )
    assert "新規" in markup


def test_the_scale_holds_every_point_and_band():
    points = [
        _Point(version_number=1, text="", value=1.0, low=0.97, high=1.06),
        _Point(version_number=2, text="", value=0.81, low=0.745, high=0.86),
        _Point(version_number=3, text="unverified", value=None),
    ]
    ticks = _ticks(points)
    assert ticks[0] <= 0.745
    assert ticks[-1] >= 1.06
    assert 3 <= len(ticks) <= 8
    steps = {round(b - a, 9) for a, b in itertools.pairwise(ticks)}
    assert len(steps) == 1
    assert _ticks([_Point(version_number=1, text="", value=1.0)])[0] <= 1.0


def test_the_line_falls_where_retention_falls():
    def rows_of_line(last):
        points = [
            _Point(version_number=number, text="", value=value)
            for number, value in enumerate((1.0, last), start=1)
        ]
        chart = _chart(points, [0.0, 0.5, 1.0])
        right = chart[:, int(chart.shape[1] * 0.7) : int(chart.shape[1] * 0.8)]
        blue = (right == (0x3F, 0x62, 0x88)).all(axis=2)
        return blue.any(axis=1).nonzero()[0].mean()

    assert rows_of_line(0.2) > rows_of_line(0.9)
