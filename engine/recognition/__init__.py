"""The class-incremental recogniser: one head over all classes, no product id."""
