"""The labels of the tables of a run, in Dutch; it does not know any figure."""

from ui import texts_eval as texts

_BRIEF = ", brief"


def in_dutch(label: str) -> str:
    """The label itself where nobody wrote Dutch for it."""
    if label.endswith(_BRIEF):
        name = label.removesuffix(_BRIEF)
        return texts.COMPARED_MEASURES.get(name, name)
    if label in texts.REPORT_MEASURE_WORDS:
        return texts.REPORT_MEASURE_WORDS[label][0]
    return texts.TABLE_WORDS.get(label) or texts.REPORT_MEASURE_GROUPS.get(label, label)
