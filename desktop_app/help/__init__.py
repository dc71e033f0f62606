"""What helps to find one's way: manual, shortcut sheet, palette, tour; loaded when asked for."""
