"""Exported pictures are readable by the programs they are for, and stay marked as synthetic."""

import csv
import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.contract.errors import CancelRequested, UserFixableError
from engine.contract.job_context import Progress, SilentContext
from engine.contract.results import PictureExportResult
from engine.contract.specs import PictureExportSpec, PictureFormat
from engine.imaging.png_provenance import read_provenance, write_png
from engine.operations.export_pictures import run_export_pictures
from engine.registry import Workspace
from engine.registry.file_names import picture_name


class Watcher(SilentContext):
    def __init__(self, calls: int = 10**9) -> None:
        self.calls = calls
        self.fractions: list[float] = []

    def honour_requests(self) -> None:
        self.calls -= 1
        if self.calls < 0:
            raise CancelRequested

    def report_progress(self, progress: Progress) -> None:
        self.fractions.append(progress.fraction)


def draw(folder: Path, product: str, class_name: str, seed: int) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / picture_name(product, class_name, 3, seed)
    texts = {"product": product, "class": class_name, "version": "3", "seed": str(seed)}
    texts |= {"synthetic": "true", "student_sha256": "ab" * 32}
    pixels = np.full((24, 40, 3), 40 * seed % 255, np.uint8)
    write_png(file, pixels, {f"pilotline:{key}": text for key, text in texts.items()})
    return str(file)


@pytest.fixture
def drawn(tmp_path: Path) -> tuple[str, ...]:
    source = tmp_path / "generated"
    return tuple(
        draw(source, "ブラケット", name, seed) for seed in range(3) for name in ("良品", "傷")
    )


def export(
    workspace: Workspace, files: tuple[str, ...], form: PictureFormat, folder: Path
) -> PictureExportResult:
    spec = PictureExportSpec(files=files, format=form, output_dir=str(folder))
    return run_export_pictures(workspace, spec, SilentContext())


def listed(folder: Path) -> list[dict[str, str]]:
    text = (folder / "synthetic_pictures.csv").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("form", [f for f in PictureFormat if f != PictureFormat.CONTACT_SHEET])
def test_every_file_name_and_the_list_say_synthetic(workspace, drawn, tmp_path, form):
    out = tmp_path / "出力"
    result = export(workspace, drawn, form, out)
    assert result.images == 6
    pictures = [Path(file) for file in result.files if file.endswith(".png")]
    assert len(pictures) == 6
    for picture in pictures:
        assert picture.name.startswith("synthetic_")
        # Byte for byte, so that the file itself says it as well.
        assert read_provenance(picture)["pilotline:synthetic"] == "true"
        assert "train" in picture.relative_to(out).parts
    rows = listed(out)
    assert {row["synthetic"] for row in rows} == {"true"}
    assert {(out / row["file"]) for row in rows} == set(pictures)
    assert {(row["class"], row["seed"]) for row in rows} >= {("傷", "2"), ("良品", "0")}
    on_disk = {item for item in out.rglob("*") if item.is_file()}
    assert {Path(file) for file in result.files} == on_disk


