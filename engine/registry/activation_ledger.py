"""The append-only ledger of which version was active when, on whose word and why."""

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from engine.registry.activity_log import append_entry, current_user
from engine.registry.entities import Activation, ActivationKind, ProductState, Version
from engine.registry.tables import activations, products


def read_activations(connection: Connection) -> tuple[Activation, ...]:
    """Every change of the active version, oldest first."""
    return tuple(
        Activation(
            id=row.id,
            version_number=row.version_number,
            previous_number=row.previous_number,
            at=row.at,
            who=row.who,
            reason=row.reason,
            kind=ActivationKind(row.kind),
            is_verified=row.is_verified,
        )
        for row in connection.execute(select(activations).order_by(activations.c.id))
    )


def active_number(connection: Connection) -> int | None:
    """The version that the ledger's last row has made active."""
    last = select(activations.c.version_number).order_by(activations.c.id.desc()).limit(1)
    return connection.execute(last).scalar()


def activate_version(
    connection: Connection,
    version: Version,
    kind: ActivationKind,
    *,
    who: str,
    reason: str,
    is_verified: bool,
) -> Activation:
    """Write the ledger's next row and what follows from it, within the caller's transaction."""
    ledger = read_activations(connection)
    previous = ledger[-1].version_number if ledger else None
    activation = Activation(
        id=len(ledger) + 1,
        version_number=version.number,
        previous_number=previous,
        at=datetime.now(UTC),
        who=who or current_user(),
        reason=reason,
        kind=kind,
        is_verified=is_verified,
    )
    connection.execute(insert(activations).values(dataclasses.asdict(activation)))
    _mark_learned(connection, version.product_names)
    append_entry(
        connection,
        activation.who,
        f"version.activated_by_{kind.value}",
        f"version {version.number}",
        before="" if previous is None else f"version {previous}",
        after=f"version {version.number}",
        reason=reason,
    )
    return activation


def _mark_learned(connection: Connection, names: Sequence[str]) -> None:
    """Products the version knows are learned; those it does not know wait for an update again."""
    knows = products.c.name.in_(names)
    for condition, before, after in (
        (knows, ProductState.REGISTERED, ProductState.LEARNED),
        (~knows, ProductState.LEARNED, ProductState.REGISTERED),
    ):
        connection.execute(
            update(products)
            .where(condition, products.c.state == before.value)
            .values(state=after.value)
        )
