"""ProductPrompts: what was typed of the sentences that a product's classes are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_app.i18n.engine_sentences import in_users_language
from engine.contract.errors import UserFixableError
from engine.registry.prompts import (
    DEFAULT_TEMPLATE,
    class_prompt,
    class_template,
    plain_prompt,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class ProductPrompts:
    """One template for all classes, and one for each class that has a sentence of its own."""

    template: str = ""
    #: Folder name to the prompt of its class.
    by_folder: dict[str, str] = field(default_factory=dict)

    @property
    def refusal(self) -> str:
        """Why a sentence cannot be filled in; "" when all can."""
        try:
            for text in (self.template, *self.by_folder.values()):
                plain_prompt(text)
        except UserFixableError as error:
            return in_users_language(str(error))
        return ""

    def usual(self, product: str, class_names: Mapping[str, str], folder: str) -> str:
        """What holds for this folder's class unless it has a sentence of its own.

        `class_names` says what class each folder becomes.
        """
        several = len({name.strip() for name in class_names.values()})
        template = class_template(self.template, several) or DEFAULT_TEMPLATE
        try:
            return class_prompt(product.strip(), class_names.get(folder, folder).strip(), template)
        except UserFixableError:
            return ""

    def by_class(self, class_names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Of folders that become one class the first that says something counts."""
        prompts: dict[str, str] = {}
        for folder, name in class_names.items():
            if text := self.by_folder.get(folder, "").strip():
                prompts.setdefault(name.strip(), text)
        return tuple(prompts.items())
