"""Dispatch: carry out any spec, importing only what that kind of work needs."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from engine.contract.job_context import JobContext
from engine.contract.results import Result
from engine.contract.specs import (
    ApproveSpec,
    BaseModelSpec,
    CheckSpec,
    CompareSpec,
    ConfusionSpec,
    CopyPairsSpec,
    DevicesSpec,
    ExportSpec,
    FindSpec,
    FrontierSpec,
    GenerateSpec,
    LatencySpec,
    PictureExportSpec,
    PreflightSpec,
    RecogniseSpec,
    RedrawReplaySpec,
    RegisterSpec,
    ReportSpec,
    RollbackSpec,
    SampleLineSpec,
    Spec,
    StorageSpec,
    UpdateSpec,
    VerifySpec,
)
from engine.registry import Workspace


def run_spec(workspace_root: Path, spec: Spec, context: JobContext, job_id: int) -> Result:
    """Carry out the work in this process.

    Only jobs of the queue, which are updates, have a positive id. Sample line, devices and the
    check of a new product's folder need no workspace and get none, so that they work before there
    is one.
    """
    if isinstance(spec, CheckSpec) and not spec.product_name:
        return _check(spec, context)
    if isinstance(spec, SampleLineSpec):
        return _sample_line(spec, context)
    if isinstance(spec, DevicesSpec):
        return _devices(context)
    with Workspace.open(workspace_root) as workspace:
        if isinstance(spec, UpdateSpec):
            return _update(workspace, spec, context, job_id)
        return RUNS[type(spec)](workspace, spec, context)


def _check(spec: CheckSpec, context: JobContext) -> Result:
    from engine.operations.check import run_check

    return run_check(spec, context)


def _check_of_added(workspace: Workspace, spec: CheckSpec, context: JobContext) -> Result:
    from engine.operations.check import run_check_of_added

    return run_check_of_added(workspace, spec, context)


def _sample_line(spec: SampleLineSpec, context: JobContext) -> Result:
    from engine.operations.sample_line import run_sample_line

    return run_sample_line(spec, context)


def _update(workspace: Workspace, spec: UpdateSpec, context: JobContext, job_id: int) -> Result:
    from engine.operations.update import run_update

    return run_update(workspace, spec, context, job_id)


def _register(workspace: Workspace, spec: RegisterSpec, context: JobContext) -> Result:
    from engine.operations.register import run_register

    return run_register(workspace, spec, context)


def _base_model(workspace: Workspace, spec: BaseModelSpec, context: JobContext) -> Result:
    from engine.operations.base_model import run_base_model

    return run_base_model(workspace, spec, context)


def _preflight(workspace: Workspace, spec: PreflightSpec, context: JobContext) -> Result:
    from engine.operations.preflight import run_preflight

    return run_preflight(workspace, spec, context)


def _generate(workspace: Workspace, spec: GenerateSpec, context: JobContext) -> Result:
    from engine.operations.generate import run_generate

    return run_generate(workspace, spec, context)


def _compare(workspace: Workspace, spec: CompareSpec, context: JobContext) -> Result:
    from engine.operations.compare import run_compare

    return run_compare(workspace, spec, context)


def _approve(workspace: Workspace, spec: ApproveSpec, context: JobContext) -> Result:
    from engine.operations.approve import run_approve

    return run_approve(workspace, spec, context)


def _rollback(workspace: Workspace, spec: RollbackSpec, context: JobContext) -> Result:
    from engine.operations.rollback import run_rollback

    return run_rollback(workspace, spec, context)


def _recognise(workspace: Workspace, spec: RecogniseSpec, context: JobContext) -> Result:
    from engine.operations.recognise import run_recognise

    return run_recognise(workspace, spec, context)


def _find(workspace: Workspace, spec: FindSpec, context: JobContext) -> Result:
    from engine.operations.find import run_find

    return run_find(workspace, spec, context)


def _confusion(workspace: Workspace, spec: ConfusionSpec, context: JobContext) -> Result:
    from engine.operations.confusion import run_confusion

    return run_confusion(workspace, spec, context)


def _copy_pairs(workspace: Workspace, spec: CopyPairsSpec, context: JobContext) -> Result:
    from engine.operations.copy_pairs import run_copy_pairs

    return run_copy_pairs(workspace, spec, context)


def _latency(workspace: Workspace, spec: LatencySpec, context: JobContext) -> Result:
    from engine.operations.latency import run_latency

    return run_latency(workspace, spec, context)


def _frontier(workspace: Workspace, spec: FrontierSpec, context: JobContext) -> Result:
    from engine.operations.frontier import run_frontier

    return run_frontier(workspace, spec, context)


def _report(workspace: Workspace, spec: ReportSpec, context: JobContext) -> Result:
    from engine.operations.report import run_report

    return run_report(workspace, spec, context)


def _verify(workspace: Workspace, spec: VerifySpec, context: JobContext) -> Result:
    from engine.operations.verify import run_verify

    return run_verify(workspace, spec, context)


def _storage(workspace: Workspace, spec: StorageSpec, context: JobContext) -> Result:
    from engine.operations.storage import run_storage

    return run_storage(workspace, spec, context)


def _devices(context: JobContext) -> Result:
    from engine.operations.devices import run_devices

    return run_devices(context)


def _export(workspace: Workspace, spec: ExportSpec, context: JobContext) -> Result:
    from engine.operations.export import run_export

    return run_export(workspace, spec, context)


def _export_pictures(workspace: Workspace, spec: PictureExportSpec, context: JobContext) -> Result:
    from engine.operations.export_pictures import run_export_pictures

    return run_export_pictures(workspace, spec, context)


def _redraw_replay(workspace: Workspace, spec: RedrawReplaySpec, context: JobContext) -> Result:
    from engine.operations.redraw_replay import run_redraw_replay

    return run_redraw_replay(workspace, spec, context)


#: What runs in a workspace and is not queued. Each entry takes the spec it stands under.
RUNS: Mapping[type[Spec], Callable[[Workspace, Any, JobContext], Result]] = {
    CheckSpec: _check_of_added,
    RegisterSpec: _register,
    BaseModelSpec: _base_model,
    PreflightSpec: _preflight,
    GenerateSpec: _generate,
    CompareSpec: _compare,
    ApproveSpec: _approve,
    RollbackSpec: _rollback,
    RecogniseSpec: _recognise,
    FindSpec: _find,
    ConfusionSpec: _confusion,
    CopyPairsSpec: _copy_pairs,
    LatencySpec: _latency,
    FrontierSpec: _frontier,
    ReportSpec: _report,
    VerifySpec: _verify,
    StorageSpec: _storage,
    ExportSpec: _export,
    PictureExportSpec: _export_pictures,
    RedrawReplaySpec: _redraw_replay,
}
