import subprocess
import sys
import time

PROGRAM = (
    "from desktop_app.presenters.process_age import process_age_seconds as age; "
    "import time; first = age(); time.sleep(0.2); print(first, age())"
)


def test_a_process_is_as_old_as_its_parent_has_waited_for_it() -> None:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    waited = time.monotonic() - started
    first, second = (float(value) for value in done.stdout.split())
    assert first >= 0
    assert first + 0.2 <= second
    # The system counts in hundredths.
    assert second <= waited + 0.02
