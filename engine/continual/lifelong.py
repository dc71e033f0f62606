"""What keeps a lifelong VAE from forgetting: Ramapuram et al. 2020 (arXiv 1705.09847)."""

from dataclasses import dataclass

from torch import Tensor
from torch.nn import functional

from engine.generators.lifelong_vae import Posterior

#: Added to the teacher's shares, which are zero for categories that it does not know.
_LEAST_SHARE = 1e-4
#: As the authors clamp information, which has no upper bound for the Gaussian part.
_MOST_INFORMATION = 100.0


@dataclass(frozen=True, kw_only=True)
class LifelongWeights:
    """What each regulariser weighs in the loss, which is in nats per picture."""

    #: gamma, on pictures that the teacher drew.
    cross_model: float = 0.0
    #: lambda_d, which rewards what the category says of a picture.
    category_information: float = 0.0
    #: lambda_c, which charges for what the Gaussian part says.
    continuous_information: float = 0.0
    #: Of the cross-entropy of known classes; 0 where there are none.
    classes: float = 0.0

    @property
    def uses_information(self) -> bool:
        """Whether pictures have to be drawn and encoded again for the loss."""
        return self.category_information > 0.0 or self.continuous_information > 0.0


def teacher_share(tasks_learned: int) -> float:
    """The part of a batch that the teacher draws, k / (k + 1), so that every task weighs alike."""
    return tasks_learned / (tasks_learned + 1)


def cross_model_divergence(student: Tensor, teacher: Tensor) -> Tensor:
    """KL(Q_student(z_d | x) || Q_teacher(z_d | x)), (B,), of logits (B, K) and (B, fewer).

    Categories that the teacher does not have count as if it gave them nothing.
    """
    shares = functional.pad(teacher.softmax(dim=1), (0, student.shape[1] - teacher.shape[1]))
    shares = (shares + _LEAST_SHARE) / (1.0 + _LEAST_SHARE * student.shape[1])
    logs = student.log_softmax(dim=1)
    return (logs.exp() * (logs - shares.log())).sum(dim=1)


def category_information(logits: Tensor, categories: Tensor) -> Tensor:
    """A bound of I(z_d; x), (B,), but for the entropy of the prior, which is constant.

    E log q(z_d | x) (Barber & Agakov 2003; Chen et al. 2016, equation 5).

    Args:
        logits: What the encoder says of pictures that were drawn, (B, K).
        categories: What they were drawn from, (B,).
    """
    return -functional.cross_entropy(logits, categories, reduction="none")


def continuous_information(posterior: Posterior, noise: Tensor) -> Tensor:
    """The same of I(z_c; x), (B,), for pictures drawn from standard normal noise (B, D).

    The authors take the logarithm of the variance for the deviation here; this does not.
    """
    squares = (noise - posterior.mean).square() * (-posterior.log_variance).exp()
    log_density = -0.5 * (squares + posterior.log_variance).sum(dim=1)
    entropy = 0.5 * noise.square().sum(dim=1)
    return (log_density + entropy).clamp(-_MOST_INFORMATION, _MOST_INFORMATION)


def consistency(student: Tensor, teacher: Tensor) -> float:
    """Share of pictures that both give the same category, of logits."""
    return float((student.argmax(dim=1) == teacher.argmax(dim=1)).float().mean())
