"""Devices: what can compute updates and draw pictures on this machine."""

import onnxruntime

from engine.contract.job_context import JobContext
from engine.contract.upkeep import Device, DevicesResult
from engine.inference.session import PROVIDER_NAMES
from engine.operations.machine import describe_machine
from engine.training.device import TrainingDevice, usable_devices


def run_devices(context: JobContext) -> DevicesResult:
    """Try every kind of device; only one that computes is named."""
    context.honour_requests()
    devices = tuple(
        Device(kind=item.kind, name=_name(item), precision=item.precision)
        for item in usable_devices()
    )
    providers = onnxruntime.get_available_providers()
    names = [name for provider, name in PROVIDER_NAMES.items() if provider in providers]
    drawing = f"ONNX Runtime {onnxruntime.__version__}: {', '.join(names)}"
    return DevicesResult(devices=devices, drawing=drawing)


def _name(device: TrainingDevice) -> str:
    if device.kind == "cuda":
        return device.name
    machine = describe_machine()
    return f"{machine.processor}, {machine.cores} cores"
