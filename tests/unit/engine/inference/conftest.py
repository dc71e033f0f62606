"""One exported generator and recogniser for all tests of what runs them."""

from pathlib import Path

import pytest

from engine.inference.session import Session, open_session
from tests.support.deployed_versions import artifacts


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file for each role of a version."""
    folder = tmp_path_factory.mktemp("deployed")
    for role, content in artifacts(0).items():
        (folder / role).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def session(deployed: Path) -> Session:
    return open_session(deployed / "student_onnx")
