"""An update that exports a compressed embedding, and `find` that looks by it."""

from pathlib import Path

import numpy as np
import pytest

from engine.contract.job_context import SilentContext
from engine.contract.specs import FindSpec, RegisterSpec
from engine.inference.recognition import recognise
from engine.inference.session import open_session
from engine.operations.acceptance_pictures import acceptance_pictures
from engine.operations.embedding_role import EMBEDDING_ROLE
from engine.operations.find import run_find
from engine.operations.foreground_update import enqueue_update, run_queued_update
from engine.operations.register import run_register
from engine.registry import Workspace
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings
from tests.support.pictures import write_classes
from tests.support.small_updates import small_networks, spec_of

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(900)]


def test_find_looks_by_the_compressed_embedding_where_there_is_one(tmp_path: Path) -> None:
    settings = WorkspaceSettings(image_size=32, policy=UpdatePolicy.that_passes_everything())
    context = SilentContext()
    with small_networks(), Workspace.create(tmp_path / "workspace") as workspace:
        workspace.save_settings(settings)
        folder = tmp_path / "photographs"
        write_classes(folder, {"OK": 12, "dent": 12}, first_seed=0, width=32, height=32)
        run_register(workspace, RegisterSpec(name="Lid", images_dir=str(folder)), context)
        spec = spec_of("Lid", approve=True, embedding_parameters=0.33, recogniser_steps=6)
        run_queued_update(workspace, enqueue_update(workspace, spec), context)

        version = workspace.versions.get(1)
        files = {
            role: workspace.artifacts.path(version.artifacts[role])
            for role in (EMBEDDING_ROLE, "recogniser_onnx")
        }
        compressed, whole = files[EMBEDDING_ROLE], files["recogniser_onnx"]
        assert compressed.stat().st_size < 0.4 * whole.stat().st_size
        assert version.metrics["parity"]["embedding"]["largest_difference"] < 1e-3

        sealed = next(iter(acceptance_pictures(workspace, version)))
        stored = workspace.artifacts.path(sealed.sha256)
        (found,) = run_find(workspace, FindSpec(files=(str(stored),), top=3), context).found
        assert found.relatives[0].file == str(stored)
        assert found.relatives[0].distance == pytest.approx(0.0, abs=1e-5)
        # the very distances of the compressed embedding, not those of the recogniser
        (cache,) = (workspace.cache_dir / "relatives").glob("*.safetensors")
        images = np.zeros((1, 3, 32, 32), np.uint8)
        by_file = [recognise(open_session(file), images)[1] for file in files.values()]
        assert np.abs(by_file[0] - by_file[1]).max() > 1e-4
        compressed.unlink()
        cache.unlink()
        with pytest.raises(Exception, match=EMBEDDING_ROLE):
            run_find(workspace, FindSpec(files=(str(stored),), top=3), context)
