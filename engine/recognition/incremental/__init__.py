"""Class-incremental methods for the recogniser, each a rule of one trainer."""

from engine.recognition.incremental.icarl import ICarl
from engine.recognition.incremental.lwf import Lwf
from engine.recognition.incremental.rule import IncrementalRule
from engine.recognition.incremental.soft_replay import SoftReplay
from engine.recognition.incremental.ss_il import SsIl

_ALL: tuple[IncrementalRule, ...] = (
    Lwf(name="lwf-all", competes_with_earlier=True),
    Lwf(),
    ICarl(),
    SsIl(),
    SoftReplay(),
)
RULES = {rule.name: rule for rule in _ALL}
