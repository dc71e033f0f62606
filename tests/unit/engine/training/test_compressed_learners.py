import numpy as np
import pytest

from engine.compression.recogniser_cost import recogniser_cost
from engine.contract.job_context import SilentContext
from engine.recognition.incremental import RULES
from engine.recognition.incremental.nearest_mean import answer
from engine.recognition.incremental.pictures import LabelledImages, TaskPictures
from engine.recognition.incremental.trainer import BATCH
from engine.training.compressed_learners import PostPruned, PrePruned, Slimming, TaughtStudent
from engine.training.incremental_learner import IncrementalLearner, IncrementalPlan
from tests.support.toy_learning import toy_pictures

PLAN = IncrementalPlan(rule=RULES["ss-il"], image_size=16, steps=4, seed=0)
SLIMMING = Slimming(parameter_share=0.5, work_share=0.5, penalty=1e-3, fine_tune_steps=2)
SMALL = (4, 6, 8)


def images(*labels: int) -> LabelledImages:
    every = np.repeat(np.asarray(labels, np.int64), 6)
    return LabelledImages(toy_pictures(every, 16), every)


TASKS = (
    TaskPictures(images(0, 1), None, (2,)),
    TaskPictures(images(2, 3), images(0, 1), (2, 2)),
)


def teach(learner: IncrementalLearner, *followers: IncrementalLearner) -> None:
    for pictures in TASKS:
        for one in (learner, *followers):
            one.learn(pictures, SilentContext())


def test_nothing_answers_before_the_first_task() -> None:
    with pytest.raises(ValueError, match="nothing has been learned"):
        _ = IncrementalLearner(PLAN).deployed


def test_all_start_from_the_same_weights_whatever_was_drawn_before() -> None:
    one, other = IncrementalLearner(PLAN), IncrementalLearner(PLAN)
    teach(one)
    teach(other)
    named = [answer(learner.deployed, images(0, 1, 2, 3).images)[1] for learner in (one, other)]
    assert np.array_equal(*named)
    assert one.deployed.class_count == 4
    assert one.previous is not None
    assert one.previous.class_count == 2


def test_pruned_before_it_stays_as_narrow() -> None:
    learner = PrePruned(PLAN, SLIMMING)
    learner.learn(TASKS[0], SilentContext())
    first = (learner.deployed.widths, learner.deployed.inner_widths)
    learner.learn(TASKS[1], SilentContext())
    assert (learner.deployed.widths, learner.deployed.inner_widths) == first
    whole = recogniser_cost(IncrementalLearner(PLAN).starting_network(TASKS[1]))
    assert recogniser_cost(learner.deployed).macs <= 0.51 * whole.macs


def test_pruned_after_the_full_network_goes_on_as_it_was() -> None:
    alone, full = IncrementalLearner(PLAN), IncrementalLearner(PLAN)
    teach(alone)
    pruned = PostPruned(full, SLIMMING)
    teach(full, pruned)
    assert all(
        np.array_equal(value.numpy(), full.deployed.state_dict()[name].numpy())
        for name, value in alone.deployed.state_dict().items()
    )
    cost, whole = recogniser_cost(pruned.deployed), recogniser_cost(full.deployed)
    assert cost.parameters <= 0.5 * whole.parameters
    assert pruned.deployed.class_count == 4


def test_a_student_takes_as_many_steps_as_the_network_alone() -> None:
    teacher, alone = IncrementalLearner(PLAN), IncrementalLearner(PLAN, SMALL)
    student = TaughtStudent(teacher, SMALL)
    teach(teacher, student)
    teach(alone)
    assert student.deployed.widths == SMALL
    teacher_macs = recogniser_cost(teacher.deployed).macs
    # the teacher answers every batch: one pass for each step, of the previous one or of today's
    asked = student.trained_macs - alone.trained_macs
    assert 0.9 * 8 * BATCH * teacher_macs < asked < 1.0 * 8 * BATCH * teacher_macs


def test_memory_lets_the_earlier_classes_be_told() -> None:
    plan = IncrementalPlan(rule=RULES["soft-replay"], image_size=16, steps=60, seed=0)
    learner = IncrementalLearner(plan, SMALL)
    teach(learner)
    earlier = images(0, 1)
    assert (answer(learner.deployed, earlier.images)[0] == earlier.labels).mean() > 0.8
