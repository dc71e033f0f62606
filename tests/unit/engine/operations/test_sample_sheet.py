from pathlib import Path

import numpy as np
from PIL import Image

from engine.contract.specs import UpdateSpec
from engine.operations.sample_sheet import _shown, write_sample_sheet
from engine.operations.update_brief import UpdateBrief, make_brief
from engine.registry import Version, VersionClass, Workspace
from engine.training.device import TrainingDevice
from tests.support.job_contexts import RememberingContext
from tests.support.registry_builders import add_product
from tests.support.toy_learning import toy_generator, toy_plan


def brief(earlier: int, new: int) -> UpdateBrief:
    return UpdateBrief(
        plan=toy_plan(),
        parent_number=1 if earlier else None,
        earlier_product_names=("old",),
        new_product_names=("new",),
        classes=tuple(
            VersionClass(
                product_name="old" if label < earlier else "new", class_name="OK", label=label
            )
            for label in range(earlier + new)
        ),
    )


def test_old_and_new_are_both_in_view() -> None:
    names = [item.product_name for item in _shown(brief(earlier=20, new=9))]
    assert names == ["new"] * 3 + ["old"] * 3
    assert [item.product_name for item in _shown(brief(20, 1))] == ["new"] + ["old"] * 5
    assert len(_shown(brief(0, 9))) == 6


def test_a_sheet_is_written_told_and_marked_as_synthetic(
    workspace: Workspace, bracket_version: Version, tmp_path: Path
) -> None:
    add_product(workspace, "フランジ", ("良品",))
    update = make_brief(workspace, UpdateSpec(), TrainingDevice("cpu", "float32", "test"))
    context = RememberingContext()
    generator = toy_generator(class_count=update.class_count)
    for step in (20, 40):
        write_sample_sheet(
            generator, update, workspace, tmp_path / "sheets", step=step, context=context
        )
    assert [path.name for path in context.samples] == ["samples-000020.png", "samples-000040.png"]
    with Image.open(context.samples[0]) as sheet:
        assert sheet.info["pilotline:synthetic"] == "true"
        first = np.asarray(sheet)
    assert first.shape[0] > 96
    assert context.samples[0].read_bytes() == context.samples[1].read_bytes()
