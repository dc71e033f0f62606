import os
import signal
import threading

import pytest

from engine.cli.interruption import stop_at_checkpoint, stop_at_once


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_and_the_second_insists(number) -> None:
    with stop_at_checkpoint() as interruption:
        os.kill(os.getpid(), number)
        assert interruption.is_requested
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)


def test_short_work_ends_at_once_on_a_request_to_terminate() -> None:
    with stop_at_once(), pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGTERM)


def test_the_earlier_handlers_come_back() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with stop_at_once(), stop_at_checkpoint():
        pass
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_another_thread_may_run_commands_too() -> None:
    problems: list[BaseException] = []

    def work() -> None:
        try:
            with stop_at_once():
                pass
        except ValueError as error:
            problems.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert problems == []
