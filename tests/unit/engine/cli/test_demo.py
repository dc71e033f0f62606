from engine.cli.demo import fresh_folder


def test_the_demonstration_never_works_in_a_folder_that_holds_something(run, root) -> None:
    outcome = run("demo", "--workspace", root, "--json")
    assert outcome.code == 1
    assert "empty folder" in outcome.answer["error"]


def test_an_unnamed_demonstration_gets_a_folder_of_its_own(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PILOTLINE_WORKSPACE", str(tmp_path / "mine"))
    folder = fresh_folder(None)
    assert not folder.exists()
    assert folder.parent != tmp_path / "mine"
    assert folder.name.startswith("demo-")


def test_a_named_folder_may_be_empty_or_absent(tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    assert fresh_folder(tmp_path / "empty") == tmp_path / "empty"
    assert fresh_folder(tmp_path / "new") == tmp_path / "new"
