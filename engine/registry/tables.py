"""The tables, typed; definitions hold for SQLite and PostgreSQL alike."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

#: Every constraint has a name, since a later migration can only change what it can name.
NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

metadata = MetaData(naming_convention=NAMING_CONVENTION)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. SQLite stores no time zone, so that every moment goes in and comes out as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Moments without a time zone are refused: nobody could say when they were."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone.")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class _ProductColumns(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    name: Named[str] = Column(String(200), nullable=False)
    part_number: Named[str] = Column(String(200), nullable=False)
    keep: Named[str] = Column(String(20), nullable=False)
    fit: Named[str] = Column(String(20), nullable=False)
    width: Named[int] = Column(Integer, nullable=False)
    height: Named[int] = Column(Integer, nullable=False)
    is_gray: Named[bool] = Column(Boolean, nullable=False)
    state: Named[str] = Column(String(20), nullable=False)
    images_dir: Named[str] = Column(Text, nullable=False)
    created_at: Named[datetime] = Column(UtcDateTime, nullable=False)
    #: Since when it lies in the trash; null where it does not.
    trashed_at: Named[datetime | None] = Column(UtcDateTime)


products = Table(
    "products",
    metadata,
    _ProductColumns,
    UniqueConstraint("name"),
    CheckConstraint("state IN ('registered', 'learned', 'retired')", name="state"),
    sqlite_autoincrement=True,
)


class _ProductClassColumns(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    product_id: Named[int] = Column(ForeignKey("products.id"), nullable=False)
    #: Order in which the classes are shown and learned.
    position: Named[int] = Column(Integer, nullable=False)
    name: Named[str] = Column(String(200), nullable=False)
    #: Template of what a network taught with sentences is asked for; empty for the usual one.
    prompt: Named[str] = Column(Text, nullable=False, server_default=text("''"))


product_classes = Table(
    "product_classes",
    metadata,
    _ProductClassColumns,
    UniqueConstraint("product_id", "name"),
    sqlite_autoincrement=True,
)


class _ProductImageColumns(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    product_id: Named[int] = Column(ForeignKey("products.id"), nullable=False)
    class_id: Named[int] = Column(ForeignKey("product_classes.id"), nullable=False)
    source_path: Named[str] = Column(Text, nullable=False)
    sha256: Named[str] = Column(String(64), nullable=False)
    size_bytes: Named[int] = Column(BigInteger, nullable=False)
    is_acceptance: Named[bool] = Column(Boolean, nullable=False)
    artifact: Named[str | None] = Column(String(64))


product_images = Table(
    "product_images",
    metadata,
    _ProductImageColumns,
    UniqueConstraint("product_id", "source_path"),
    Index(None, "class_id"),
    sqlite_autoincrement=True,
)


class _JobColumns(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    kind: Named[str] = Column(String(20), nullable=False)
    state: Named[str] = Column(String(20), nullable=False)
    spec = Column(JSON, nullable=False)
    product_names = Column(JSON, nullable=False)
    fraction: Named[float] = Column(Double, nullable=False)
    stage: Named[str] = Column(String(50), nullable=False)
    created_at: Named[datetime] = Column(UtcDateTime, nullable=False)
    started_at: Named[datetime | None] = Column(UtcDateTime)
    finished_at: Named[datetime | None] = Column(UtcDateTime)
    process_id: Named[int | None] = Column(BigInteger)
    process_started_at: Named[float | None] = Column(Double)
    error: Named[str | None] = Column(Text)
    #: Order in which queued jobs start; that of their numbers until someone changes it.
    position: Named[int] = Column(Integer, nullable=False, server_default=text("0"))


jobs = Table(
    "jobs",
    metadata,
    _JobColumns,
    CheckConstraint(
        "state IN ('queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled', "
        "'interrupted')",
        name="state",
    ),
    Index(None, "state"),
    sqlite_autoincrement=True,
)


class _VersionColumns(TypedColumns):
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    parent_number: Named[int | None] = Column(ForeignKey("versions.number"))
    state: Named[str] = Column(String(20), nullable=False)
    created_at: Named[datetime] = Column(UtcDateTime, nullable=False)
    job_id: Named[int | None] = Column(ForeignKey("jobs.id"))
    strategy: Named[str] = Column(String(50), nullable=False)
    preset: Named[str] = Column(String(20), nullable=False)
    seed: Named[int] = Column(BigInteger, nullable=False)
    image_size: Named[int] = Column(Integer, nullable=False)
    new_product_names = Column(JSON, nullable=False)
    metrics = Column(JSON, nullable=False)
    verdict = Column(JSON, nullable=False)
    lineage = Column(JSON, nullable=False)
    attempt: Named[int] = Column(Integer, nullable=False, server_default=text("1"))


versions = Table(
    "versions",
    metadata,
    _VersionColumns,
    #: An attempt of a job yields one version at most, whatever happens.
    UniqueConstraint("job_id", "attempt"),
    CheckConstraint("state IN ('candidate', 'approved', 'rejected', 'retired')", name="state"),
)


class _VersionClassColumns(TypedColumns):
    version_number: Named[int] = Column(ForeignKey("versions.number"), primary_key=True)
    label: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    product_name: Named[str] = Column(String(200), nullable=False)
    class_name: Named[str] = Column(String(200), nullable=False)


version_classes = Table(
    "version_classes",
    metadata,
    _VersionClassColumns,
    UniqueConstraint("version_number", "product_name", "class_name"),
)


class _VersionArtifactColumns(TypedColumns):
    version_number: Named[int] = Column(ForeignKey("versions.number"), primary_key=True)
    role: Named[str] = Column(String(50), primary_key=True)
    sha256: Named[str] = Column(String(64), nullable=False)


version_artifacts = Table("version_artifacts", metadata, _VersionArtifactColumns)


class _FreedArtifactColumns(TypedColumns):
    version_number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    role: Named[str] = Column(String(50), primary_key=True)
    freed_at: Named[datetime] = Column(UtcDateTime, nullable=False)


#: Files that were given up to save space: what a version was made of stays on record unchanged.
freed_artifacts = Table(
    "freed_artifacts",
    metadata,
    _FreedArtifactColumns,
    ForeignKeyConstraint(
        ["version_number", "role"], ["version_artifacts.version_number", "version_artifacts.role"]
    ),
)


class _JobParentColumns(TypedColumns):
    job_id: Named[int] = Column(ForeignKey("jobs.id"), primary_key=True)
    version_number: Named[int] = Column(ForeignKey("versions.number"), primary_key=True)


#: The version that a begun update builds on. Several for one that an earlier release began.
job_parents = Table("job_parents", metadata, _JobParentColumns)


class _ActivationColumns(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    version_number: Named[int] = Column(Integer, nullable=False)
    previous_number: Named[int | None] = Column(Integer)
    at: Named[datetime] = Column(UtcDateTime, nullable=False)
    who: Named[str] = Column(String(200), nullable=False)
    reason: Named[str] = Column(Text, nullable=False)
    kind: Named[str] = Column(String(20), nullable=False)
    is_verified: Named[bool] = Column(Boolean, nullable=False)


activations = Table(
    "activations",
    metadata,
    _ActivationColumns,
    ForeignKeyConstraint(["version_number"], ["versions.number"]),
    ForeignKeyConstraint(["previous_number"], ["versions.number"]),
    CheckConstraint("kind IN ('approval', 'rollback')", name="kind"),
)


class _ActivityColumns(TypedColumns):
    sequence: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    at: Named[datetime] = Column(UtcDateTime, nullable=False)
    who: Named[str] = Column(String(200), nullable=False)
    action: Named[str] = Column(String(50), nullable=False)
    subject: Named[str] = Column(String(300), nullable=False)
    before: Named[str] = Column(Text, nullable=False)
    after: Named[str] = Column(Text, nullable=False)
    reason: Named[str] = Column(Text, nullable=False)
    previous_hash: Named[str] = Column(String(64), nullable=False)
    hash: Named[str] = Column(String(64), nullable=False)


activity_log = Table("activity_log", metadata, _ActivityColumns)
