"""What an update does beside teaching new products, in sentences for the operator."""

from engine.operations.update_brief import UpdateBrief
from engine.operations.update_pictures import new_images
from engine.registry import Workspace


def update_notes(workspace: Workspace, brief: UpdateBrief) -> tuple[str, ...]:
    """Products that are taught further, and products that are given up; empty as a rule."""
    notes = []
    for name in brief.extended_product_names:
        count = len(new_images(workspace, brief, name))
        notes.append(f"{name} is known already and learns from {count} more photographs.")
        added = [c.class_name for c in brief.new_classes if c.product_name == name]
        if added:
            notes.append(f"New classes of {name}: {', '.join(added)}.")
    retired = ", ".join(brief.retired_product_names)
    if retired and not brief.new_product_names:
        notes.append(
            f"Nothing new waits: the new version will only leave out what is retired: {retired}."
        )
    elif retired:
        notes.append(f"The new version will no longer know what is retired: {retired}.")
    return tuple(notes)
