"""Every Dutch word that an evaluator reads: of the terminal and of the report; it knows no figures."""

# --- running and comparing ---

RUN_TROUBLE = {  # by eval's name of the trouble; {0}: the file, {1}: what the system says
    "cannot be read": "{0} kan niet gelezen worden{1} Noem een bestand van een meting, zoals die in eval/runs.",
    "no run of this version": "{0} is geen meting van deze versie. Meet opnieuw met: bronwijzer eval",
    "cannot be written": "{0} is niet te schrijven{1}",
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


# --- robustness ---
