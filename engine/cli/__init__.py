"""The `pilotline` command: the whole engine from a terminal or a script."""
