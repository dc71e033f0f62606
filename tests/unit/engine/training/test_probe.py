import pytest

from engine.contract.errors import UserFixableError
from engine.training import probe as probe_module
from engine.training.plan import UpdatePlan
from engine.training.probe import STAGES, Probe, peak_memory_estimate, probe_plan
from engine.training.teacher_trainer import TeacherTrainer
from tests.support.toy_learning import toy_generator, toy_plan


def probed(plan: UpdatePlan, earlier_products: int = 1) -> Probe:
    return probe_plan(
        plan,
        toy_generator(class_count=3, widths=(16, 24)),
        (8, 16),
        class_count=3,
        earlier_classes=2 * earlier_products,
        earlier_products=earlier_products,
        new_products=1,
        new_images=10,
    )


@pytest.fixture
def out_of_memory_above(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The largest micro-batch that fits, to be set by the test."""
    limit = [99]
    step = TeacherTrainer.train_step

    def limited(self: TeacherTrainer) -> float:
        if self.micro_batch > limit[0]:
            raise RuntimeError("out of memory")
        return step(self)

    monkeypatch.setattr(TeacherTrainer, "train_step", limited)
    return limit


def test_every_stage_gets_its_time_in_order() -> None:
    probe = probed(toy_plan())
    assert tuple(probe.stage_seconds) == STAGES
    assert all(seconds > 0 for seconds in probe.stage_seconds.values())
    assert probe.plan == toy_plan()


def test_a_first_update_replays_nothing() -> None:
    assert probed(toy_plan(), earlier_products=0).stage_seconds["replay"] == 0.0


def test_the_largest_micro_batch_that_fits_is_found(out_of_memory_above: list[int]) -> None:
    out_of_memory_above[0] = 1
    assert probed(toy_plan()).plan.micro_batch == 1


def test_a_machine_too_small_is_told_so(out_of_memory_above: list[int]) -> None:
    out_of_memory_above[0] = 0
    with pytest.raises(UserFixableError, match="Not even one picture at a time fits"):
        probed(toy_plan())


def test_other_errors_stay_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> float:
        raise RuntimeError("shapes differ")

    monkeypatch.setattr(probe_module, "median_seconds", broken)
    with pytest.raises(RuntimeError, match="shapes differ"):
        probed(toy_plan())


def test_more_pictures_at_a_time_need_more_memory() -> None:
    generator = toy_generator()
    small, large = (peak_memory_estimate(generator, toy_plan(micro_batch=n)) for n in (1, 16))
    assert 0 < small < large
