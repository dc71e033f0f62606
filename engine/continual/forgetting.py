"""Which earlier classes a training is forgetting, measured while it goes on."""

import torch
from torch import Tensor

#: Of the running mean; a class is seen every few steps.
_DECAY = 0.9
#: No class weighs more or less than this many times the mean, however far off it is.
_MOST = 4.0


class ForgettingMeter:
    """A running mean, class by class, of how far predictions are from the previous teacher's."""

    def __init__(self, class_rows: int, device: torch.device) -> None:
        #: (class_rows,) mean squared differences; 0 where a class was never seen.
        self._errors = torch.zeros(class_rows, device=device)

    def observe(self, errors: Tensor, labels: Tensor) -> None:
        """Take in one difference for each of (B,) pictures."""
        for label in sorted(set(labels.tolist())):
            seen = errors[labels == label].mean()
            before = self._errors[label]
            self._errors[label] = torch.where(before > 0, torch.lerp(seen, before, _DECAY), seen)

    def emphasis(self, labels: Tensor, focus: float) -> Tensor:
        """(B,) weights with a mean of about 1: error over the mean error, to the power `focus`."""
        known = self._errors > 0
        if focus == 0.0 or not bool(known.any()):
            return torch.ones(len(labels), device=self._errors.device)
        errors = self._errors[labels]
        relative = torch.where(errors > 0, errors / self._errors[known].mean(), 1.0)
        return relative.pow(focus).clamp(1 / _MOST, _MOST)

    def state(self) -> Tensor:
        """What a resumed training needs."""
        return self._errors.clone()

    def restore(self, errors: Tensor) -> None:
        """Undo `state`."""
        self._errors.copy_(errors)
