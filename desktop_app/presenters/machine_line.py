"""MachineLine: how busy and how full the machine is, for the status strip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.i18n import wording

if TYPE_CHECKING:
    from desktop_app.engine_bridge.machine_load import MachineLoad

translate = QCoreApplication.translate

#: An update needs some gigabytes while it runs; below this the next one may be refused.
_LITTLE_DISK = 5 * 2**30
#: From here on the system begins to swap, and everything becomes slow.
_MUCH_MEMORY = 0.93


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineLine:
    """What the status strip shows of the machine."""

    text: str
    #: The same in full sentences.
    detail: str
    #: Whether memory or disk run short.
    is_short: bool


def machine_line(load: MachineLoad) -> MachineLine:
    """Load, memory and disk in a line; of the graphics card too where there is one."""
    used = _of(load.memory_used_bytes, load.memory_total_bytes)
    short_memory = load.memory_used_bytes > _MUCH_MEMORY * load.memory_total_bytes
    parts = [
        translate("Machine", "CPU {share}").format(share=wording.percent(load.cpu_share)),
        translate("Machine", "Memory {used}").format(used=used),
    ]
    details = [
        translate("Machine", "The processor is at {share}.").format(
            share=wording.percent(load.cpu_share)
        ),
        translate("Machine", "{used} of the memory are in use.").format(used=used),
    ]
    if load.gpu is not None:
        share = wording.percent(load.gpu.share)
        memory = _of(load.gpu.memory_used_bytes, load.gpu.memory_total_bytes)
        parts.insert(0, translate("Machine", "GPU {share}").format(share=share))
        details.append(
            translate(
                "Machine", "The graphics card is at {share}, {used} of its memory in use."
            ).format(share=share, used=memory)
        )
    is_full = load.disk_free_bytes is not None and load.disk_free_bytes < _LITTLE_DISK
    if load.disk_free_bytes is not None:
        free = wording.size(load.disk_free_bytes)
        parts.append(translate("Machine", "Disk {free} free").format(free=free))
        details.append(
            translate("Machine", "{free} are free on the workspace’s disk.").format(free=free)
        )
    if short_memory:
        details.append(translate("Machine", "The memory is nearly full: close other programs."))
    if is_full:
        details.append(
            translate("Machine", "The disk is nearly full: Settings, Storage says what to free.")
        )
    return MachineLine(
        text=" · ".join(parts), detail="\n".join(details), is_short=short_memory or is_full
    )


def _of(used: int, total: int) -> str:
    """Two amounts in gigabytes, as "6.2 / 15.6 GB"."""
    return f"{wording.number(used / 2**30, 1)} / {wording.number(total / 2**30, 1)} GB"
