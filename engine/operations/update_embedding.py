"""A compressed copy of an update's recogniser, for its embedding alone: what `find` looks by."""

from engine.contract.job_context import JobContext
from engine.recognition.network import Recogniser, plain_copy
from engine.training.embedding_trainer import EmbeddingPlan, EmbeddingTrainer
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan
from engine.training.shrinking import ShrinkPlan

_WORK_MARGIN = 0.01  # of the work as much more may be left as was published


def compressed_embedding(
    recogniser: Recogniser, pictures: PictureSet, plan: UpdatePlan, context: JobContext
) -> Recogniser:
    """Distil the recogniser of today, without its experts, into a copy that shrinks meanwhile.

    From photographs and replay alike. A pause before the end begins it anew, which comes to the
    same.
    """
    teacher = plain_copy(recogniser).eval()
    share = plan.embedding_parameters
    trainer = EmbeddingTrainer(
        plain_copy(recogniser),
        pictures,
        EmbeddingPlan(steps=plan.recogniser_steps, seed=plan.seed),
        teacher,
        ShrinkPlan(parameters=share, macs=min(1.0, share + _WORK_MARGIN)),
    )
    while trainer.step < trainer.steps:
        context.honour_requests()
        trainer.train_step()
    return trainer.network.eval()
