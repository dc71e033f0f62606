from dataclasses import replace

import pytest
import torch

from engine.compression.pruner import prune
from engine.continual.balance import balance
from engine.continual.distillation import feature_loss, feature_taps
from engine.continual.strategies.distillation import DISTILLATION
from engine.continual.strategies.pilotline import PILOTLINE
from engine.continual.strategies.replay import REPLAY
from engine.continual.strategies.states import STATES
from engine.generators.diffusion_generator import NO_CLASS
from engine.generators.pixel_diffusion import copy_generator, grow_classes
from engine.training import student_trainer
from engine.training.plan import UpdatePlan
from engine.training.replay_source import replay_while_training
from engine.training.student_trainer import StudentTrainer, _tapped_blocks
from engine.training.teacher_trainer import TeacherTrainer
from tests.support.toy_learning import toy_generator, toy_plan, toy_set


def teacher_trainer(plan: UpdatePlan, **switches: float) -> TeacherTrainer:
    """Learns class 3 while it replays the classes 1 and 2."""
    previous = toy_generator(class_count=3)
    return TeacherTrainer(
        grow_classes(previous, 4, plan.seed),
        plan,
        toy_set(3),
        toy_set(1, 2),
        balance(REPLAY, 1, 1, plan.batch),
        copy_generator(previous),
        strategy=replace(DISTILLATION, **switches),
    )


def test_the_teacher_learns() -> None:
    trainer = teacher_trainer(toy_plan(teacher_steps=60, teacher_rate=3e-3), distilled=0.0)
    losses = [trainer.train_step() for _ in range(60)]
    assert sum(losses[-10:]) < 0.9 * sum(losses[:10])
    assert trainer.step == 60


def test_a_target_midway_is_between_the_noise_and_the_prediction() -> None:
    predicted, midway, injected = (
        teacher_trainer(toy_plan(), distilled=share)._make_batch() for share in (1.0, 0.5, 0.0)
    )
    torch.testing.assert_close(midway.target, (predicted.target + injected.target) / 2)
    assert not torch.equal(predicted.target, injected.target)


def test_a_prediction_can_be_guided_away_from_no_class_in_particular() -> None:
    plan = toy_plan(batch=64, micro_batch=64)
    plain, once, twice = (
        teacher_trainer(plan, taught_guidance=weight, feature_weight=1.0)._make_batch()
        for weight in (0.0, 0.3, 0.6)
    )
    torch.testing.assert_close(once.target, (plain.target + twice.target) / 2)
    is_replay = torch.arange(len(plain.labels)) >= 64
    moved = (once.target - plain.target).abs().amax(dim=(1, 2, 3)) > 1e-4
    assert moved[is_replay & (plain.labels != NO_CLASS)].all()
    assert not moved[~is_replay | (plain.labels == NO_CLASS)].any()
    for block, guided in zip(plain.features, once.features, strict=True):
        torch.testing.assert_close(block, guided)


def test_no_class_can_be_learned_from_replayed_pictures_alone() -> None:
    plan = toy_plan(batch=64, micro_batch=64)
    taught, relearned, pictures = (
        teacher_trainer(plan, distilled=share, relearns_no_class=relearns)._make_batch()
        for share, relearns in ((1.0, False), (1.0, True), (0.0, False))
    )
    shows_no_class = relearned.labels == NO_CLASS
    is_replay = torch.arange(len(relearned.labels)) >= 64
    assert (shows_no_class & is_replay).any()
    torch.testing.assert_close(relearned.target[shows_no_class], pictures.target[shows_no_class])
    torch.testing.assert_close(relearned.target[~shows_no_class], taught.target[~shows_no_class])
    replayed = shows_no_class & is_replay
    assert not torch.equal(relearned.target[replayed], taught.target[replayed])


def test_replay_can_count_more_where_there_is_more_noise() -> None:
    plan = toy_plan(batch=32, micro_batch=32)
    even, noisy = (teacher_trainer(plan, noise_emphasis=e)._make_batch() for e in (0.0, 0.8))
    new = 32
    assert torch.equal(even.weights[:new], noisy.weights[:new])
    torch.testing.assert_close(even.weights[new:].sum(), noisy.weights[new:].sum())
    order = noisy.timesteps[new:].argsort()
    assert (noisy.weights[new:][order].diff() > 0).all()
    assert even.weights[new:].unique().numel() == 1


def test_what_is_being_forgotten_comes_to_count_more_and_survives_a_stop() -> None:
    plan = toy_plan(batch=32, micro_batch=32)
    trainer, even = (teacher_trainer(plan, forgetting_focus=f) for f in (1.0, 0.0))
    rows = trainer.generator.network.class_embedding
    assert rows is not None
    for _ in range(6):
        with torch.no_grad():  # class 2 is being lost, class 1 is kept
            rows.weight[2].neg_()
        trainer.train_step()
    batch, usual = trainer._make_batch(), even._make_batch()
    new = 32
    torch.testing.assert_close(batch.weights[new:].sum(), usual.weights[new:].sum())
    meter = trainer._meter
    assert meter is not None
    lost, kept = meter.emphasis(torch.tensor([2, 1]), 1.0).tolist()
    assert lost > 1.2 * kept
    again = teacher_trainer(plan, forgetting_focus=1.0)
    again.restore(trainer.state(), 6)
    assert torch.equal(again._make_batch().weights, batch.weights)
    assert batch.weights[new:].unique().numel() > 1


