"""One screen each, made of widgets and a presenter."""
