import importlib
from types import SimpleNamespace

REPORT = {
    "name": "story",
    "machine": {"cores": 2},
    "machine_text": "a machine",
    "seeds": [0, 1],
    "rows": [{"part": "sample", "seconds": 312.4}, {"part": "window", "first": None}],
    "claims": [
        {"claim": "fast", "target": "<= 600", "measured": 312.4, "holds": True},
        {"claim": "good", "target": ">= 0.9", "measured": 0.5, "holds": False},
        {"claim": "seen", "target": "<= 2", "measured": None, "holds": None},
    ],
}


def test_the_list_tells_what_is_available(run) -> None:
    answer = run("bench", "list", "--json").answer
    available = [b["name"] for b in answer["benchmarks"] if b["available"]]
    assert available == ["story", "continual"]
    assert len(answer["benchmarks"]) > 1


def test_a_benchmark_answers_with_figures_and_keeps_them(run, tmp_path, monkeypatch) -> None:
    asked = {}

    def measure(**options: object) -> dict[str, object]:
        asked.update(options)
        return dict(REPORT)

    monkeypatch.setattr(importlib, "import_module", lambda _name: SimpleNamespace(run=measure))
    line = ["bench", "story", "--seeds", "2", "--part", "sample", "--out", tmp_path / "結果"]
    outcome = run(*line, "--json")
    assert outcome.code == 0
    assert {"name", "machine", "rows", "claims"} <= set(outcome.answer)
    assert asked["seeds"] == (0, 1)
    assert asked["part"] == "sample"
    assert (tmp_path / "結果" / "story.json").is_file()
    assert "does not hold: good" in outcome.stderr

    text = run(*line).stdout
    assert "312.4" in text
    assert "not measured" in text
