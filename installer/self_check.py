"""Runs inside .venv: a real computation, real decoding and a real window that nobody sees.

`python self_check.py torch [cpu]` prints one JSON object; `python self_check.py qt` is silent. Both
end with a traceback and a non-zero status when something is wrong.
"""

import ctypes
import json
import os
import sys
from pathlib import Path


def check_torch(device_name: str) -> dict[str, object]:
    """A convolution and a matrix product whose results are known, on the device."""
    import torch  # noqa: PLC0415  (the two checks run in processes of their own)

    device = torch.device(device_name)
    # A 3x3 window of ones over ones counts the pixels under it: 9 inside, 4 in a corner.
    ones = torch.ones(1, 1, 8, 8, device=device)
    counted = torch.nn.functional.conv2d(ones, torch.ones(1, 1, 3, 3, device=device), padding=1)
    if (counted[0, 0, 4, 4].item(), counted[0, 0, 0, 0].item()) != (9.0, 4.0):
        raise ArithmeticError(f"a convolution on {device_name} came out wrong")
    # Entry (i, j) of this product is 32 * i * j, exact in float32.
    steps = torch.arange(32, dtype=torch.float32, device=device)
    product = steps.outer(torch.ones_like(steps)) @ torch.ones_like(steps).outer(steps)
    if product[5, 7].item() != 5 * 7 * 32 or product.sum().item() != 496.0 * 496.0 * 32:
        raise ArithmeticError(f"a matrix product on {device_name} came out wrong")
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU"
    return {"torch": torch.__version__, "device": device_name, "name": name}


def check_device(is_cpu_wanted: bool) -> dict[str, object]:
    """Check CUDA if it is there and wanted, otherwise the CPU; says why CUDA was passed over."""
    import torch  # noqa: PLC0415

    if is_cpu_wanted or not torch.cuda.is_available():
        return {**check_torch("cpu"), "cuda_problem": ""}
    try:
        return {**check_torch("cuda"), "cuda_problem": ""}
    except (RuntimeError, ArithmeticError) as error:
        return {**check_torch("cpu"), "cuda_problem": str(error).splitlines()[0]}


def check_image_libraries() -> None:
    """OpenCV encodes and decodes, ONNX Runtime names a provider."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415
    import onnxruntime  # noqa: PLC0415

    pixels = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)
    decoded = cv2.imdecode(cv2.imencode(".png", pixels)[1], cv2.IMREAD_COLOR)
    if decoded is None or not np.array_equal(decoded, pixels):
        raise ArithmeticError("OpenCV does not read back the picture it wrote")
    if not onnxruntime.get_available_providers():
        raise RuntimeError("ONNX Runtime offers no execution provider")


def check_qt() -> None:
    """Build a widget on the offscreen platform, and load the plugin that real screens need."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6 import QtCore, QtWidgets  # noqa: PLC0415

    application = QtWidgets.QApplication([])
    label = QtWidgets.QLabel("Pilotline")
    if label.grab().isNull():
        raise RuntimeError("Qt draws nothing")
    application.processEvents()
    plugins = QtCore.QLibraryInfo.path(QtCore.QLibraryInfo.LibraryPath.PluginsPath)
    if sys.platform.startswith("linux"):
        ctypes.CDLL(str(Path(plugins) / "platforms" / "libqxcb.so"))


if __name__ == "__main__":
    if sys.argv[1] == "qt":
        check_qt()
    else:
        check_image_libraries()
        sys.stdout.write(json.dumps(check_device("cpu" in sys.argv[2:])) + "\n")
