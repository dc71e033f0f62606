from PySide6.QtCore import QTimer

from desktop_app.presenters.idle_steps import IdleSteps


def test_steps_are_taken_in_their_order_and_others_come_between(qtbot) -> None:
    seen = []
    steps = IdleSteps([lambda: seen.append(1), lambda: seen.append(2), lambda: seen.append(3)])
    steps.start()
    QTimer.singleShot(0, lambda: seen.append("click"))
    assert seen == []
    qtbot.waitUntil(lambda: 3 in seen)
    assert [item for item in seen if item != "click"] == [1, 2, 3]
    assert seen[-1] == 3
    assert "click" in seen


def test_what_is_left_is_not_done_after_stopping(qtbot) -> None:
    seen = []

    def stop() -> None:
        steps.stop()

    steps = IdleSteps([lambda: seen.append(1), stop, lambda: seen.append(3)])
    steps.start()
    done = []
    qtbot.waitUntil(lambda: seen == [1])
    QTimer.singleShot(50, lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    assert seen == [1]
