"""Every Dutch word that an evaluator reads: of the terminal and of the report; it knows no figures."""

from collections.abc import Iterable

# --- running and comparing ---

HELP_EVAL_WRITER = "Voor deze meting: de schrijver, zoals bij BRONWIJZER_WRITER."
HELP_EVAL_ENCODER = "Voor deze meting: het model dat zoekt, zoals bij BRONWIJZER_ENCODER; zijn index komt in de cache."
HELP_EVAL_ANEW = "Begin opnieuw, ook als een vorige meting halverwege stopte."
HELP_EVAL_AGAINST = "Leg de uitkomst naast deze meting of ijkmeting; exitcode 1 als een bewaakt cijfer daalt."
ASKING = "Vragen stellen"
DIFFERS = {  # why a run that stopped is not taken up again; a setting by its own name
    "gold": "de goudvragen",
    "commit": "de versie van het programma",
    "code": "het programma",
    "index": "de index",
}


def goes_on(done: int, total: int) -> str:
    return f"Een vorige meting stopte na {done} van {total} vragen. Die gaat nu verder (opnieuw beginnen: --anew)."


def begins_anew(differs: Iterable[str]) -> str:
    named = [DIFFERS.get(name) or f"de instelling {name.removeprefix('setting ')}" for name in differs]
    return f"Een vorige meting stopte halverwege, maar begint opnieuw. Sindsdien is veranderd: {', '.join(named)}."


def stopped(done: int, total: int) -> str:
    return f"{done} van {total} vragen zijn beantwoord en bewaard. Dezelfde opdracht gaat straks verder waar ze stopte."


RUN_TROUBLE = {  # by eval's name of the trouble; {0}: the file, {1}: what the system says
    "cannot be read": "{0} kan niet gelezen worden{1} Noem een bestand van een meting, zoals die in eval/runs.",
    "no run of this version": "{0} is geen meting van deze versie. Meet opnieuw met: bronwijzer eval",
    "cannot be written": "{0} is niet te schrijven{1}",
    "in use by another run": "Deze meting loopt al in een ander venster ({0}). Wacht tot ze klaar is.",
}


# --- checking and adding gold ---

HELP_EVAL_CHECK = "Kijk na of de goudvragen zelf kloppen."
FLAWS = {  # by eval's name of the flaw; {0}, {1}: what it is about
    "no such file": "{0} bestaat niet. Noem een bestand .jsonl, of een map ermee.",
    "unreadable file": "{0} kan niet gelezen worden: {1}",
    "no questions": "{0}: er staan geen vragen in. Noem een bestand .jsonl met één vraag per regel.",
    "too large": "{0} is groter dan {1} MB. Verdeel de vragen over meer bestanden.",
    "not JSON": "dit is geen JSON (vanaf teken {0}). Schrijf één object per regel.",
    "not an object": "een regel is één object: tussen accolades.",
    "field missing": "het veld “{0}” ontbreekt.",
    "wrong kind of field": "het veld “{0}” moet {1} zijn.",
    "unknown type": "de soort “{0}” bestaat niet. Kies uit: {types}.",
    "unknown split": "het deel “{0}” bestaat niet. Kies uit: {splits}.",
    "no id": "het id is leeg.",
    "empty question": "de vraag is leeg.",
    "type and answerable contradict each other": "de soort en “answerable” spreken elkaar tegen.",
    "follow-up without a history, or a history without a follow-up": (
        "een vervolgvraag heeft een gesprek dat eraan voorafgaat (history), en alleen een vervolgvraag heeft dat."
    ),
    "unknown role in the history": "een beurt in het gesprek is van “user” of “assistant”, niet van “{0}”.",
    "near miss that can be answered": "een vraag met een antwoord kan geen “near_miss” zijn.",
    "no key facts, or an empty group": "er is geen kernwoord, of een lege groep: zo is geen antwoord juist.",
    "key facts of an unanswerable question": "een vraag zonder antwoord heeft geen kernwoorden.",
    "no reference answer": "het voorbeeldantwoord ontbreekt.",
    "reference answer without a key fact": "in het voorbeeldantwoord staat geen van deze kernwoorden: {all}.",
    "reference answer with a forbidden string": "in het voorbeeldantwoord staat wat niet mag: “{0}”.",
    "evidence with a forbidden string": "in het bewijs staat wat niet mag: “{0}”. Wie het aanhaalt, is dan fout.",
    "key fact that stands in the question": (
        "dit kernwoord staat al in de vraag: {all}. Wie de vraag nazegt, lijkt juist. Kies een ander, als het kan."
    ),
    "no required evidence": "er is geen verplicht bewijs. Voeg een citaat toe dat geen alternatief is.",
    "unknown document": "het document “{0}” is er niet. Er is: {rest}.",
    "quote that is not in its document": "dit staat niet in {0}: “{1}”.",
    "long quote": "het bewijs is {0} woorden lang. Neem het kortste stuk dat de vraag beantwoordt: “{1}”.",
    "question that copies its evidence": "de vraag neemt het bewijs over (“{0}”). Vraag het in eigen woorden.",
    "id used twice": "dit id is al gebruikt{at}, voor “{1}”.",
    "same question twice": "dit is dezelfde vraag als {1}{at}.",
    "nearly the same question": "deze vraag lijkt sterk op {1}{at}: “{2}”.",
}
NO_TEXT = "het is geen tekst in UTF-8. Bewaar het zo."
SHAPES = {
    "text": "tekst",
    "flag": "true of false",
    "texts": "een lijst van teksten",
    "groups": "een lijst van lijsten van teksten",
    "objects": "een lijst van objecten",
}
ERRORS_FOUND, WARNINGS_FOUND = "Fouten:", "Waarschuwingen (het kan juist zijn: kijk en beslis):"


