from dataclasses import replace

from engine.contract.results import ProductQuality, StudentQuality
from engine.evaluation.gate import Fault, judge
from engine.registry import UpdatePolicy

POLICY = UpdatePolicy()
GOOD = ProductQuality(
    product_name="Bracket", retention=0.95, accuracy=0.9, assigned_share=0.85, fidelity=12.0
)
STUDENT = StudentQuality(
    parameters=40,
    teacher_parameters=100,
    images_per_second=20.0,
    teacher_images_per_second=10.0,
    fidelity_ratio=1.1,
)


def test_a_good_update_passes_and_says_how_good_it_is() -> None:
    verdict = judge(POLICY, [GOOD, replace(GOOD, product_name="Flange")], STUDENT)
    assert verdict.passed
    expected = (
        "95% retained; 85% of generated images are the asked class; 90% of real images recognised."
    )
    assert verdict.sentences == (f"Bracket: {expected}", f"Flange: {expected}")


def test_a_forgotten_product_fails_the_update_and_is_named() -> None:
    verdict = judge(POLICY, [replace(GOOD, retention=0.5), GOOD], STUDENT)
    assert not verdict.passed
    assert "Not enough: retention 50% is below the required 80%." in verdict.sentences[0]
    assert "Not enough" not in verdict.sentences[1]


def test_every_fault_of_a_product_is_told() -> None:
    poor = replace(GOOD, retention=0.1, assigned_share=0.2, accuracy=0.3)
    sentence = judge(POLICY, [poor], STUDENT).sentences[0]
    for fault in ("retention 10%", "assigned share 20%", "accuracy 30%"):
        assert f"{fault} is below the required" in sentence


def test_what_cannot_be_measured_is_called_unverified_and_does_not_fail() -> None:
    unknown = replace(GOOD, retention=None, accuracy=None, fidelity=None)
    verdict = judge(POLICY, [unknown], STUDENT)
    assert verdict.passed
    assert verdict.sentences == (
        "Bracket: retention unverified; 85% of generated images are the asked class.",
    )


def test_exactly_what_is_required_is_enough() -> None:
    barely = replace(GOOD, retention=0.8, assigned_share=0.5, accuracy=0.6)
    assert judge(POLICY, [barely], replace(STUDENT, fidelity_ratio=1.3)).passed


def test_a_student_that_draws_worse_than_its_teacher_fails_the_update() -> None:
    verdict = judge(POLICY, [GOOD], replace(STUDENT, fidelity_ratio=2.0))
    assert not verdict.passed
    assert verdict.sentences[-1] == (
        "The student draws worse than its teacher: distance 2.00 times the teacher's, "
        "at most 1.30 is allowed."
    )


def test_the_workspaces_own_policy_decides() -> None:
    forgiving = UpdatePolicy(min_retention=0.0, min_assigned_share=0.0, min_accuracy=0.0)
    assert judge(forgiving, [replace(GOOD, retention=0.0, accuracy=0.0)], STUDENT).passed


def test_the_sentence_tells_how_sure_the_retention_is_and_what_is_less_varied() -> None:
    product = replace(GOOD, retention_interval=(0.91, 0.99), less_varied=("scratch",))
    sentence = judge(POLICY, [product], STUDENT).sentences[0]
    assert sentence.startswith("Bracket: 95% retained (91% to 99%); ")
    assert "; scratch less varied than before." in sentence


def test_a_product_that_no_version_knew_before_is_called_new() -> None:
    sentence = judge(POLICY, [replace(GOOD, retention=1.0, is_new=True)], STUDENT).sentences[0]
    assert sentence.startswith("Bracket: newly learned; ")


def test_copies_of_photographs_fail_the_update() -> None:
    verdict = judge(POLICY, [replace(GOOD, copied_share=0.2)], STUDENT)
    assert verdict.faults == {Fault.COPIES}
    assert "copies of photographs 20% are above the allowed 5%" in verdict.sentences[0]
    assert judge(POLICY, [replace(GOOD, copied_share=0.04)], STUDENT).passed


def test_the_faults_are_named_for_the_next_attempt() -> None:
    poor = replace(GOOD, retention=0.1, usefulness=0.2)
    strict = replace(POLICY, min_usefulness=0.5)
    verdict = judge(strict, [GOOD, poor], replace(STUDENT, fidelity_ratio=9.0))
    assert verdict.faults == {Fault.RETENTION, Fault.USEFULNESS, Fault.STUDENT}


def test_the_policy_that_passes_everything_does() -> None:
    awful = replace(GOOD, retention=0.0, assigned_share=0.0, accuracy=0.0, copied_share=1.0)
    policy = UpdatePolicy.that_passes_everything()
    assert judge(policy, [awful], replace(STUDENT, fidelity_ratio=1e6)).passed
