import pytest

from engine.contract.errors import UserFixableError
from engine.contract.specs import Preset, UpdateSpec
from engine.registry.workspace_settings import FAMILIES, LIFELONG_VAE, PIXEL_DIFFUSION, KeptStudent
from engine.training.plan import OVERRIDES, UpdatePlan, plan_settings, plan_update


def planned(
    preset: Preset = Preset.QUICK,
    new_classes: int = 3,
    earlier_classes: int = 1,
    family: str = PIXEL_DIFFUSION,
    **overrides: float | str,
) -> UpdatePlan:
    spec = UpdateSpec(preset=preset, seed=7, overrides=tuple(overrides.items()))
    return plan_update(
        spec,
        new_classes=new_classes,
        all_classes=new_classes + earlier_classes,
        image_size=32,
        device="cpu",
        precision="float32",
        family=family,
    )


def test_a_kept_student_lies_between_preset_and_overrides() -> None:
    kept = KeptStudent(student_parameters=0.25, sampler_steps=4).overrides

    def steps_and_size(family: str, **overrides: float) -> tuple[int, float]:
        spec = UpdateSpec(preset=Preset.QUICK, overrides=tuple(overrides.items()))
        counts = {"new_classes": 1, "all_classes": 1, "image_size": 32}
        plan = plan_update(
            spec, **counts, device="cpu", precision="float32", family=family, kept=kept
        )
        return plan.sampler_steps, plan.student_parameters

    assert steps_and_size(PIXEL_DIFFUSION) == (4, 0.25)
    assert steps_and_size(PIXEL_DIFFUSION, sampler_steps=7) == (7, 0.25)
    # what the family does not have is passed over
    usual = planned(family=LIFELONG_VAE)
    assert steps_and_size(LIFELONG_VAE) == (usual.sampler_steps, usual.student_parameters)


def test_it_survives_its_json() -> None:
    plan = planned(teacher_steps=11, ema_decay=0.5)
    assert UpdatePlan.from_json(plan.to_json()) == plan


def test_more_careful_presets_spend_more_on_everything() -> None:
    plans = [planned(preset) for preset in (Preset.QUICK, Preset.BALANCED, Preset.THOROUGH)]
    for name in ("teacher_steps", "student_steps", "recogniser_steps", "replay_per_class"):
        values = [getattr(plan, name) for plan in plans]
        assert values == sorted(values), name
        assert len(set(values)) == 3, name


def test_steps_grow_with_the_classes_within_bounds() -> None:
    steps = [planned(new_classes=count).teacher_steps for count in (1, 3, 8, 12, 50)]
    assert steps[0] == steps[1]
    assert steps[1] < steps[2] < steps[3] == steps[4]


def test_a_late_update_plans_hardly_more_than_an_early_one() -> None:
    second, twelfth = planned(new_classes=1), planned(new_classes=1, earlier_classes=11)
    later = planned(new_classes=1, earlier_classes=60)
    assert second.teacher_steps == twelfth.teacher_steps == later.teacher_steps
    assert second.student_steps == twelfth.student_steps == later.student_steps
    assert second.recogniser_steps == twelfth.recogniser_steps == later.recogniser_steps
    assert 60 * later.replay_per_class <= 10 * second.replay_per_class
    assert planned(new_classes=1, earlier_classes=1000).replay_per_class == 8


def test_overrides_are_taken_and_keep_their_kind() -> None:
    plan = planned(teacher_steps=11.0, teacher_rate=1, student_parameters=0.3, student_work=0.8)
    assert (plan.teacher_steps, plan.teacher_rate, plan.student_parameters) == (11, 1.0, 0.3)
    assert (plan.student_work, planned().student_work) == (0.8, 1.0)
    assert isinstance(plan.teacher_steps, int)
    assert isinstance(plan.teacher_rate, float)


@pytest.mark.parametrize("name", ["speed", "device", "seed", "micro_batch", "strategy"])
def test_a_setting_that_is_none_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UserFixableError, match=f"no setting named '{name}'; there are: batch, "):
        planned(**{name: 3})
    assert name not in OVERRIDES


@pytest.mark.parametrize("value", [0, -3, "many", True, float("nan"), float("inf"), 0.5, 10.5])
def test_a_number_that_makes_no_sense_is_refused(value: float | str) -> None:
    with pytest.raises(
        UserFixableError, match="setting teacher_steps needs a whole number above zero, not "
    ):
        planned(teacher_steps=value)


def test_a_share_of_more_than_everything_is_refused() -> None:
    with pytest.raises(UserFixableError, match="ema_decay is a share: it needs a number up to 1"):
        planned(ema_decay=1.5)


@pytest.mark.parametrize(
    ("overrides", "sentence"),
    [
        ({"student_bits": 16}, "student_bits is 8 or 32, not 16"),
        ({"student_bits": 8, "student_work": 0.6}, "Set only one of the two"),
    ],
)
def test_a_students_precision_is_one_that_can_be_exported(
    overrides: dict[str, float], sentence: str
) -> None:
    with pytest.raises(UserFixableError, match=sentence):
        planned(**overrides)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_takes_just_the_settings_that_it_lists(family: str) -> None:
    plan = planned(family=family)
    listed = {setting.name for setting in plan_settings(plan, plan)}
    for name in OVERRIDES:
        if name in listed:
            value = 8 if name == "student_bits" else 1
            assert getattr(planned(family=family, **{name: value}), name) == value
        else:
            with pytest.raises(UserFixableError, match=f"setting {name} does nothing"):
                planned(family=family, **{name: 1})


def test_what_draws_in_one_pass_has_no_sampler_and_no_student_to_teach() -> None:
    plan = planned(family=LIFELONG_VAE)
    listed = {setting.name for setting in plan_settings(plan, plan)}
    assert not listed & {"sampler_steps", "student_steps", "student_work", "student_parameters"}
    assert {"teacher_steps", "replay_per_class", "embedding_parameters"} <= listed


def test_a_base_model_is_led_by_small_steps_and_its_student_has_no_size_to_choose() -> None:
    def plan(**overrides: float) -> UpdatePlan:
        return plan_update(
            UpdateSpec(overrides=tuple(overrides.items())),
            new_classes=2,
            all_classes=4,
            image_size=512,
            device="cuda",
            precision="bfloat16",
            family="stable_diffusion",
        )

    found = plan()
    assert found.teacher_rate < found.student_rate < 1e-3
    assert found.batch <= 8
    assert found.checkpoint_seconds > 60
    assert plan(teacher_steps=5).teacher_steps == 5
    with pytest.raises(UserFixableError, match="whole layers"):
        plan(student_parameters=0.5)
