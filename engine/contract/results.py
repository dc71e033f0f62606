"""Results: what each kind of work answers with when it succeeds."""

from dataclasses import dataclass

from engine.contract.frontier_result import FrontierResult
from engine.contract.intake_results import (
    CheckReport,
    RefusedFile,
    RegisterResult,
    SampleLineResult,
)
from engine.contract.plan_settings import PlanSetting
from engine.contract.quality_results import (
    ClassProbability,
    ConfusionResult,
    CopyPairsResult,
    FoundRelatives,
    LatencyResult,
    ReportResult,
)
from engine.contract.upkeep import DevicesResult, StorageResult


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseModelResult:
    """A local model that the workspace's generator goes on from, or could."""

    name: str
    #: Side of the pictures that it draws.
    image_size: int
    #: Weights of its U-Net.
    parameters: int
    #: Of the files that are needed of it.
    size_bytes: int
    #: Whether it is the workspace's now, or was only looked at.
    is_adopted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEstimate:
    """How long one stage is expected to take on this machine."""

    stage: str
    seconds_low: float
    seconds_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PreflightReport:
    """Verdict and estimate before an update starts."""

    can_start: bool
    #: Sentences that forbid the start; empty when `can_start`.
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    device: str
    precision: str
    image_size: int
    micro_batch: int
    #: Why this micro-batch, in one sentence.
    micro_batch_reason: str
    new_product_names: tuple[str, ...]
    replayed_product_names: tuple[str, ...]
    stages: tuple[StageEstimate, ...]
    seconds_low: float
    seconds_high: float
    disk_needed_bytes: int
    disk_free_bytes: int
    memory_needed_bytes: int
    memory_free_bytes: int
    #: Sentences about what this update does beside teaching new products.
    notes: tuple[str, ...] = ()
    #: Every number that may be set, in the plan's order.
    settings: tuple[PlanSetting, ...] = ()
    #: Every strategy that may be chosen, the default first.
    strategies: tuple[str, ...] = ()


#: Lower and upper end of a 95 % confidence interval.
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductQuality:
    """One product's row in a version's report. Shares are 0..1; None is "unverified"."""

    product_name: str
    retention: float | None
    accuracy: float | None
    assigned_share: float
    #: Fréchet distance of the generated images to the real ones; smaller is better.
    fidelity: float | None
    #: Share of generated images that lie among the real ones.
    precision: float | None = None
    #: Share of real images that lie among the generated ones: how much of their variety is drawn.
    recall: float | None = None
    #: Accuracy on real images of a recogniser that has seen generated ones alone.
    usefulness: float | None = None
    #: Share of generated images that copy a photograph; None where the photographs are not there.
    copied_share: float | None = None
    #: Classes whose generated images vary much less than when the product was learned.
    less_varied: tuple[str, ...] = ()
    #: Whether this version is the first that knows the product.
    is_new: bool = False
    retention_interval: Interval | None = None
    accuracy_interval: Interval | None = None
    assigned_share_interval: Interval | None = None
    fidelity_interval: Interval | None = None
    usefulness_interval: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentQuality:
    """The deployed student beside the teacher it came from, on this machine."""

    parameters: int
    teacher_parameters: int
    images_per_second: float
    teacher_images_per_second: float
    #: Student's Fréchet distance divided by the teacher's.
    fidelity_ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateResult:
    """The version an update has yielded."""

    version_number: int
    #: "candidate", "approved" or "rejected".
    state: str
    #: The gate's sentences, one for each product or check.
    verdict: tuple[str, ...]
    seconds: float
    peak_memory_mb: float
    products: tuple[ProductQuality, ...]
    student: StudentQuality


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedImage:
    """One generated image file and where it comes from."""

    file: str
    version_number: int
    seed: int
    product_name: str
    class_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateResult:
    """Images that have just been generated, in order."""

    images: tuple[GeneratedImage, ...]
    version_number: int
    seconds: float
    #: The runtime that drew them, for example "ONNX Runtime, CPU".
    runtime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePair:
    """The same seed drawn by the old and the new version."""

    product_name: str
    class_name: str
    seed: int
    #: None where the old version does not know the class.
    old_file: str | None
    new_file: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareResult:
    """Pairs for a side-by-side view."""

    old_number: int
    new_number: int
    pairs: tuple[ComparePair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationResult:
    """The active version has changed. `verified` says whether hashes and canaries agreed."""

    version_number: int
    previous_number: int | None
    verified: bool
    #: What was checked and what came out, in plain sentences.
    checks: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What the recogniser makes of one file."""

    file: str
    product_name: str
    class_name: str
    #: Softmax probability, 0..1.
    confidence: float
    #: Of every class the version knows, the most probable first.
    probabilities: tuple[ClassProbability, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecogniseResult:
    """One recognition for every readable file."""

    recognitions: tuple[Recognition, ...]
    refused: tuple[RefusedFile, ...]
    version_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindResult:
    """Relatives for every readable file, in the embedding of this version's recogniser."""

    found: tuple[FoundRelatives, ...]
    refused: tuple[RefusedFile, ...]
    version_number: int
    #: How many pictures were looked through.
    compared_images: int
    #: Older pictures of the folder of generated ones that were not.
    generated_left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyResult:
    """Whether everything stored is what was written."""

    ok: bool
    problems: tuple[str, ...]
    artifacts_checked: int
    log_entries_checked: int
    #: Teachers that were given up to save space: on record, and no longer looked for.
    teachers_freed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportResult:
    """What has been written out."""

    files: tuple[str, ...]
    #: Largest absolute difference to the training network on the canary input.
    largest_difference: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureExportResult:
    """Generated pictures that have been written out for other programs."""

    #: Everything that was written.
    files: tuple[str, ...]
    #: How many pictures that shows.
    images: int
    output_dir: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeDifference:
    """One thing that decides the bits of a computation and is not what it was then."""

    name: str
    then: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedrawReplayResult:
    """A version's replay, drawn again."""

    version_number: int
    #: The version whose teacher drew it.
    teacher_version: int
    output_dir: str
    files: tuple[str, ...]
    #: Whether every pixel is what the update learned from: `digest` is what was recorded.
    exact: bool
    #: SHA-256 of the pictures' pixels in the order of drawing.
    digest: str
    recorded_digest: str
    runtime_differences: tuple[RuntimeDifference, ...]
    seconds: float


Result = (
    CheckReport
    | RegisterResult
    | BaseModelResult
    | UpdateResult
    | PreflightReport
    | GenerateResult
    | CompareResult
    | ActivationResult
    | RecogniseResult
    | FindResult
    | ConfusionResult
    | CopyPairsResult
    | LatencyResult
    | FrontierResult
    | ReportResult
    | VerifyResult
    | StorageResult
    | DevicesResult
    | ExportResult
    | PictureExportResult
    | RedrawReplayResult
    | SampleLineResult
)