def test_blocks_of_the_previous_teacher_pull_on_replay_alone_and_in_any_micro_batch() -> None:
    plain, tapped = (teacher_trainer(toy_plan(), feature_weight=w) for w in (0.0, 1.0))
    parts = teacher_trainer(toy_plan(micro_batch=1), feature_weight=1.0)
    for trainer in (plain, tapped, parts):
        with torch.no_grad():  # away from what the previous teacher does
            trainer.generator.network.conv_in.weight.mul_(1.5)
    losses = [trainer.train_step() for trainer in (plain, tapped, parts)]
    assert losses[1] > 1.01 * losses[0]
    assert losses[2] > 1.01 * losses[0]
    same = teacher_trainer(toy_plan(), feature_weight=1.0)
    batch = same._make_batch()
    assert all(len(block) == same._shares.replay_count for block in batch.features)


def test_states_on_the_previous_teachers_way_are_learned_as_it_predicted_them() -> None:
    plan, previous = toy_plan(batch=16, micro_batch=16), toy_generator(class_count=3)
    labels = [1, 2]
    trainer = TeacherTrainer(
        grow_classes(previous, 4, plan.seed),
        plan,
        toy_set(3),
        replay_while_training(STATES, copy_generator(previous), labels, plan.seed),
        balance(STATES, 1, 1, plan.batch),
        copy_generator(previous),
        strategy=STATES,
    )
    for step in range(10):
        trainer.step = step
        batch = trainer._make_batch()
        replayed = slice(16, None)
        inputs = (batch.noisy[replayed], batch.timesteps[replayed], batch.labels[replayed])
        assert set(batch.labels[replayed].tolist()) <= {NO_CLASS, *labels}
        with torch.no_grad():
            torch.testing.assert_close(
                batch.target[replayed], previous.predict(*inputs), atol=1e-4, rtol=1e-3
            )
    assert trainer.train_step() > 0


def test_replay_is_aimed_at_what_the_previous_version_predicts() -> None:
    trainer, plain = (teacher_trainer(toy_plan(), distilled=d) for d in (1.0, 0.0))
    batch, usual = trainer._make_batch(), plain._make_batch()
    assert torch.equal(batch.noisy, usual.noisy)
    new = trainer._shares.new_count
    assert set(batch.labels[:new].tolist()) <= {NO_CLASS, 3}
    assert set(batch.labels[new:].tolist()) <= {NO_CLASS, 1, 2}
    assert torch.equal(batch.target[:new], usual.target[:new])
    assert not torch.equal(batch.target[new:], usual.target[new:])
    previous = toy_generator(class_count=3)
    with torch.no_grad():
        predicted = previous.predict(batch.noisy[new:], batch.timesteps[new:], batch.labels[new:])
    torch.testing.assert_close(batch.target[new:], predicted)
    torch.testing.assert_close(batch.weights.sum(), torch.tensor(1.0))


def retiring_trainer(plan: UpdatePlan, *, new: int) -> TeacherTrainer:
    """Keeps class 1 with nothing new, or learns class 4 beside it; 2 and 3 are retired."""
    previous = toy_generator(class_count=4)
    return TeacherTrainer(
        grow_classes(previous, 5, plan.seed),
        plan,
        toy_set(4),
        toy_set(1),
        balance(PILOTLINE, new, 1, plan.batch),
        copy_generator(previous),
        strategy=DISTILLATION,
        retired_labels=(2, 3),
    )


def test_rows_of_retired_classes_are_taught_to_mean_no_class_in_particular() -> None:
    trainer = retiring_trainer(toy_plan(batch=64, micro_batch=64), new=1)
    first, labels, is_own = 64, [], []
    for step in range(30):
        trainer.step = step
        batch = trainer._make_batch()
        labels += batch.labels.tolist()
        replayed = batch.labels[first:]
        asked = replayed.masked_fill(replayed != 1, NO_CLASS)
        with torch.no_grad():
            answer = trainer._previous.predict(batch.noisy[first:], batch.timesteps[first:], asked)
        differs = (answer - batch.target[first:]).flatten(1).abs().amax(dim=1) > 1e-4
        assert not differs[replayed == 1].any()
        # without a class the previous teacher's answer would show retired products too
        is_own += differs[replayed != 1].tolist()
    shares = {label: labels.count(label) / len(labels) for label in (NO_CLASS, 2, 3)}
    assert shares[NO_CLASS] == pytest.approx(0.06, abs=0.015)
    assert shares[2] + shares[3] == pytest.approx(0.06, abs=0.015)
    assert min(shares[2], shares[3]) > 0.015
    assert is_own
    assert all(is_own)


