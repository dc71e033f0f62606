"""Pilotline's engine: everything except the window."""

import sys

# diffusers asks at its start which of these are installed, has no setting to be told otherwise, and
# loads what it finds, which takes a third more processor time for nothing. None is how Python
# itself marks a module that is not to be found. It has to be said before diffusers starts, and
# nothing of the engine is imported before this package. `generators/attention_adapters.py` takes it
# back when an adapter is asked for; diffusers has decided by then, and goes on without them.
HIDDEN_FROM_DIFFUSERS = ("accelerate", "peft", "transformers")
for _name in HIDDEN_FROM_DIFFUSERS:
    # What somebody else has loaded already stays.
    sys.modules.setdefault(_name, None)  # type: ignore[arg-type]
