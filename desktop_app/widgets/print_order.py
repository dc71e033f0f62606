"""PrintOrder: how and where a document goes on paper, as it is handed to another process."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """What was chosen in the print dialog."""

    #: As the system knows the printer; "" prints into the file.
    printer: str
    #: A PDF to print into instead; "" prints on paper.
    file: str = ""
    copies: int = 1
    is_collated: bool = True
    #: Counted from 1; 0 and 0 are all pages.
    first_page: int = 0
    last_page: int = 0
    is_landscape: bool = True
    #: Name of a member of QPageSize.PageSizeId.
    page_size: str = "A4"
    #: Names of members of QPrinter.ColorMode and QPrinter.DuplexMode.
    colours: str = "Color"
    duplex: str = "DuplexNone"

    def to_json(self) -> str:
        """As an argument of a command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> PrintOrder:
        """Undo `to_json`."""
        return cls(**json.loads(text))
