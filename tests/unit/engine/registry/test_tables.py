from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError
from sqlalchemy.schema import CreateIndex, CreateTable

from engine.registry.tables import activity_log, metadata


@pytest.mark.parametrize("dialect", [postgresql.dialect(), sqlite.dialect()])
def test_every_table_can_be_said_in_either_dialect(dialect: object) -> None:
    for table in metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect))  # type: ignore[arg-type]
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect))  # type: ignore[arg-type]


def test_every_constraint_has_a_name_that_fits_postgresql() -> None:
    for table in metadata.sorted_tables:
        for constraint in (*table.constraints, *table.indexes):
            assert constraint.name
            assert len(str(constraint.name)) <= 63


def test_a_moment_comes_back_as_utc_whatever_zone_it_was_given_in() -> None:
    engine = create_engine("sqlite://")
    tokyo = datetime(2026, 4, 1, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    row = {column.name: "" for column in activity_log.c} | {"sequence": 1}
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(insert(activity_log).values({**row, "at": tokyo}))
        stored = connection.execute(select(activity_log.c.at)).scalar_one()
        assert stored == tokyo
        assert stored.tzinfo is UTC
        naive = {**row, "sequence": 2, "at": tokyo.replace(tzinfo=None)}
        with pytest.raises(StatementError, match="no time zone"):
            connection.execute(insert(activity_log).values(naive))
    engine.dispose()
