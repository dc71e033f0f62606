import json
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from engine.contract.errors import CancelRequested, IntegrityError
from engine.contract.job_context import SilentContext
from engine.diffusion.noise_schedule import NoiseSchedule
from engine.inference.generation import (
    draw,
    draw_batches,
    sampling_settings,
    seeded_noise,
    to_pixels,
)
from engine.inference.session import Session, open_session
from tests.support.deployed_versions import tiny_generator


class CancelsAfter(SilentContext):
    def __init__(self, calls: int) -> None:
        self.calls = calls

    def honour_requests(self) -> None:
        self.calls -= 1
        if self.calls < 0:
            raise CancelRequested


def labels(*values: int) -> np.ndarray:
    return np.asarray(values, np.int64)


def test_an_image_depends_on_its_seed_and_label_alone(session: Session) -> None:
    together = draw(session, labels(0, 1, 2, 3, 4), labels(7, 8, 9, 10, 11))
    assert together.shape == (5, 3, 32, 32)
    assert together.dtype == np.uint8
    alone = draw(session, labels(2), labels(9))
    assert np.array_equal(alone[0], together[2])
    for batch in (1, 2, 3):
        again = draw(session, labels(0, 1, 2, 3, 4), labels(7, 8, 9, 10, 11), batch=batch)
        assert np.array_equal(again, together)


def test_other_seeds_and_labels_give_other_images(session: Session) -> None:
    images = draw(session, labels(0, 0, 1), labels(1, 2, 1))
    assert not np.array_equal(images[0], images[1])
    assert not np.array_equal(images[0], images[2])


def test_drawing_equals_the_torch_sampler(session: Session) -> None:
    """The same noise through torch's network and sampler gives the same picture, rounding apart."""
    generator = tiny_generator()
    wanted, seeds = labels(1, 4), labels(3, 2**40)
    noise = torch.from_numpy(seeded_noise(seeds, sampling_settings(session).noise_shape))
    expected = generator.to_pixels(generator.draw(torch.from_numpy(wanted), noise))
    drawn = draw(session, wanted, seeds)
    assert np.abs(drawn.astype(int) - expected).max() <= 1


def test_a_file_is_drawn_from_at_its_own_timesteps_whatever_later_ones_choose(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = draw(session, labels(1), labels(3))
    monkeypatch.setattr(
        NoiseSchedule, "sampling_timesteps", lambda _, n: [999, *range(n - 1, 0, -1)]
    )
    assert np.array_equal(draw(session, labels(1), labels(3)), before)


def test_a_file_without_timesteps_draws_the_same(
    session: Session, deployed: Path, tmp_path: Path
) -> None:
    model = onnx.load(str(deployed / "student_onnx"))
    facts = json.loads(session.metadata["pilotline"])
    assert facts.pop("timesteps") == list(sampling_settings(session).timesteps)
    onnx.helper.set_model_props(model, {**session.metadata, "pilotline": json.dumps(facts)})
    (tmp_path / "earlier").write_bytes(model.SerializeToString())
    earlier = open_session(tmp_path / "earlier")
    wanted = labels(0, 1), labels(5, 6)
    assert np.array_equal(draw(earlier, *wanted), draw(session, *wanted))


def test_noise_is_standard_normal_and_each_seed_has_its_own() -> None:
    noise = seeded_noise(labels(0, 1, 2**62), (48, 16, 16))
    assert noise.dtype == np.float32
    assert abs(float(noise.mean())) < 0.02
    assert abs(float(noise.std()) - 1) < 0.02
    assert np.array_equal(seeded_noise(labels(1), (48, 16, 16))[0], noise[1])
    assert abs(float(np.corrcoef(noise[0].ravel(), noise[1].ravel())[0, 1])) < 0.05


def test_noise_of_a_seed_stays_what_it_was() -> None:
    """Recorded: were numpy to draw differently, every canary of every workspace would fail."""
    first = seeded_noise(labels(42), (48, 8, 8))[0, 0, 0, :4]
    np.testing.assert_allclose(first, RECORDED_NOISE, rtol=1e-6)


RECORDED_NOISE = (0.18170474469661713, -1.2426393032073975, -0.5515530109405518, 0.3664800226688385)


def test_values_out_of_range_are_clipped_not_wrapped() -> None:
    clean = np.full((1, 3, 2, 2), 0.0, np.float32)
    clean[0, 0], clean[0, 1] = 5.0, -5.0
    pixels = to_pixels(clean, 0)
    assert pixels[0, 0].tolist() == [[255, 255], [255, 255]]
    assert pixels[0, 1].tolist() == [[0, 0], [0, 0]]
    assert pixels[0, 2].tolist() == [[128, 128], [128, 128]]


def test_progress_ends_with_everything_done(session: Session) -> None:
    told: list[tuple[float, int]] = []
    draw(session, labels(0, 1, 2), labels(0, 1, 2), batch=2, on_progress=lambda *a: told.append(a))
    assert told[0] == (0.5, 3)  # one of four steps of two images
    assert told[-1] == (3.0, 3)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_request_is_honoured_between_steps(session: Session) -> None:
    with pytest.raises(CancelRequested):
        draw(session, labels(0), labels(0), CancelsAfter(2))


def test_drawing_nothing_gives_nothing(session: Session) -> None:
    assert draw(session, labels(), labels()).shape == (0, 3, 32, 32)


def test_where_bits_depend_on_the_batch_every_batch_is_full(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = draw(session, labels(0, 1, 2), labels(5, 6, 7))
    monkeypatch.setattr(Session, "is_reproducible", property(lambda _self: False))
    sizes: list[int] = []
    run = Session.run
    monkeypatch.setattr(
        Session,
        "run",
        lambda self, inputs: sizes.append(len(inputs["sample"])) or run(self, inputs),
    )
    drawn = list(draw_batches(session, labels(0, 1, 2), labels(5, 6, 7), batch=2))
    assert [len(part) for part in drawn] == [2, 1]
    assert set(sizes) == {2}
    assert np.array_equal(np.concatenate(drawn), expected)


def test_another_kind_of_file_is_refused(deployed: Path) -> None:
    recogniser = open_session(deployed / "recogniser_onnx")
    with pytest.raises(IntegrityError, match="not an exported generator"):
        draw(recogniser, labels(0), labels(0))
