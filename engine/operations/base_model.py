"""Making a local Stable Diffusion folder the base model of a workspace."""

from pathlib import Path

from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext, Progress
from engine.contract.results import BaseModelResult
from engine.contract.specs import BaseModelSpec
from engine.generators.stable_diffusion_folder import check_stable_diffusion_folder
from engine.registry import Workspace
from engine.registry.workspace_settings import PROMPTED, STABLE_DIFFUSION


def run_base_model(
    workspace: Workspace, spec: BaseModelSpec, context: JobContext
) -> BaseModelResult:
    """Look a folder through and, unless only that is asked for, copy what is needed of it.

    The workspace then draws with it: its family is Stable Diffusion, and its pictures are as large
    as the base model's.

    Raises:
        UserFixableError: If the folder is not whole, not safe or of another family, there is no
            room for it, or the workspace has versions already.
    """
    root = Path(spec.folder).absolute()
    found = check_stable_diffusion_folder(root)
    if not spec.check_only:
        if workspace.versions.list():
            raise UserFixableError(
                "This workspace has versions already, and they do not build on this base model. "
                "Make another workspace for it."
            )

        def on_file(done: int, total: int) -> None:
            context.honour_requests()
            fraction = done / max(1, total)
            context.report_progress(
                Progress(
                    stage="prepare", step=done >> 20, step_count=total >> 20, fraction=fraction
                )
            )

        model = workspace.base_model.adopt(
            found.root,
            found.files,
            name=root.name,
            image_size=found.image_size,
            replaces=True,
            on_file=on_file,
        )
        workspace.activity.append(
            "", "workspace.base_model", model.name, after=f"SHA-256 {model.sha256}"
        )
        if workspace.settings.family not in PROMPTED:
            workspace.change_settings({"family": STABLE_DIFFUSION})
    return BaseModelResult(
        name=root.name,
        image_size=found.image_size,
        parameters=found.parameters,
        size_bytes=sum((root / name).stat().st_size for name in found.files),
        is_adopted=not spec.check_only,
    )
