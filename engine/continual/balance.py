"""How much of an update's attention goes to new products and how much to earlier ones."""

from dataclasses import dataclass

from engine.continual.strategy import Strategy


@dataclass(frozen=True)
class Balance:
    """Shares of a batch and weights of the loss, for new and for replayed pictures."""

    replay_count: int
    new_count: int
    #: Multiplies the mean loss over replayed pictures.
    replay_weight: float
    #: Multiplies the mean loss over new pictures.
    new_weight: float


def lifelong_balance(new_products: int, earlier_products: int, batch: int) -> Balance:
    """Share one batch by products, k / (k + 1) for one that comes after k (Ramapuram et al. 2020).

    Unlike `balance`, what is earlier takes its place in the batch rather than weight in the loss.
    """
    if new_products == 0:
        return Balance(batch, 0, 1.0, 0.0)
    share = earlier_products / (earlier_products + new_products)
    replayed = min(round(batch * share), batch - 1)
    return Balance(replayed, batch - replayed, replayed / batch, 1.0 - replayed / batch)


def balance(strategy: Strategy, new_products: int, earlier_products: int, batch: int) -> Balance:
    """Weigh products equally: ten earlier products weigh ten times as much as one new one.

    The weights are Masip et al. 2023's 1/t and 1 - 1/t, for products in place of tasks. `batch` new
    pictures make a step, however many products are known; replay comes on top, so that an update
    does not grow dearer with every product. A product that is taught further counts on both sides;
    an update that teaches nothing fills the step with replay.
    """
    if earlier_products == 0:
        return Balance(0, batch, 0.0, 1.0)
    if new_products == 0:
        return Balance(batch, 0, 1.0, 0.0)
    earlier = earlier_products / (earlier_products + new_products)
    replayed = max(1, round(batch * strategy.replay_per_new))
    return Balance(replayed, batch, earlier * strategy.replay_scale, 1.0 - earlier)
