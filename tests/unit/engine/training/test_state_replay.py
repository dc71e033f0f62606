import torch

from engine.training.state_replay import StateReplay
from tests.support.toy_learning import toy_generator

STEPS = 4


def state_replay(**changes: int) -> StateReplay:
    settings = {"sampler_steps": STEPS, "seed": 5, "stage": 1, **changes}
    return StateReplay(toy_generator(class_count=4), labels=(1, 3), **settings)


def test_a_block_hands_out_every_state_once_and_all_noise_levels_at_every_step() -> None:
    replay = state_replay()
    seen: dict[int, set[int]] = {way: set() for way in range(STEPS)}
    for step in range(STEPS):
        states = replay.states(step, STEPS)
        timesteps = states.noised.timesteps.tolist()
        assert len(set(timesteps)) == STEPS
        assert set(states.labels.tolist()) <= {1, 3}
        for way, timestep in enumerate(timesteps):
            seen[way].add(timestep)
    assert all(len(timesteps) == STEPS for timesteps in seen.values())
    assert all(max(timesteps) == 999 for timesteps in seen.values())


def test_a_step_is_the_same_whether_or_not_those_before_it_were_asked_for() -> None:
    whole, resumed = state_replay(), state_replay()
    for step in range(7):
        states = whole.states(step, 3)
    again = resumed.states(6, 3)
    assert torch.equal(states.noised.noisy, again.noised.noisy)
    assert torch.equal(states.taught, again.taught)
    other = whole.states(10, 3)
    assert not torch.equal(states.noised.noisy, other.noised.noisy)


def test_it_calls_the_teacher_once_for_each_state() -> None:
    replay = state_replay()
    calls = []
    replay.teacher.network.register_forward_hook(lambda _m, inputs, _o: calls.append(1))
    for step in range(2 * STEPS):
        replay.states(step, 3)
    assert len(calls) == 2 * STEPS


def test_the_velocity_leads_to_where_the_way_ends() -> None:
    """Of one way all states name the same clean picture."""
    replay = state_replay()
    ends = []
    for step in range(STEPS):
        noised = replay.states(step, 2).noised
        alpha, sigma = replay.teacher.schedule.alpha_sigma(int(noised.timesteps[0]))
        ends.append(alpha * noised.noisy[0] - sigma * noised.velocity[0])
    for end in ends[1:]:
        torch.testing.assert_close(end, ends[0], atol=1e-4, rtol=1e-3)
