"""Lays generated pictures out as a data set that other programs train on, marked as synthetic.

Everything goes into a part called "train", every file name begins with "synthetic", and a list
says of each picture where it comes from: generated pictures must never end up among those that a
model is validated with.
"""

import csv
import json
import shutil
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

LIST_NAME = "synthetic_pictures.csv"
_REMARK = (
    "Synthetic pictures drawn by Pilotline. Train on them; validate on photographs. "
    "A box is the whole picture: its class is known, the place of a flaw is not."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticPicture:
    """A generated picture to be exported."""

    source: Path
    #: What the file will be called; no two in an export are equal.
    name: str
    #: What the data set calls its class, and the same as a folder's name.
    category: str
    category_folder: str
    product_name: str
    class_name: str
    version_number: int
    seed: int
    #: Hash of the network that drew it; "" where the file does not say.
    student_sha256: str
    width: int
    height: int


class DatasetLayout(ABC):
    """Where pictures go and what describes them; `place` every picture, then `finish`."""

    def __init__(self, folder: Path, pictures: Sequence[SyntheticPicture]) -> None:
        self._folder = folder
        self._pictures = pictures
        self._categories = sorted({picture.category for picture in pictures})
        self._numbers = {name: number for number, name in enumerate(self._categories)}
        self._make_folders()

    def place(self, picture: SyntheticPicture) -> list[Path]:
        """Copy the picture, byte for byte, and give what was written."""
        target = self._target(picture)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture.source, target)
        return [target]

    def finish(self) -> list[Path]:
        """Describe what was placed; the list of origins comes last."""
        described = self._describe()
        file = self._folder / LIST_NAME
        # With a byte order mark, without which Excel takes Japanese for something else.
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(
                ("file", "synthetic", "product", "class", "version", "seed", "student_sha256")
            )
            for picture in self._pictures:
                writer.writerow((self._relative(picture), "true", *_origin(picture).values()))
        return [*described, file]

    def _make_folders(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)

    @abstractmethod
    def _target(self, picture: SyntheticPicture) -> Path:
        """Where the picture goes."""

    def _describe(self) -> list[Path]:
        return []

    def _relative(self, picture: SyntheticPicture) -> str:
        return self._target(picture).relative_to(self._folder).as_posix()


class ImageFolderLayout(DatasetLayout):
    """One folder for each class, as torchvision and Hugging Face's datasets read them."""

    @override
    def _target(self, picture: SyntheticPicture) -> Path:
        return self._folder / "train" / picture.category_folder / picture.name

    @override
    def _describe(self) -> list[Path]:
        # Where Hugging Face's `imagefolder` looks for what else is known of a picture.
        file = self._folder / "train" / "metadata.jsonl"
        with file.open("w", encoding="utf-8") as stream:
            for picture in self._pictures:
                name = self._target(picture).relative_to(file.parent).as_posix()
                entry = {"file_name": name, "synthetic": True, **_origin(picture)}
                stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
        return [file]


class CocoLayout(DatasetLayout):
    """COCO instances: a flat folder and one JSON file."""

    @override
    def _target(self, picture: SyntheticPicture) -> Path:
        return self._folder / "train" / picture.name

    @override
    def _describe(self) -> list[Path]:
        file = self._folder / "annotations" / "instances_train.json"
        file.parent.mkdir(exist_ok=True)
        text = json.dumps(self._content(), ensure_ascii=False, indent=1)
        file.write_text(text + "\n", encoding="utf-8")
        return [file]

    def _content(self) -> dict[str, object]:
        products = {picture.category: picture.product_name for picture in self._pictures}
        # COCO counts from 1.
        return {
            "info": {"description": _REMARK, "synthetic": True},
            "licenses": [],
            "categories": [
                {"id": number + 1, "name": name, "supercategory": products[name]}
                for name, number in self._numbers.items()
            ],
            "images": [
                {
                    "id": number,
                    "file_name": picture.name,
                    "width": picture.width,
                    "height": picture.height,
                    "synthetic": True,
                    "pilotline": _origin(picture),
                }
                for number, picture in enumerate(self._pictures, 1)
            ],
            "annotations": [
                {
                    "id": number,
                    "image_id": number,
                    "category_id": self._numbers[picture.category] + 1,
                    "bbox": [0, 0, picture.width, picture.height],
                    "area": picture.width * picture.height,
                    "segmentation": [],
                    "iscrowd": 0,
                    "synthetic": True,
                }
                for number, picture in enumerate(self._pictures, 1)
            ],
        }


class YoloLayout(DatasetLayout):
    """Ultralytics' detection layout: pictures, one label file for each, `data.yaml`."""

    @override
    def _make_folders(self) -> None:
        # Empty: what a model is validated with has to be photographs, which we do not have.
        for kind in ("images", "labels"):
            (self._folder / kind / "val").mkdir(parents=True, exist_ok=True)
            (self._folder / kind / "train").mkdir(parents=True, exist_ok=True)

    @override
    def place(self, picture: SyntheticPicture) -> list[Path]:
        label = (self._folder / "labels" / "train" / picture.name).with_suffix(".txt")
        # Class, then centre and size of the box as shares of the picture: all of it.
        label.write_text(f"{self._numbers[picture.category]} 0.5 0.5 1 1\n", encoding="utf-8")
        return [*super().place(picture), label]

    @override
    def _target(self, picture: SyntheticPicture) -> Path:
        return self._folder / "images" / "train" / picture.name

    @override
    def _describe(self) -> list[Path]:
        # A JSON string is a YAML string as well.
        names = "".join(
            f"  {number}: {json.dumps(name, ensure_ascii=False)}\n"
            for name, number in self._numbers.items()
        )
        file = self._folder / "data.yaml"
        file.write_text(
            f"# {_REMARK}\n"
            "train: images/train\n"
            "val: images/val  # empty: put photographs here, and their labels into labels/val\n"
            f"names:\n{names}"
            "synthetic: true\n",
            encoding="utf-8",
        )
        return [file]


LAYOUTS: Mapping[str, type[DatasetLayout]] = {
    "imagefolder": ImageFolderLayout,
    "coco": CocoLayout,
    "yolo": YoloLayout,
}


def _origin(picture: SyntheticPicture) -> dict[str, str | int]:
    return {
        "product": picture.product_name,
        "class": picture.class_name,
        "version": picture.version_number,
        "seed": picture.seed,
        "student_sha256": picture.student_sha256,
    }
