"""System libraries that Qt loads and a fresh Debian lacks: found out, installed or named."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from installer.console import run_logged, say, tail

#: The parts of Qt that the window uses; whatever these load must be there.
_PROBED = (
    "lib/libQt6Core.so.6",
    "lib/libQt6Gui.so.6",
    "lib/libQt6Widgets.so.6",
    "lib/libQt6Svg.so.6",
    "lib/libQt6Network.so.6",
    "lib/libQt6DBus.so.6",
    "lib/libQt6XcbQpa.so.6",
    "plugins/platforms/libqxcb.so",
    "plugins/platforms/libqwayland.so",
    "plugins/platforms/libqoffscreen.so",
    "plugins/xcbglintegrations/libqxcb-egl-integration.so",
    "plugins/xcbglintegrations/libqxcb-glx-integration.so",
    "plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
)

#: Debian names a library's package after its soname; these are the exceptions met here.
_ODD_PACKAGES = {"libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0"}

_SONAME = re.compile(r"^(?P<name>lib.+)\.so\.(?P<number>\d+)")
_NOT_FOUND = re.compile(r"^\s*(?P<soname>\S+) => not found", re.MULTILINE)


def missing_libraries(site_packages: Path) -> list[str]:
    """Sonames that Qt asks for and the loader does not find; empty off Linux."""
    if not sys.platform.startswith("linux"):
        return []
    qt = site_packages / "PySide6" / "Qt"
    outputs = [_loader_report(path) for part in _PROBED if (path := qt / part).exists()]
    return not_found(outputs)


def not_found(reports: Iterable[str]) -> list[str]:
    """The sonames that ldd's reports call missing, without Qt's own."""
    sonames = {soname for report in reports for soname in _NOT_FOUND.findall(report)}
    return sorted(name for name in sonames if not name.startswith(("libQt6", "libicu")))


def _loader_report(library: Path) -> str:
    done = subprocess.run(
        ["ldd", str(library)], capture_output=True, text=True, errors="replace", check=False
    )
    return done.stdout


def debian_package(soname: str) -> str:
    """The Debian or Ubuntu package that holds a library.

    >>> debian_package("libxcb-cursor.so.0"), debian_package("libdbus-1.so.3")
    ('libxcb-cursor0', 'libdbus-1-3')
    """
    if soname in _ODD_PACKAGES:
        return _ODD_PACKAGES[soname]
    found = _SONAME.match(soname)
    if not found:
        return soname
    name = found["name"].lower().replace("_", "-")
    return f"{name}{'-' if name[-1].isdigit() else ''}{found['number']}"


def apt_line(packages: Iterable[str]) -> str:
    """The one line that installs these packages."""
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(sorted(set(packages)))}"


def apt_prefix() -> list[str] | None:
    """What to put before apt-get so that it may install; None when we may not or cannot."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["env"]
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n", "env"] if asked.returncode == 0 else None


def install_packages(packages: list[str], log: Path) -> bool:
    """Install Debian packages if that is allowed without asking; say whether it was done."""
    prefix = apt_prefix()
    if prefix is None:
        return False
    say(f"Installing system packages: {' '.join(packages)}.")
    apt = [*prefix, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    run_logged([*apt, "update"], log)  # an old list may still do, so its failure is not the end
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    status, output = run_logged(install, log)
    if status:
        say(f"apt-get could not install them:\n{tail(output)}")
    return status == 0


def ensure_qt_libraries(site_packages: Path, log: Path) -> str:
    """Make Qt's system libraries present; return the sentence to show when some stay missing."""
    missing = missing_libraries(site_packages)
    if not missing:
        return ""
    packages = sorted({debian_package(soname) for soname in missing})
    if install_packages(packages, log):
        missing = missing_libraries(site_packages)
    if not missing:
        return ""
    names = ", ".join(missing)
    if shutil.which("apt-get") is None:
        return f"The window needs system libraries that are not here: {names}. Please install them."
    remaining = sorted({debian_package(soname) for soname in missing})
    return (
        f"The window needs system libraries that are not here: {names}. Please run:\n"
        f"    {apt_line(remaining)}"
    )
