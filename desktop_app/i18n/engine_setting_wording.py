"""The window's words for the engine's settings of an update."""

from PySide6.QtCore import QCoreApplication

from desktop_app.i18n import wording

translate = QCoreApplication.translate


def name(key: str) -> str:
    """A setting, in a few words."""
    return {
        "strategy": translate("EngineSetting", "Strategy"),
        "seed": translate("EngineSetting", "Seed"),
        "batch": translate("EngineSetting", "Batch"),
        "teacher_steps": translate("EngineSetting", "Steps of the teacher"),
        "teacher_rate": translate("EngineSetting", "Learning rate of the teacher"),
        "student_steps": translate("EngineSetting", "Steps of the student"),
        "student_rate": translate("EngineSetting", "Learning rate of the student"),
        "student_parameters": translate("EngineSetting", "Size of the student"),
        "student_blocks": translate("EngineSetting", "Blocks of the student"),
        "student_work": translate("EngineSetting", "Work of the student per step"),
        "student_bits": translate("EngineSetting", "Bits of the student’s weights"),
        "adapter_rank": translate("EngineSetting", "Rank of the adapters"),
        "recogniser_steps": translate("EngineSetting", "Steps of the recogniser"),
        "embedding_parameters": translate("EngineSetting", "Size of the picture search"),
        "replay_per_class": translate("EngineSetting", "Replayed pictures per class"),
        "replay_sampler_steps": translate("EngineSetting", "Sampler steps of replay"),
        "sampler_steps": translate("EngineSetting", "Sampler steps of the version"),
        "measured_per_class": translate("EngineSetting", "Measured pictures per class"),
        "usefulness_steps": translate("EngineSetting", "Steps of the usefulness test"),
        "canaries_per_class": translate("EngineSetting", "Canary pictures per class"),
        "ema_decay": translate("EngineSetting", "Decay of the average"),
        "checkpoint_seconds": translate("EngineSetting", "Seconds between checkpoints"),
        "sample_seconds": translate("EngineSetting", "Seconds between samples"),
    }.get(key, key)


def meaning(key: str) -> str:
    """What a setting does, in a sentence."""
    return {
        "strategy": translate("EngineSetting", "How forgetting is resisted."),
        "seed": translate("EngineSetting", "The same seed on this machine gives the same version."),
        "batch": translate("EngineSetting", "New photographs that one step learns from."),
        "teacher_steps": translate(
            "EngineSetting", "More steps draw finer details and take longer."
        ),
        "teacher_rate": translate(
            "EngineSetting", "How far one step goes; too far, and nothing is learned."
        ),
        "student_steps": translate(
            "EngineSetting", "More steps bring the small network closer to the teacher."
        ),
        "student_rate": translate(
            "EngineSetting", "How far one step goes; too far, and nothing is learned."
        ),
        "student_parameters": translate(
            "EngineSetting", "Share of the teacher’s parameters that the student may keep."
        ),
        "student_work": translate(
            "EngineSetting",
            "Share of its network that the student computes per step, on average. Below 1 it "
            "computes less where noise is strong and draws faster.",
        ),
        "embedding_parameters": translate(
            "EngineSetting",
            "Share of the recogniser’s parameters that the search for similar pictures keeps. "
            "Below 1 it gets a smaller network of its own.",
        ),
        "adapter_rank": translate(
            "EngineSetting",
            "How much a new product’s adapter can change; a higher rank makes larger files.",
        ),
        "student_blocks": translate(
            "EngineSetting", "Below 1 the student lacks the blocks that it can do without."
        ),
        "student_bits": translate(
            "EngineSetting", "32, or 8 for a smaller and quicker file; not with a timestep budget."
        ),
        "recogniser_steps": translate("EngineSetting", "More steps recognise finer flaws."),
        "replay_per_class": translate(
            "EngineSetting", "Pictures of each earlier class that are recalled."
        ),
        "replay_sampler_steps": translate(
            "EngineSetting", "Passes of the network for one recalled picture."
        ),
        "sampler_steps": translate(
            "EngineSetting", "Passes of the network for one picture of the new version."
        ),
        "measured_per_class": translate(
            "EngineSetting", "More pictures make the measured figures more certain."
        ),
        "usefulness_steps": translate(
            "EngineSetting", "Training of the recogniser that sees generated pictures alone."
        ),
        "canaries_per_class": translate(
            "EngineSetting", "Pictures that every rollback draws again and compares."
        ),
        "ema_decay": translate(
            "EngineSetting", "How slowly the averaged weights follow; close to 1 is smooth."
        ),
        "checkpoint_seconds": translate(
            "EngineSetting", "At most this much work is lost when the power fails."
        ),
        "sample_seconds": translate("EngineSetting", "How often samples are drawn to look at."),
    }.get(key, "")


def strategy(key: str) -> str:
    """A strategy against forgetting, as a choice."""
    return {
        "pilotline": translate("Strategy", "Pilotline: screened replay and the teacher’s answers"),
        "distillation": translate("Strategy", "Distillation: replay drawn anew for every step"),
        "states": translate("Strategy", "States: what the teacher passes through"),
        "replay": translate("Strategy", "Replay: recalled pictures like photographs"),
        "buffer": translate("Strategy", "Buffer: reads a few earlier photographs of each class"),
        "joint": translate("Strategy", "Joint: reads the earlier photographs again"),
        "finetune": translate("Strategy", "None: earlier products are forgotten"),
        "unanchored": translate("Strategy", "Unanchored: Pilotline without stored statistics"),
    }.get(key, key)


def value(amount: float, *, is_whole: bool) -> str:
    """A value without needless zeros."""
    if is_whole:
        return wording.count(int(amount))
    digits = next((n for n in range(6) if round(amount, n) == round(amount, 6)), 6)
    return wording.number(amount, digits)
