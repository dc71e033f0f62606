"""Verify: is everything that the workspace stores still what was written?"""

from engine.contract.job_context import JobContext
from engine.contract.results import VerifyResult
from engine.contract.specs import VerifySpec
from engine.registry import Workspace


def run_verify(workspace: Workspace, _spec: VerifySpec, context: JobContext) -> VerifyResult:
    """Re-hash every artifact and check the database and the activity log's chain."""
    return workspace.verify(context)
