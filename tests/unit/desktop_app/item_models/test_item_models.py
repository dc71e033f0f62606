"""Item models obey Qt's rules while they are filled, changed and emptied."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.item_models.checkable_entry_model import CheckableEntryModel
from desktop_app.item_models.entry_list_model import Entry, EntryListModel, EntryRole
from desktop_app.item_models.heat_table_model import HeatCell, HeatRole, HeatTableModel
from desktop_app.item_models.text_table_model import TextTableModel
from desktop_app.item_models.tile_model import Tile, TileModel, TileRole

_FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def _entries(*keys: str, subtitle: str = "") -> list[Entry]:
    return [Entry(key=key, title=key.upper(), subtitle=subtitle, badge="New") for key in keys]


def test_entry_list_model_obeys_the_rules(qtmodeltester, qapp):
    model = EntryListModel()
    tester = QAbstractItemModelTester(model, _FATAL)
    model.set_entries(_entries("a", "b"))
    qtmodeltester.check(model)
    model.set_entries(_entries("a", "b", "c"))
    model.set_entries([])
    assert tester.model() is model


def test_equal_keys_update_rows_in_place(qtbot):
    model = EntryListModel()
    model.set_entries(_entries("a", "b"))
    resets = []
    model.modelReset.connect(lambda: resets.append(True))
    with qtbot.waitSignal(model.dataChanged):
        model.set_entries(_entries("a", "b", subtitle="changed"))
    assert not resets
    assert model.index(0).data(EntryRole.SUBTITLE) == "changed"
    assert "New" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_checkable_entries_tell_what_is_picked(qtbot, qtmodeltester):
    model = CheckableEntryModel()
    model.show_entries(_entries("a", "b"), {"a"})
    qtmodeltester.check(model)
    assert model.picked == ("a",)
    with qtbot.waitSignal(model.picked_changed):
        model.setData(model.index(1), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert model.picked == ("a", "b")
    model.setData(model.index(0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert model.picked == ("b",)


def test_tiles_are_added_at_the_beginning(qtmodeltester, qapp):
    model = TileModel()
    tester = QAbstractItemModelTester(model, _FATAL)
    model.set_tiles([Tile(file="/old.png", caption="old")])
    model.prepend([Tile(file="/new.png", caption="new", second_file="")])
    model.prepend([])
    qtmodeltester.check(model)
    assert [model.index(row).data(TileRole.FILE) for row in (0, 1)] == ["/new.png", "/old.png"]
    assert tester.model() is model


def test_text_table_puts_figures_to_the_right(qtmodeltester, qapp):
    model = TextTableModel()
    model.set_table(("Name", "Share"), [("Gear", "95%")], figure_columns=(1,))
    qtmodeltester.check(model)
    alignment = model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Share"


def test_heat_table_says_everything_in_words(qtmodeltester, qapp):
    model = HeatTableModel()
    tester = QAbstractItemModelTester(model, _FATAL)
    cells = [[HeatCell(text="93%", level=0.8, detail="Gear in version 2: 93%", is_fault=True)]]
    model.set_table(["2"], ["Gear"], cells, ["Version 2"])
    qtmodeltester.check(model)
    index = model.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Gear in version 2: 93%"
    assert (index.data(HeatRole.LEVEL), index.data(HeatRole.IS_FAULT)) == (0.8, True)
    across = Qt.Orientation.Horizontal
    assert model.headerData(0, across, Qt.ItemDataRole.ToolTipRole) == "Version 2"
    assert model.headerData(0, Qt.Orientation.Vertical) == "Gear"
    model.set_table([], [], [])
    assert tester.model() is model