def test_image_folders_are_the_classes(workspace, drawn, tmp_path):
    export(workspace, drawn, PictureFormat.IMAGE_FOLDER, tmp_path / "out")
    train = tmp_path / "out" / "train"
    assert {item.name for item in train.iterdir() if item.is_dir()} == {"良品", "傷"}
    lines = (train / "metadata.jsonl").read_text("utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert all(entry["synthetic"] is True for entry in entries)
    assert all((train / entry["file_name"]).is_file() for entry in entries)


def test_coco_joins_pictures_classes_and_boxes(workspace, drawn, tmp_path):
    export(workspace, drawn, PictureFormat.COCO, tmp_path / "out")
    file = tmp_path / "out" / "annotations" / "instances_train.json"
    coco = json.loads(file.read_text("utf-8"))
    names = {item["id"]: item["name"] for item in coco["categories"]}
    images = {item["id"]: item for item in coco["images"]}
    assert len(images) == len(coco["annotations"]) == 6
    for box in coco["annotations"]:
        image = images[box["image_id"]]
        assert names[box["category_id"]] in image["file_name"]
        assert box["bbox"] == [0, 0, 40, 24]
        assert image["synthetic"] is box["synthetic"] is True
        assert (tmp_path / "out" / "train" / image["file_name"]).is_file()


def test_yolo_has_a_label_for_each_picture_and_validates_on_nothing_generated(
    workspace, drawn, tmp_path
):
    out = tmp_path / "out"
    export(workspace, drawn, PictureFormat.YOLO, out)
    settings = (out / "data.yaml").read_text("utf-8")
    names = [line.split(": ")[1] for line in settings.splitlines() if line.startswith("  ")]
    assert "synthetic: true" in settings
    for picture in (out / "images" / "train").iterdir():
        label = (out / "labels" / "train" / picture.name).with_suffix(".txt")
        number, *box = label.read_text("utf-8").split()
        assert json.loads(names[int(number)]) in picture.name
        assert box == ["0.5", "0.5", "1", "1"]
    assert list((out / "images" / "val").iterdir()) == []


def test_classes_of_several_products_keep_apart(workspace, drawn, tmp_path):
    gear = draw(tmp_path / "generated", "Gear", "良品", 9)
    export(workspace, (*drawn, gear), PictureFormat.IMAGE_FOLDER, tmp_path / "out")
    folders = {item.name for item in (tmp_path / "out" / "train").iterdir() if item.is_dir()}
    assert folders == {"ブラケット_良品", "ブラケット_傷", "Gear_良品"}


def test_equal_names_from_two_folders_are_both_kept(workspace, tmp_path):
    files = tuple(draw(tmp_path / name, "Gear", "good", 1) for name in "ab")
    result = export(workspace, (*files, files[0]), PictureFormat.COCO, tmp_path / "out")
    assert result.images == 2
    assert len(list((tmp_path / "out" / "train").iterdir())) == 2


def test_pages_show_every_picture_and_say_synthetic(workspace, tmp_path):
    files = tuple(draw(tmp_path / "g", "Gear", "good", seed) for seed in range(1, 80))
    result = export(workspace, files, PictureFormat.CONTACT_SHEET, tmp_path / "out")
    assert result.images == 79
    assert len(result.files) == 3
    for file in result.files:
        assert read_provenance(Path(file))["pilotline:synthetic"] == "true"
        assert Path(file).name.startswith("synthetic_")
    page = cv2.imdecode(np.fromfile(result.files[0], np.uint8), cv2.IMREAD_GRAYSCALE)
    assert page.shape == (1754, 1240)
    # Paper, ink and the pictures' own grays.
    assert len(np.unique(page)) > 20


@pytest.mark.parametrize("form", list(PictureFormat))
def test_a_cancelled_export_leaves_the_folder_empty(workspace, drawn, tmp_path, form):
    spec = PictureExportSpec(files=drawn, format=form, output_dir=str(tmp_path / "out"))
    with pytest.raises(CancelRequested):
        run_export_pictures(workspace, spec, Watcher(calls=len(drawn) + 3))
    assert list((tmp_path / "out").iterdir()) == []


def test_progress_ends_at_the_last_picture(workspace, drawn, tmp_path):
    watcher = Watcher()
    spec = PictureExportSpec(
        files=drawn, format=PictureFormat.COCO, output_dir=str(tmp_path / "out")
    )
    run_export_pictures(workspace, spec, watcher)
    assert watcher.fractions == sorted(watcher.fractions)
    assert watcher.fractions[-1] == 1.0


def test_what_is_no_generated_picture_is_refused(workspace, drawn, tmp_path):
    photograph = tmp_path / "photo.png"
    write_png(photograph, np.zeros((8, 8, 3), np.uint8), {})
    out = tmp_path / "out"
    with pytest.raises(UserFixableError, match="does not say that Pilotline has drawn it"):
        export(workspace, (*drawn, str(photograph)), PictureFormat.COCO, out)
    with pytest.raises(UserFixableError, match="cannot be read"):
        export(workspace, (str(tmp_path / "gone.png"),), PictureFormat.COCO, out)
    with pytest.raises(UserFixableError, match="Select some"):
        export(workspace, (), PictureFormat.COCO, out)
    assert not out.exists()


def test_a_folder_with_other_files_is_refused(workspace, drawn, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    with pytest.raises(UserFixableError, match="Choose an empty folder"):
        export(workspace, drawn, PictureFormat.YOLO, tmp_path / "out")
