from dataclasses import replace

from engine.evaluation.gate import Fault
from engine.operations.update_attempts import stronger_plan
from engine.training.plan import UpdatePlan

PLAN = UpdatePlan(strategy="pilotline", seed=4, image_size=64, device="cpu", precision="float32")


def test_only_what_failed_is_made_stronger() -> None:
    student = stronger_plan(PLAN, {Fault.STUDENT})
    assert student == replace(PLAN, seed=5, student_steps=2 * PLAN.student_steps)
    accuracy = stronger_plan(PLAN, {Fault.ACCURACY})
    assert accuracy == replace(PLAN, seed=5, recogniser_steps=2 * PLAN.recogniser_steps)


def test_a_forgotten_product_is_replayed_twice_as_much() -> None:
    plan = stronger_plan(PLAN, {Fault.RETENTION})
    assert plan.replay_per_class == 2 * PLAN.replay_per_class
    assert plan.recogniser_steps == 2 * PLAN.recogniser_steps


def test_copies_are_cured_by_a_shorter_training() -> None:
    plan = stronger_plan(PLAN, {Fault.COPIES, Fault.ASSIGNED_SHARE})
    assert plan.teacher_steps < PLAN.teacher_steps
