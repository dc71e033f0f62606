"""Report on a folder of photographs without registering it."""

from engine.contract.intake_results import CheckReport
from engine.contract.job_context import JobContext
from engine.contract.specs import CheckSpec
from engine.imaging.folder_check import check_folder
from engine.operations.known_photographs import extendable_product, known_product
from engine.registry import Workspace


def run_check(spec: CheckSpec, context: JobContext) -> CheckReport:
    """What the folder holds; raises UserFixableError where it cannot be read at all."""
    return check_folder(spec, context)


def run_check_of_added(workspace: Workspace, spec: CheckSpec, context: JobContext) -> CheckReport:
    """What the folder holds that the product which the spec names does not have yet."""
    product = extendable_product(workspace, spec.product_name)
    return check_folder(spec, context, known_product(workspace, product))
