"""Languages: the translators, and the words for what the engine names by keys."""
