"""How patient the bridge is, and what its workers run; tests have less patience."""

from dataclasses import dataclass

from engine.worker.launch import WorkerRole, WorkerSettings

_RUNNER = WorkerSettings(role=WorkerRole.INTERACTIVE).runner


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeSettings:
    """Everything that can be set about the engine thread."""

    #: The function with which workers carry a spec out, as "module:function".
    runner: str = _RUNNER
    #: How often to look for what other programs have changed in the workspace.
    poll_seconds: float = 3.0
    #: Facts are read at most this often.
    facts_interval_seconds: float = 0.3
    #: How long a worker may take to write its checkpoint when the window closes.
    grace_seconds: float = 10.0
    #: How long a cancelled job may take to reach its next step before its worker is ended.
    cancel_seconds: float = 30.0
