"""Report on a folder of photographs without registering it."""

from engine.contract.job_context import JobContext
from engine.contract.results import CheckReport
from engine.contract.specs import CheckSpec
from engine.imaging.folder_check import check_folder


def run_check(spec: CheckSpec, context: JobContext) -> CheckReport:
    """What the folder holds; raises UserFixableError where it cannot be read at all."""
    return check_folder(spec, context)
