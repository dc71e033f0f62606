import subprocess
import sys

import psutil

from engine.registry.process_identity import ProcessIdentity, current_process, is_alive


def test_this_process_is_alive() -> None:
    assert is_alive(current_process())


def test_a_later_process_of_equal_id_is_another() -> None:
    here = current_process()
    earlier = ProcessIdentity(process_id=here.process_id, started_at=here.started_at - 60)
    assert not is_alive(earlier)


def test_an_ended_process_is_dead_before_and_after_it_is_reaped() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    identity = ProcessIdentity(
        process_id=child.pid, started_at=psutil.Process(child.pid).create_time()
    )
    assert is_alive(identity)
    child.kill()
    # Not yet waited for: on Linux it is a zombie from here on.
    while psutil.pid_exists(child.pid) and is_alive(identity):
        pass
    assert not is_alive(identity)
    child.communicate()
    assert not is_alive(identity)