def test_an_update_that_teaches_nothing_learns_from_replay_alone() -> None:
    trainer = retiring_trainer(toy_plan(batch=16), new=0)
    batch = trainer._make_batch()
    assert len(batch.labels) == trainer.plan.batch
    assert set(batch.labels.tolist()) <= {NO_CLASS, 1, 2, 3}
    torch.testing.assert_close(batch.weights.sum(), torch.tensor(1.0))
    assert sum(trainer.train_step() for _ in range(4)) > 0


def test_a_students_lessons_teach_retired_rows_what_its_teacher_draws_of_no_class() -> None:
    teacher = toy_generator(class_count=4, widths=(16, 24))
    plan = toy_plan(batch=64, micro_batch=64)
    trainer = StudentTrainer(
        prune(teacher.network, (8, 16)), teacher, plan, toy_set(1), retired_labels=(2, 3)
    )
    labels = []
    for step in range(0, 20, 2):
        lesson = trainer._make_lesson(step)
        labels += lesson.labels.tolist()
        asked = lesson.labels.masked_fill(lesson.labels != 1, NO_CLASS)
        with torch.no_grad():
            drawn = teacher.velocity(lesson.noisy, lesson.timesteps, asked)
        torch.testing.assert_close(lesson.target, drawn)
    assert set(labels) == {NO_CLASS, 1, 2, 3}


def test_smaller_micro_batches_give_the_same_step() -> None:
    whole, parts = teacher_trainer(toy_plan()), teacher_trainer(toy_plan(micro_batch=1))
    losses = whole.train_step(), parts.train_step()
    assert abs(losses[0] - losses[1]) < 1e-4 * losses[0]
    for one, other in zip(
        whole.generator.network.parameters(), parts.generator.network.parameters(), strict=True
    ):
        torch.testing.assert_close(one.grad, other.grad, atol=1e-4, rtol=1e-3)


def test_the_average_is_a_generator_of_its_own() -> None:
    trainer = teacher_trainer(toy_plan())
    trainer.train_step()
    averaged = trainer.averaged()
    assert not averaged.network.training
    assert trainer.generator.network.training
    shadow = trainer.ema.shadow["conv_out.weight"]
    assert torch.equal(averaged.network.conv_out.weight, shadow)
    assert not torch.equal(trainer.generator.network.conv_out.weight, shadow)


def test_the_student_comes_nearer_to_its_teacher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(student_trainer, "_FEATURE_WEIGHT", 0.0)
    teacher = toy_generator(widths=(16, 24))
    plan = toy_plan(student_steps=40, student_rate=3e-3)
    trainer = StudentTrainer(prune(teacher.network, (8, 16)), teacher, plan, toy_set(0, 1))
    losses = [trainer.train_step() for _ in range(40)]
    assert sum(losses[-10:]) < 0.9 * sum(losses[:10])


def test_every_other_step_of_a_student_repeats_a_lesson_of_the_last_ones() -> None:
    teacher = toy_generator(widths=(16, 24))
    plan = toy_plan(student_steps=200)
    trainer = StudentTrainer(prune(teacher.network, (8, 16)), teacher, plan, toy_set(0, 1))
    new = []
    for step in range(100):
        trainer.step = step
        noisy = trainer._make_batch().noisy
        is_known = any(torch.equal(noisy, earlier) for earlier in new[-16:])
        assert is_known == (step % 2 == 1)
        if not is_known:
            new.append(noisy)
    resumed = StudentTrainer(prune(teacher.network, (8, 16)), teacher, plan, toy_set(0, 1))
    resumed.step = 99
    assert torch.equal(resumed._make_batch().noisy, noisy)


def test_each_block_of_a_student_stands_beside_the_teachers_same_block() -> None:
    teacher = toy_generator(widths=(16, 24))
    pruned = prune(teacher.network, (8, 16))
    names, kept = _tapped_blocks(pruned)
    inputs = (torch.randn(2, 48, 4, 4), torch.tensor([3, 900]), torch.tensor([0, 1]))
    with torch.no_grad(), feature_taps(teacher.network, names) as theirs:
        teacher.network(*inputs)
    with torch.no_grad(), feature_taps(pruned.network, names) as mine:
        pruned.network(*inputs)
    assert len(theirs) == len(mine) == len(names) == 5
    for small, large, channels in zip(mine, theirs, kept, strict=True):
        assert small.shape == large[:, channels].shape


def test_a_student_of_full_width_has_exactly_the_teachers_features() -> None:
    teacher = toy_generator(widths=(16, 24))
    teacher.network.eval()
    pruned = prune(teacher.network, (16, 24))
    pruned.network.eval()
    names, kept = _tapped_blocks(pruned)
    inputs = (torch.randn(2, 48, 4, 4), torch.tensor([3, 900]), torch.tensor([0, 1]))
    with torch.no_grad(), feature_taps(teacher.network, names) as theirs:
        teacher.network(*inputs)
    with torch.no_grad(), feature_taps(pruned.network, names) as mine:
        pruned.network(*inputs)
    of_kept = [block[:, channels] for block, channels in zip(theirs, kept, strict=True)]
    assert feature_loss(mine, of_kept).item() == 0.0
