"""Draw the sample line into a folder, unless it is already there."""

from pathlib import Path

from engine.contract.intake_results import SampleLineResult, SampleProductFolder
from engine.contract.job_context import JobContext, Progress
from engine.contract.specs import SampleLineSpec
from engine.imaging.sample_line import draw_sample_line


def run_sample_line(spec: SampleLineSpec, context: JobContext) -> SampleLineResult:
    """Write the photographs of every sample product and say where they lie."""
    context.report_progress(Progress(stage="drawing", step=0, step_count=1, fraction=0.0))
    products = draw_sample_line(Path(spec.output_dir))
    return SampleLineResult(
        products=tuple(
            SampleProductFolder(
                name=product.name,
                part_number=product.part_number,
                images_dir=str(product.images_dir),
            )
            for product in products
        )
    )
