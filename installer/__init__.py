"""Setting Pilotline up on a machine that has Python and nothing else; standard library only."""
