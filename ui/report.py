"""A run as a report: which sentences, tables and charts tell it, in which order. Pure: a review in, sections out.

It does not know HTML or Markdown, and reads no file; `names` are what documents are called, by file name and by id.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from eval import Figure, Portion, Review, Verdict
from ingest import written_date
from ui import report_figures as charts
from ui import texts_eval as words
from ui.report_blocks import Block, Bullets, Case, Cell, Named, Report, Section, Shade, Strip, Table, Text
from ui.report_charts import Span
from ui.report_made import made

_FAULTS = 40  # rows of a list
_FEW = 10  # questions below which a figure says almost nothing
_ENOUGH = 30  # answerable questions that the headline wants

_ANSWERED = (
    Verdict.VERIFIED, Verdict.UNCITED, Verdict.PARTLY, Verdict.WRONG, Verdict.FORBIDDEN, Verdict.REFUSED,
    Verdict.CRASHED,
)  # fmt: skip
_UNANSWERED = (Verdict.SILENT, Verdict.INVENTED)


def story(review: Review, names: Mapping[str, str]) -> Report:
    about = review.about
    sections = [
        Section("kort", words.REPORT_IN_SHORT, tuple(_short(review))),
        Section("verschil", words.REPORT_CHANGE, tuple(_change(review)), fresh=True),
        Section("wat", words.REPORT_WHAT, tuple(_what(review))),
        Section("maten", words.REPORT_MEASURES, tuple(_measures(review))),
        Section("soorten", words.REPORT_TYPES, _grouped(review, review.types, words.REPORT_TYPE, {}), fresh=True),
        Section("documenten", words.REPORT_DOCUMENTS, _grouped(review, review.documents, words.REPORT_DOCUMENT, names)),
        Section("samen", words.REPORT_GRID, tuple(_grid(review, names))),
        Section("stappen", words.REPORT_STAGES, tuple(_stages(review))),
        Section("curven", words.REPORT_CURVES, charts.curves(review), fresh=True),
        Section("tijd", words.REPORT_TIME, charts.histograms(review)),
        Section("slechtst", words.REPORT_WORST, tuple(_worst(review, names)), fresh=True),
        Section("bronvermelding", words.REPORT_FAULTS, tuple(_faults(review))),
        Section("gemaakt", words.REPORT_MADE, tuple(made(about)), fresh=True),
    ]
    subtitle = words.report_subtitle(moment(about), review.whole.n, str(about.get("commit", "")))
    return Report(words.REPORT_TITLE, subtitle, [one for one in sections if one.blocks], words.REPORT_FOOTER)


def moment(about: Mapping[str, object]) -> str:
    """When a run was made, as people write it."""
    said = str(about.get("made_on", ""))
    try:
        when = datetime.fromisoformat(said)
    except ValueError:
        return said or words.REPORT_NOT_MEASURED
    return f"{written_date(when.date().isoformat())}, {when:%H:%M} ({when.tzname() or 'UTC'})"


def _short(review: Review) -> list[Block]:
    part = _headlined(review)
    name = words.REPORT_SPLITS.get(part.name, part.name)
    blocks: list[Block] = []
    if part.answerable:
        good = part.share(Verdict.VERIFIED)
        count = part.verdicts.get(Verdict.VERIFIED, 0)
        blocks.append(Text(words.report_headline(count, good.n, name or words.REPORT_SOME), "kop"))
        blocks.append(Text(words.report_headline_how(good.n, name, good.low or 0.0, good.high or 1.0)))
    blocks.append(Bullets(tuple(_told(review, part))))
    answers = [charts.outcomes(review), *_per_hundred(review), Text(words.REPORT_ORDER)]
    return [*blocks, *answers] if _judges_answers(review) else blocks


def _judges_answers(review: Review) -> bool:
    """A set of searches alone has none."""
    return bool(review.whole.answerable or review.whole.unanswerable)


def _headlined(review: Review) -> Portion:
    """The untouched split where it is large enough: nothing was chosen on it."""
    untouched = [part for part in review.splits if part.name == "untouched" and part.answerable >= _ENOUGH]
    return untouched[0] if untouched else review.whole


def _told(review: Review, part: Portion) -> list[str]:
    said = []
    if part.answerable:
        kinds = (
            Verdict.PARTLY, Verdict.WRONG, Verdict.FORBIDDEN, Verdict.REFUSED, Verdict.CRASHED, Verdict.UNCITED,
        )  # fmt: skip
        said.append(words.report_wrong(part.answerable, {kind.name: part.verdicts.get(kind, 0) for kind in kinds}))
    if part.unanswerable:
        silent = part.share(Verdict.SILENT)
        right = part.verdicts.get(Verdict.SILENT, 0)
        said.append(words.report_silence(right, silent.n, silent.low or 0.0, silent.high or 1.0))
    if part.given:
        given = part.precision
        right = part.verdicts.get(Verdict.VERIFIED, 0)
        said.append(words.report_precision(right, part.given, given.low or 0.0, given.high or 1.0))
    exact = review.whole.figure("citations verbatim")
    if exact.value is not None:
        said.append(words.report_verbatim(round(exact.value * exact.n), exact.n))
    clean = review.whole.figure("without attribution error")
    if clean.value is not None:
        said.append(words.report_attribution(round(clean.value * clean.n), clean.n))
    return [*said, *_gap(review), *_standing_out(review)]


def _gap(review: Review) -> list[str]:
    splits = {part.name: part.share(Verdict.VERIFIED).value for part in review.splits}
    develop, untouched = splits.get("develop"), splits.get("untouched")
    if len(splits) == 1:
        (name,) = splits
        return [words.report_no_untouched(words.REPORT_SPLITS.get(name, name))] if name == "develop" else []
    return [words.report_gap(develop, untouched)] if develop is not None and untouched is not None else []


def _standing_out(review: Review) -> list[str]:
    """The types of which the interval leaves out the figure of all questions."""
    mean = review.whole.figure("verified").value or 0.0
    seen = [(part.name, part.figures[0]) for part, _ in review.types if part.n >= _FEW]
    weak = [_named(name, one) for name, one in seen if one.high is not None and one.high < mean]
    strong = [_named(name, one) for name, one in seen if one.low is not None and one.low > mean]
    return [line for line in (words.report_weak(weak), words.report_strong(strong)) if line]


def _named(name: str, one: Figure) -> str:
    return words.report_named(name, one.value or 0.0, one.n)


def _per_hundred(review: Review) -> list[Block]:
    """What became of questions with an answer, and of those without, split beside split."""
    parts = review.splits if len(review.splits) > 1 else (review.whole,)
    tables: list[Block] = []
    for title, kinds in ((words.REPORT_WITH_ANSWER, _ANSWERED), (words.REPORT_WITHOUT_ANSWER, _UNANSWERED)):
        head = (words.REPORT_OUTCOME, *(words.report_column(_key(part), part.share(*kinds).n) for part in parts))
        seen = [kind for kind in kinds if kind is not Verdict.CRASHED or any(part.verdicts.get(kind) for part in parts)]
        rows = tuple(_verdict_row(kind, parts) for kind in seen)
        tables.append(Table(words.report_per_hundred(title), head, rows, titled=True))
    return [*tables, Text(words.REPORT_HEADLINE_NOTE, "noot")]


def _verdict_row(kind: Verdict, parts: Sequence[Portion]) -> tuple[Cell, ...]:
    return Named(*words.REPORT_VERDICTS[kind.name]), *(_hundred(part, kind) for part in parts)


def _key(part: Portion) -> str:
    return words.REPORT_SPLITS.get(part.name, words.REPORT_ALL)


def _hundred(part: Portion, kind: Verdict) -> str:
    one = part.share(kind)
    if one.value is None:
        return words.REPORT_NOT_MEASURED
    return words.report_figure(one.value, one.low or 0.0, one.high or 1.0)


def _what(review: Review) -> list[Block]:
    whole = review.whole
    near = whole.figure("near misses refused").n
    counts = words.report_counts(
        whole.n, whole.answerable, whole.unanswerable, near, len(review.types), len(review.documents)
    )
    splits = words.report_split_counts([(words.REPORT_SPLIT_KEYS.get(p.name, p.name), p.n) for p in review.splits])
    settings = review.about.get("settings")
    gold = str(settings.get("gold", "")) if isinstance(settings, Mapping) else ""
    own = not gold or gold.replace("\\", "/").rstrip("/").endswith("eval/gold")
    return [
        Text(f"{counts} {splits[:1].upper()}{splits[1:]}"),
        Text(words.REPORT_SPLIT_WORDS if len(review.splits) > 1 else ""),
        Text(words.REPORT_OWN_GOLD if own else words.REPORT_OTHER_GOLD.format(gold)),
        Text(words.REPORT_JUDGED),
        Text(words.REPORT_ASK_OWN if own else ""),
        Text(words.REPORT_INTERVAL_WORDS),
    ]


def _measures(review: Review) -> list[Block]:
    """One table for every group of measures; what was not measured is only named."""
    seen = {name: [part.figure(name) for part in review.splits] for names in review.measures.values() for name in names}
    known = {name for name, ones in seen.items() if any(one.value is not None for one in ones)}
    head = (words.REPORT_MEASURE, *(h for part in review.splits for h in (_key(part), words.REPORT_INTERVAL_N)))
    tables = [
        Table(words.REPORT_MEASURE_GROUPS.get(group, group), head, tuple(map(_row, measured)), titled=True)
        for group, names in review.measures.items()
        if (measured := [(name, seen[name]) for name in names if name in known])
    ]
    unknown = [_measure(name).name for name in seen if name not in known]
    return [*tables, Text(words.report_not_measured(unknown), "noot")]


def _row(found: tuple[str, Sequence[Figure]]) -> tuple[Cell, ...]:
    name, ones = found
    return _measure(name), *(cell for one in ones for cell in _value_and_range(one))


def _measure(name: str) -> Named:
    return Named(*words.REPORT_MEASURE_WORDS.get(name, (name, "")))


def _value_and_range(one: Figure) -> tuple[str, str]:
    if one.value is None:
        return words.REPORT_NOT_MEASURED, "–"
    if one.low is None or one.high is None:
        return shown(one.name, one.value), f"({one.n})"
    return shown(one.name, one.value), f"{shown(one.name, one.low)} – {shown(one.name, one.high)} ({one.n})"


def shown(name: str, value: float) -> str:
    """A figure in the unit of its measure."""
    if name.startswith("seconds"):
        return f"{words.decimal(value)} s"
    if name.startswith("words"):
        return f"{value:.0f}"
    return words.decimal(value) if name in words.REPORT_DECIMAL or not 0 <= value <= 1 else words.percent(value)


def _grouped(
    review: Review,
    groups: Sequence[tuple[Portion, Mapping[str, Portion]]],
    label: str,
    names: Mapping[str, str],
) -> tuple[Block, ...]:
    """Each group with its figure on every split, drawn and in numbers."""
    if not groups or not _judges_answers(review):
        return ()
    mean = review.whole.figure("verified").value
    splits = [part.name for part in review.splits]
    keys = [words.REPORT_SPLITS.get(name, name) for name in splits]
    head = (label, *(h for key in keys for h in (key, words.REPORT_INTERVAL)), words.REPORT_DRAWN)
    rows = tuple(_group_row(names.get(part.name, part.name), part.n, splits, parts, mean) for part, parts in groups)
    few = any(one.n < _FEW for _, parts in groups for one in parts.values())
    kinds = groups is review.types
    intro = words.REPORT_TYPES_INTRO if kinds else words.REPORT_DOCUMENTS_INTRO
    title = words.REPORT_TYPES if kinds else words.REPORT_DOCUMENTS
    return Text(intro), Table(title, head, rows, 1, words.REPORT_FEW if few else "", marks=tuple(keys))


def _group_row(
    name: str, n: int, splits: Sequence[str], parts: Mapping[str, Portion], mean: float | None
) -> tuple[Cell, ...]:
    return _few(name, n), *_by_split(splits, parts), _drawn(splits, parts, mean)


def _few(name: str, n: int) -> str:
    return f"{name} *" if n < _FEW else name


def _by_split(splits: Sequence[str], parts: Mapping[str, Portion]) -> list[str]:
    cells = []
    for name in splits:
        one = parts[name].figures[0] if name in parts else None
        if one is None or one.value is None:
            cells += [words.REPORT_NOT_MEASURED, "–"]
        else:
            mark = "*" if one.n < _FEW else ""
            cells += [f"{words.percent(one.value)}{mark}", f"{words.report_range(one.low, one.high)} (n={one.n})"]
    return cells


def _drawn(splits: Sequence[str], parts: Mapping[str, Portion], mean: float | None) -> Strip:
    seen = [parts[name].figures[0] for name in splits if name in parts]
    return Strip(tuple(Span(one.value or 0.0, one.low or 0.0, one.high or 1.0) for one in seen), mean)


def _grid(review: Review, names: Mapping[str, str]) -> list[Block]:
    if not review.grid:
        return []
    documents = [part.name for part, _ in review.documents]
    kinds = [
        part.name for part, _ in review.types if any((part.name, document) in review.grid for document in documents)
    ]
    rows = tuple((kind, *(_shade(review.grid.get((kind, document))) for document in documents)) for kind in kinds)
    head = (words.REPORT_TYPE, *(names.get(document, document) for document in documents))
    return [Text(words.REPORT_GRID_INTRO), Table(words.REPORT_GRID, head, rows, 1, words.REPORT_FEW)]


def _shade(one: Figure | None) -> Cell:
    if one is None or one.value is None:
        return "–"
    mark = "*" if one.n < _FEW else ""
    said = f"{words.percent(one.value)}{mark} ({words.report_of(round(one.value * one.n), one.n)})"
    return Shade(said, min(5, int(one.value * 6)))


def _stages(review: Review) -> list[Block]:
    develop = [(part.name, parts["develop"]) for part, parts in review.types if "develop" in parts]
    whole = next((part for part in review.splits if part.name == "develop"), None)
    if whole is None or not whole.stages:
        return []
    seen = sorted(whole.stages, key=lambda stage: -whole.stages[stage])
    head = (words.REPORT_TYPE, *(words.REPORT_STAGE_WORDS[s.name][0] for s in seen), words.REPORT_STAGE_TOTAL, "n")
    rows = [
        (name, *(str(part.stages.get(s, 0) or "–") for s in seen), str(sum(part.stages.values())), str(part.n))
        for name, part in sorted(develop, key=lambda pair: -sum(pair[1].stages.values()))
    ]
    total = (words.REPORT_ALL, *(str(whole.stages[s]) for s in seen), str(sum(whole.stages.values())), str(whole.n))
    meaning = tuple(": ".join(words.REPORT_STAGE_WORDS[s.name]) for s in seen)
    return [
        Text(words.REPORT_STAGES_INTRO),
        Table(words.REPORT_STAGES, head, (total, *rows), 1),
        Bullets(tuple(f"{line[:1].upper()}{line[1:]}" for line in meaning)),
    ]


def _worst(review: Review, names: Mapping[str, str]) -> list[Block]:
    if not _judges_answers(review) or not any(part.name != "untouched" for part in review.splits):
        return []
    if not review.worst:
        return [Text(words.REPORT_WORST_NONE)]
    cases = [
        Case(number, failure, tuple(names.get(one.document, "") for one in failure.told.cited) if failure.told else ())
        for number, failure in enumerate(review.worst, 1)
    ]
    return [Text(words.report_worst_intro(len(cases), review.failed)), *cases]


def _faults(review: Review) -> list[Block]:
    """Errors of attribution, one by one: they may stand in an answer that is right otherwise."""
    if review.whole.figure("without attribution error").value is None:
        return []
    head = (words.REPORT_ID, words.REPORT_FAULT, words.REPORT_FAULT_WORDS)
    if not review.faults:
        return [Text(words.REPORT_FAULTS_NONE)]
    kinds = words.REPORT_FAULT_KINDS
    rows = tuple((gold.id, kinds.get(one.kind.name, one.kind.value), one.what) for gold, one in review.faults[:_FAULTS])
    intro = words.report_faults_intro(len(review.faults), len(rows))
    return [Text(intro), Table(words.REPORT_FAULTS, head, rows, 3)]


def _change(review: Review) -> list[Block]:
    change = review.change
    if change is None:
        return []
    if not change.pairs:
        return [Text(words.REPORT_NO_PAIRS)]
    head = (
        words.REPORT_MEASURE,
        words.REPORT_BEFORE,
        words.REPORT_AFTER,
        words.REPORT_DIFFERENCE,
        words.REPORT_INTERVAL,
        "n",
    )
    rows = tuple(
        (
            words.REPORT_MEASURE_WORDS.get(name, (name, ""))[0],
            shown(name, one.before),
            shown(name, one.after),
            words.signed(one.after - one.before),
            f"{words.signed(one.low)} – {words.signed(one.high)}",
            str(one.n),
        )
        for name, one in change.differences
    )
    moved = ((words.REPORT_GAINED, change.gained), (words.REPORT_LOST, change.lost))
    tables = [
        Table(
            words.report_moved(title, len(some)),
            (words.REPORT_ID, words.REPORT_TYPE, words.REPORT_QUESTION),
            tuple((one.id, one.type, one.question) for one in some),
            3,
        )
        for title, some in moved
        if some
    ]
    return [
        Text(words.report_change_intro(change.name, moment(change.about), change.pairs)),
        Table(words.REPORT_CHANGE, head, rows, 1, words.REPORT_CHANGE_NOTE),
        *tables,
        Text(words.report_hidden(*change.hidden)),
    ]
