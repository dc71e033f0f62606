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
    assert {
        "story",
        "continual",
        "long-life",
        "streamlined",
        "window",
        "timestep-budget",
        "capacity-distillation",
        "compressed-transfer",
        "lifelong",
    } <= set(available)
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
    assert "arms" not in asked  # an option that was not given is the benchmark's own affair
    assert (tmp_path / "結果" / "story.json").is_file()
    assert "does not hold: good" in outcome.stderr

    text = run(*line).stdout
    assert "312.4" in text
    assert "not measured" in text


def test_options_reach_the_benchmark_that_takes_them(run, tmp_path, monkeypatch) -> None:
    asked = {}

    def measure(**options: object) -> dict[str, object]:
        asked.update(options)
        return {**REPORT, "claims": []}

    monkeypatch.setattr(importlib, "import_module", lambda _name: SimpleNamespace(run=measure))
    line = ["bench", "continual", "--out", tmp_path, "--full", "--arms", "pilotline, joint"]
    assert run(*line, "--steps", "50", "--guidance", "0.5,2.5").code == 0
    assert asked["guidance"] == (0.5, 2.5)
    assert asked["arms"] == ("pilotline", "joint")
    assert (asked["steps"], asked["preset"], asked["part"]) == (50, "thorough", "fashion")
    assert asked["seeds"] == (0, 1, 2)
    line = ["bench", "long-life", "--out", tmp_path, "--updates", "3", "--set", "batch=4"]
    assert run(*line).code == 0
    assert (asked["updates"], asked["overrides"]) == (3, [("batch", 4)])


def test_what_a_benchmark_does_not_take_is_refused(run, tmp_path) -> None:
    outcome = run("bench", "continual", "--out", tmp_path, "--part", "sample")
    assert outcome.code == 1
    assert "fashion, products" in outcome.stderr
    outcome = run("bench", "story", "--out", tmp_path, "--steps", "3")
    assert outcome.code == 1
    assert "--steps" in outcome.stderr
    for weights, complaint in (("much", "not a list of numbers"), ("0.5,-1", "outside 0 to 10")):
        outcome = run("bench", "continual", "--out", tmp_path, "--guidance", weights)
        assert outcome.code == 2
        assert complaint in outcome.stderr


def test_a_benchmark_that_is_none_is_refused_with_where_to_look(run) -> None:
    outcome = run("bench", "lifelog", "--json")
    assert outcome.code == 1
    assert "There is no benchmark 'lifelog'" in outcome.answer["error"]
    assert "bench list" in outcome.answer["error"]
