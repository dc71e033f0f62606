import json

import pytest

from engine.registry import ActivationKind, Workspace
from tests.support.pictures import write_classes
from tests.support.registry_builders import add_product, new_version
from tests.support.tiny_stable_diffusion import write_tiny_stable_diffusion


def test_init_twice_leaves_the_workspace_as_it_is(run, tmp_path) -> None:
    first = run("init", "--workspace", tmp_path / "w", "--json").answer
    second = run("init", "--workspace", tmp_path / "w", "--json").answer
    assert (first["created"], second["created"]) == (True, False)


def test_init_refuses_a_folder_with_other_things(run, tmp_path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "holiday.jpg").write_bytes(b"x")
    outcome = run("init", "--workspace", tmp_path / "w")
    assert outcome.code == 1
    assert "holiday.jpg" in outcome.stderr


def test_the_image_size_is_kept(run, root) -> None:
    assert run("init", "--workspace", root, "--image-size", "128").code == 0
    with Workspace.open(root) as workspace:
        assert workspace.settings.image_size == 128


def test_the_generator_is_kept_and_noted_until_a_version_makes_it_final(run, root) -> None:
    assert (
        run("init", "--workspace", root, "--generator", "fast", "--json").answer["generator"]
        == "lifelong_vae"
    )
    with Workspace.open(root) as workspace:
        assert workspace.settings.family == "lifelong_vae"
        assert [entry.subject for entry in workspace.activity.list(1)] == ["family"]
        add_product(workspace, "Bracket")
        workspace.versions.commit(new_version(workspace, "Bracket"))
    outcome = run("init", "--workspace", root, "--generator", "quality")
    assert outcome.code == 1
    assert "another workspace" in outcome.stderr
    assert run("init", "--workspace", root, "--generator", "fast").code == 0


def test_a_local_model_becomes_the_base_of_a_workspace(run, tmp_path) -> None:
    source = write_tiny_stable_diffusion(tmp_path / "tiny-sd")
    root = tmp_path / "w"
    made = run("init", "--workspace", root, "--base-model", source, "--json").answer
    assert made["generator"] == "stable_diffusion"
    assert made["base_model"]["name"] == "tiny-sd"
    assert made["image_size"] == made["base_model"]["image_size"] == 32
    outcome = run("init", "--workspace", root, "--image-size", "64")
    assert outcome.code == 1
    assert "base model decides" in outcome.stderr
    folder = write_classes(tmp_path / "gear", {"ok": 8, "scratch": 8})
    adding = ("product", "add", "Gear", "--workspace", root, "--images", folder)
    outcome = run(*adding, "--class-prompt", "a deep scratch")
    assert outcome.code == 1
    assert "CLASS=TEXT" in outcome.stderr
    prompts = ("--prompt", "a milled {product}", "--class-prompt", "scratch=a worn {product}")
    assert run(*adding, *prompts).code == 0
    shown = run("product", "show", "Gear", "--workspace", root, "--json").answer
    assert shown["prompts"] == {"ok": "a milled Gear, ok", "scratch": "a worn Gear"}
    assert run("verify", "--workspace", root, "--json").answer["ok"] is True


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        ("unet/config.json", "unet/config.json is missing"),
        ("model_index.json", "is not a Stable Diffusion folder"),
    ],
)
def test_a_model_that_will_not_do_leaves_no_workspace(run, tmp_path, harm, sentence) -> None:
    source = write_tiny_stable_diffusion(tmp_path / "tiny-sd")
    (source / harm).unlink()
    outcome = run("init", "--workspace", tmp_path / "w", "--base-model", source)
    assert outcome.code == 1
    assert sentence in outcome.stderr
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize("other", [("--generator", "fast"), ("--image-size", "64")])
def test_a_base_model_leaves_nothing_else_to_choose(run, tmp_path, other) -> None:
    outcome = run("init", "--workspace", tmp_path / "w", "--base-model", tmp_path, *other)
    assert outcome.code == 1
    assert "out." in outcome.stderr
    assert not (tmp_path / "w").exists()


def test_stable_diffusion_without_a_folder_is_refused(run, root) -> None:
    outcome = run("init", "--workspace", root, "--generator", "stable-diffusion")
    assert outcome.code == 1
    assert "base model" in outcome.stderr


def test_verify_reports_a_changed_file(run, root) -> None:
    with Workspace.open(root) as workspace:
        sha256 = workspace.artifacts.put_bytes(b"weights")
        path = workspace.artifacts.path(sha256)
    assert run("verify", "--workspace", root, "--json").answer["ok"] is True
    path.chmod(0o600)
    path.write_bytes(b"weighty")
    outcome = run("verify", "--workspace", root, "--json")
    assert outcome.code == 1
    assert outcome.answer["ok"] is False
    assert outcome.answer["problems"]
    assert outcome.answer["problems"][0] in outcome.stderr


def test_storage_frees_the_cache_only(run, root) -> None:
    (root / "cache" / "thumbnail.png").write_bytes(b"0" * 1000)
    before = run("storage", "--workspace", root, "--json").answer
    assert before["freed_bytes"] is None
    assert any(part["safe_to_free"] for part in before["parts"])
    after = run("storage", "--free", "--workspace", root, "--json").answer
    assert after["freed_bytes"] >= 1000
    assert not (root / "cache" / "thumbnail.png").exists()
    assert (root / "pilotline.db").exists()
    assert json.dumps(after)


def test_storage_tells_what_each_version_takes_and_frees_old_teachers(run, root) -> None:
    with Workspace.open(root) as workspace:
        add_product(workspace, "Gear")
        for number in range(1, 6):
            teacher = bytes([number]) * 10_000
            workspace.versions.commit(new_version(workspace, "Gear", content=teacher))
            workspace.versions.activate(number, ActivationKind.APPROVAL)
    before = run("storage", "--workspace", root, "--json").answer
    assert before["keep_teachers"] == 3
    assert before["safe_to_free_bytes"] == 20_000
    assert [v["number"] for v in before["versions"] if v["teacher_safe_to_free"]] == [1, 2]
    assert {v["own_bytes"] for v in before["versions"]} == {10_000}
    text = run("storage", "--workspace", root).stdout
    assert "10.0 KB, safe to free: not among the newest 3" in text
    assert "10.0 KB, needed: the next update builds on it" in text

    freed = run("storage", "--free", "--workspace", root, "--json").answer
    assert freed["freed_bytes"] == 20_000
    assert freed["versions"][0]["teacher_freed_at"] is not None
    assert freed["total_bytes"] - before["total_bytes"] < 0
    assert "freed 20" in run("storage", "--workspace", root).stdout
    shown = run("versions", "show", "1", "--workspace", root, "--json").answer
    assert set(shown["freed"]) == {"teacher"}
    verified = run("verify", "--workspace", root)
    assert verified.code == 0
    assert "not looked for: 2" in verified.stdout
