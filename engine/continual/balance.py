"""How much of an update's attention goes to new products and how much to earlier ones."""

from dataclasses import dataclass

#: Replayed pictures per new one. The new product is learned from nothing and needs the pictures;
#: what is known only has to be kept, with targets that the present weights nearly meet already.
_REPLAY_PER_NEW = 0.5


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

    The weights are Masip et al. 2023's 1/t and 1 - 1/t, for products in place of tasks. `batch` new
    pictures make a step, however many products are known; replay comes on top, so that an update
    does not grow dearer with every product.
    """
    if earlier_products == 0:
        return Balance(0, batch, 0.0, 1.0)
    earlier = earlier_products / (earlier_products + new_products)
    return Balance(max(1, round(batch * _REPLAY_PER_NEW)), batch, earlier, 1.0 - earlier)
