"""The report's words: English here, another language's where whoever asks brings them along."""

from collections.abc import Mapping


class ReportTexts:
    """Says every text of the report, in English or as the spec has it."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def say(self, text: str, /, **values: object) -> str:
        """The text with its holes filled."""
        return self._texts.get(text, text).format(**values)

    def repeat(self, sentence: str) -> str:
        """A sentence that was recorded, holes filled already."""
        return self._texts.get(sentence, sentence)

    def share(self, share: float | None) -> str:
        """0.934 as 93%; what was not measured is unverified."""
        return self.say("unverified") if share is None else f"{100 * share:.0f}%"

    def number(self, number: float | None) -> str:
        """With two digits."""
        return self.say("unverified") if number is None else f"{number:.2f}"
