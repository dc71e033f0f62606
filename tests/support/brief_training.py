"""The engine as workers run it, except that updates train only briefly."""

from dataclasses import replace
from pathlib import Path

from engine.contract.job_context import JobContext
from engine.contract.results import Result
from engine.contract.specs import PreflightSpec, Spec, UpdateSpec
from engine.operations import dispatch

RUNNER = "tests.support.brief_training:run_spec"

#: Long enough to be watched and paused; what is learned does not matter.
_BRIEF = (
    ("teacher_steps", 60),
    ("student_steps", 20),
    ("recogniser_steps", 20),
    ("replay_per_class", 6),
    ("replay_sampler_steps", 3),
    ("sampler_steps", 4),
    ("measured_per_class", 6),
)


def run_spec(root: Path, spec: Spec, context: JobContext, job_id: int) -> Result:
    """Carry the work out, an update with few steps; its check counts on as few."""
    if isinstance(spec, UpdateSpec):
        spec = _brief(spec)
    elif isinstance(spec, PreflightSpec):
        spec = replace(spec, update=_brief(spec.update))
    return dispatch.run_spec(root, spec, context, job_id)


def _brief(spec: UpdateSpec) -> UpdateSpec:
    return replace(spec, overrides=_BRIEF)
