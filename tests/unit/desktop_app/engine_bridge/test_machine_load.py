"""How busy and how full the machine is, read without stopping the window."""

from PySide6.QtCore import QCoreApplication, QEvent

from desktop_app.engine_bridge.machine_load import MachineWatch, gpu_load_from, read_machine_load


def test_the_reading_of_this_machine_is_sensible(tmp_path):
    load = read_machine_load(tmp_path)
    assert 0.0 <= load.cpu_share <= 1.0
    assert 0 < load.memory_used_bytes < load.memory_total_bytes
    assert load.disk_free_bytes > 0


def test_a_folder_that_has_gone_leaves_the_disk_unknown(tmp_path):
    assert read_machine_load(tmp_path / "gone").disk_free_bytes is None


def test_of_several_cards_the_busiest_counts_and_one_that_does_not_tell_is_left_out():
    text = "3, 512, 24576\n91, 11264, 24576\n[N/A], [N/A], 16384\n"
    load = gpu_load_from(text)
    assert load.share == 0.91
    assert load.memory_used_bytes == 11 * 2**30
    assert gpu_load_from("no devices were found\n") is None


def test_the_watch_reads_at_once_and_then_no_more_once_it_is_stopped(qtbot, tmp_path):
    watch = MachineWatch()
    with qtbot.waitSignal(watch.was_read, timeout=10_000) as read:
        watch.watch(tmp_path)
    assert read.args[0].memory_total_bytes > 0
    watch.stop()
    with qtbot.assertNotEmitted(watch.was_read, wait=300):
        watch.watch(tmp_path)


def test_a_watch_that_ends_while_it_reads_leaves_nothing_behind(qtbot, tmp_path):
    for _ in range(5):
        watch = MachineWatch()
        watch.watch(tmp_path)
        watch.deleteLater()
        QCoreApplication.sendPostedEvents(watch, QEvent.Type.DeferredDelete.value)
    qtbot.wait(50)
