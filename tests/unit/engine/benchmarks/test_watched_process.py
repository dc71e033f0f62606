from pathlib import Path

from engine.benchmarks.watched_process import run_watched


def test_memory_of_children_counts(tmp_path: Path, monkeypatch) -> None:
    # A parent that holds little and starts a child that holds 120 MB for a moment.
    (tmp_path / "parent.py").write_text(
        "import subprocess, sys\n"
        "code = 'import time; block = b\"x\" * 120_000_000; time.sleep(1.0)'\n"
        "subprocess.run([sys.executable, '-c', code], check=True)\n"
        "print('done')\n"
    )
    run = run_watched(["parent"], {"PYTHONPATH": str(tmp_path)})
    assert run.exit_code == 0
    assert run.stdout.strip() == "done"
    assert 120 < run.peak_memory_mb < 400
    assert run.seconds >= 1.0