def gold_flaws(errors: int, warnings: int) -> str:
    also = f" En {counted(warnings, 'waarschuwing', 'waarschuwingen')}." if warnings else ""
    return f"{counted(errors, 'fout', 'fouten')} in de goudvragen (zie hierboven).{also}"


def gold_sound(questions: int, warnings: int) -> str:
    sound = "1 goudvraag: ze klopt" if questions == 1 else f"{questions} goudvragen: ze kloppen allemaal"
    return f"{sound}, met {counted(warnings, 'waarschuwing', 'waarschuwingen')}." if warnings else f"{sound}."


def counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


# --- the names of measures ---


# --- the report ---


# --- exchange and peers ---

HELP_EXPORT = "Schrijf een bewaarde meting voor andere programma's: TREC, RAGAS, BEIR, of een tabel voor Excel."
HELP_EXPORT_RUN = "Bestand van de meting (uit eval/runs)."
HELP_EXPORT_TO = "trec, ragas, beir of csv."
HELP_EXPORT_OUT = "Waar het komt: een map voor trec en beir, een bestand voor ragas (.jsonl) en csv."
SHEET_YES, SHEET_NO = "ja", "nee"
SHEET_COLUMNS = (
    "Nummer", "Vraag", "Gesprek vooraf", "Soort", "Deel", "Te beantwoorden", "Bijna raak", "Documenten met bewijs",
    "Juist en bewezen", "Juist", "Deel van de kernfeiten", "Geweigerd", "Reden van weigering", "Antwoord",
    "Antwoord van de evaluator", "Kernfeiten", "Bewijs", "Geciteerde documenten", "Citaten", "Aantal citaten",
    "Citaten letterlijk", "Citaatprecisie", "Citaatvolledigheid", "Bewijs gevonden bij 1", "Bewijs gevonden bij 3",
    "Bewijs gevonden bij 5", "Bewijs gevonden bij 10", "Reciproke rang", "Woorden", "Kans op een antwoord", "Seconden",
    "Fout",
)  # fmt: skip


def unknown_form(given: str, forms: tuple[str, ...]) -> str:
    return f"De vorm “{given}” bestaat niet. Kies uit: {', '.join(forms)}."


def other_index(run: str, passages: int) -> str:
    found = f"{passages} passages van {run} staan" if passages > 1 else f"Een passage van {run} staat"
    return (
        f"{found} niet in de index: de meting is met een andere index gemaakt. "
        "Geef die op met BRONWIJZER_INDEX, of meet opnieuw met bronwijzer eval."
    )


def exported(form: str, to: object, files: tuple[str, ...]) -> str:
    return f"Bewaard in {to} ({', '.join(files) or form})."


def rows_left_out(count: int) -> str:
    what = "Een vraag staat" if count == 1 else f"{count} vragen staan"
    return f"{what} niet in de tabel: ze horen bij het deel untouched, dat niemand vraag per vraag bekijkt."


# --- robustness ---
