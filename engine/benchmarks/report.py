"""The JSON object that every benchmark answers with."""

import time
from collections.abc import Mapping, Sequence

from engine.benchmarks.claims import Claim
from engine.operations.machine import describe_machine, library_versions


def benchmark_report(
    name: str,
    *,
    seeds: Sequence[int],
    started: float,
    rows: Sequence[Mapping[str, object]],
    claims: Sequence[Claim],
    **more: object,
) -> dict[str, object]:
    """With the keys of DESIGN's `bench`; `started` is on the monotonic clock."""
    machine = describe_machine()
    return {
        "name": name,
        **more,
        "machine": machine.as_json(),
        "machine_text": machine.as_text(),
        "libraries": library_versions(),
        "seeds": list(seeds),
        "seconds": time.monotonic() - started,
        "rows": list(rows),
        "claims": [claim.as_json() for claim in claims],
    }
