"""The report's texts in the user's language; the engine writes the file with them."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_CONTEXT = "Report"

#: As the engine's report says them; {braces} stand for what it fills in.
REPORT_TEXTS: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("Report", "Quality report of version {number}"),
    QT_TRANSLATE_NOOP("Report", "candidate, waits for approval"),
    QT_TRANSLATE_NOOP("Report", "approved"),
    QT_TRANSLATE_NOOP("Report", "rejected by the gate"),
    QT_TRANSLATE_NOOP("Report", "retired"),
    QT_TRANSLATE_NOOP("Report", "live"),
    QT_TRANSLATE_NOOP("Report", "State"),
    QT_TRANSLATE_NOOP("Report", "Made"),
    QT_TRANSLATE_NOOP("Report", "Builds on"),
    QT_TRANSLATE_NOOP("Report", "nothing, it is the first"),
    QT_TRANSLATE_NOOP("Report", "version {number}"),
    QT_TRANSLATE_NOOP("Report", "Products"),
    QT_TRANSLATE_NOOP("Report", "Taught in it"),
    QT_TRANSLATE_NOOP("Report", "Went live"),
    QT_TRANSLATE_NOOP("Report", "{at} by {who}"),
    QT_TRANSLATE_NOOP("Report", "Workspace"),
    QT_TRANSLATE_NOOP("Report", "Written"),
    QT_TRANSLATE_NOOP("Report", "What the gate found"),
    QT_TRANSLATE_NOOP("Report", "What the figures mean"),
    QT_TRANSLATE_NOOP(
        "Report",
        "Retention: quality now divided by quality when learned, both seen by the recogniser "
        "of that time. Quality is the mean of assigned share, nearness to the photographs "
        "and, where photographs are kept, accuracy.",
    ),
    QT_TRANSLATE_NOOP(
        "Report",
        "Accuracy: share of sealed photographs whose product and class the recogniser finds "
        "without being told the product.",
    ),
    QT_TRANSLATE_NOOP(
        "Report",
        "Assigned as asked: share of generated pictures that show the class that was asked for.",
    ),
    QT_TRANSLATE_NOOP(
        "Report",
        "Usefulness: accuracy on photographs of a recogniser that has seen generated pictures"
        " alone.",
    ),
    QT_TRANSLATE_NOOP(
        "Report",
        "Precision and coverage: share of generated pictures that lie among the photographs, "
        "and share of photographs that lie among the generated pictures.",
    ),
    QT_TRANSLATE_NOOP(
        "Report",
        "Distance: Fréchet distance of generated pictures to photographs; smaller is better, "
        "and products cannot be compared with each other.",
    ),
    QT_TRANSLATE_NOOP("Report", "Files of the version"),
    QT_TRANSLATE_NOOP(
        "Report", "Each file is named by the SHA-256 of what it holds; none ever changes."
    ),
    QT_TRANSLATE_NOOP("Report", "freed to save space"),
    QT_TRANSLATE_NOOP("Report", "unverified"),
    QT_TRANSLATE_NOOP("Report", "Figures of version {number}"),
    QT_TRANSLATE_NOOP(
        "Report",
        "Ranges in brackets are 95% confidence intervals. What could not be measured, because"
        " nothing of the photographs is kept, is unverified.",
    ),
    QT_TRANSLATE_NOOP("Report", "Product"),
    QT_TRANSLATE_NOOP("Report", "Retention over versions"),
    QT_TRANSLATE_NOOP(
        "Report",
        "A product's quality in each version, divided by its quality in the version that "
        "learned it.",
    ),
    QT_TRANSLATE_NOOP(
        "Report", "The same as lines over the versions; the band is the 95% interval."
    ),
    QT_TRANSLATE_NOOP("Report", "{number} (live)"),
    QT_TRANSLATE_NOOP("Report", "new"),
    QT_TRANSLATE_NOOP("Report", "Retention"),
    QT_TRANSLATE_NOOP("Report", "Accuracy"),
    QT_TRANSLATE_NOOP("Report", "Assigned as asked"),
    QT_TRANSLATE_NOOP("Report", "Usefulness"),
    QT_TRANSLATE_NOOP("Report", "Precision"),
    QT_TRANSLATE_NOOP("Report", "Coverage"),
    QT_TRANSLATE_NOOP("Report", "Distance"),
    QT_TRANSLATE_NOOP("Report", "What it draws"),
    QT_TRANSLATE_NOOP(
        "Report", "Drawn by the deployed student from its first seeds, none left out."
    ),
    QT_TRANSLATE_NOOP("Report", "What is taken for what"),
    QT_TRANSLATE_NOOP(
        "Report",
        "What the recogniser, which is not told the product, answers for {count} sealed "
        "photographs. Rows are shown, columns are answered.",
    ),
    QT_TRANSLATE_NOOP(
        "Report",
        "No photograph is kept of some classes of {products}: marked rows were counted on "
        "generated pictures instead, which flatter the recogniser.",
    ),
    QT_TRANSLATE_NOOP("Report", "Nearest to a photograph"),
    QT_TRANSLATE_NOOP(
        "Report",
        "The generated pictures nearest to a photograph they were learned from. A distance of"
        " 1 is as far as the photographs of the class are apart; below {limit} a picture "
        "counts as a copy.",
    ),
    QT_TRANSLATE_NOOP("Report", "Not recorded for {products}."),
    QT_TRANSLATE_NOOP("Report", "generated"),
    QT_TRANSLATE_NOOP("Report", "photograph"),
    QT_TRANSLATE_NOOP("Report", "distance"),
    QT_TRANSLATE_NOOP("Report", "Speed on this machine"),
    QT_TRANSLATE_NOOP(
        "Report",
        "Milliseconds per picture, median of {runs} runs; in brackets the fastest and the "
        "slowest. {machine}; {runtime}.",
    ),
    QT_TRANSLATE_NOOP("Report", "Student draws"),
    QT_TRANSLATE_NOOP("Report", "Teacher draws"),
    QT_TRANSLATE_NOOP("Report", "Recogniser answers"),
    QT_TRANSLATE_NOOP("Report", "{count} at a time"),
    QT_TRANSLATE_NOOP("Report", "counts as a copy"),
    QT_TRANSLATE_NOOP("Report", "no copy"),
    QT_TRANSLATE_NOOP("Report", "no longer in its folder"),
)


def report_texts() -> tuple[tuple[str, str], ...]:
    """(English text, text in the user's language) of everything the report says."""
    texts = [str(text) for text in REPORT_TEXTS]
    return tuple((text, QCoreApplication.translate(_CONTEXT, text)) for text in texts)
