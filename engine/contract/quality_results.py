"""What is measured of a version on request, and what is known of a single picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassProbability:
    """How probable a class is, 0..1."""

    product_name: str
    class_name: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A picture that the workspace holds, and how far it is from one that was asked about."""

    #: "acceptance" for a sealed photograph, "generated" for a picture that a version drew.
    source: str
    file: str
    product_name: str
    class_name: str
    #: Cosine distance of the embeddings: 0 is the same picture to the recogniser, 1 is unlike.
    distance: float
    #: Who drew it; None for a photograph.
    version_number: int | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRelatives:
    """The nearest pictures to one image, nearest first."""

    file: str
    relatives: tuple[Relative, ...]
    #: What the file says of itself where Pilotline drew it; None for others.
    own_origin: Relative | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfusionRow:
    """What the recogniser answered for pictures of one class."""

    product_name: str
    class_name: str
    #: "acceptance" for sealed photographs; "generated" where none are kept.
    source: str
    #: How often each class was answered, in the order of the rows.
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfusionResult:
    """Which class the recogniser of a version takes for which: one row and column per class."""

    version_number: int
    rows: tuple[ConfusionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPair:
    """A generated picture and the photograph that it was found nearest to."""

    product_name: str
    class_name: str
    version_number: int
    seed: int
    generated_file: str
    #: None where its folder does not hold the photograph any more.
    photograph_file: str | None
    #: Distance in spacings of the class's photographs; 1 is as far as these are apart.
    spacings: float
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPairsResult:
    """The nearest pairs of every product, as measured when it was learned; nearest first."""

    version_number: int
    pairs: tuple[CopyPair, ...]
    #: Pictures nearer than this many spacings count as copies.
    copy_spacings: float
    #: Products of which no pairs were recorded.
    unrecorded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """How long a network takes for one picture, with the fastest and the slowest run."""

    #: "student", "teacher" or "recogniser".
    network: str
    #: Pictures at a time.
    batch: int
    milliseconds: float
    fastest: float
    slowest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyResult:
    """What was timed on this machine, medians of as many runs."""

    version_number: int
    latencies: tuple[Latency, ...]
    runs: int
    runtime: str
    machine: str
    #: Why the teacher was not timed; "" if it was.
    teacher_missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportResult:
    """A report that has been written."""

    file: str
    version_number: int
    seconds: float
