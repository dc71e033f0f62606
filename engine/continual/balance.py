"""How much of an update's attention goes to new products and how much to earlier ones."""

from dataclasses import dataclass

_MOST_REPLAY = 0.75  # of a batch: enough pictures of the new product stay in every step


@dataclass(frozen=True)
class Balance:
    """Shares of a batch and weights of the loss, for new and for replayed pictures."""

    replay_count: int
    new_count: int
    #: Multiplies the mean loss over replayed pictures.
    replay_weight: float
    #: Multiplies the mean loss over new pictures.
    new_weight: float


def balance(new_products: int, earlier_products: int, batch: int) -> Balance:
    """Weigh products equally: ten earlier products weigh ten times as much as one new one.

    The weights are Masip et al. 2023's 1/t and 1 - 1/t, for products in place of tasks. The shares
    of the batch follow them up to a limit, past which only the weight grows.
    """
    if earlier_products == 0:
        return Balance(0, batch, 0.0, 1.0)
    earlier = earlier_products / (earlier_products + new_products)
    replay_count = min(batch - 1, round(batch * min(max(earlier, 0.5), _MOST_REPLAY)))
    return Balance(replay_count, batch - replay_count, earlier, 1.0 - earlier)
