"""Every Dutch word that an evaluator reads: of the terminal and of the report; it knows no figures."""

from collections.abc import Iterable, Mapping, Sequence

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
    "packages": "de pakketten of Python",
    "models": "een model",
    "opening": "het programma (instellingen)",
    "limit": "de tijd per vraag",
}


def goes_on(done: int, total: int) -> str:
    return f"Een vorige meting stopte na {done} van {total} vragen. Die gaat nu verder (opnieuw beginnen: --anew)."


def begins_anew(differs: Iterable[str]) -> str:
    named = [DIFFERS.get(name) or f"de instelling {name.removeprefix('setting ')}" for name in differs]
    return f"Een vorige meting stopte halverwege, maar begint opnieuw. Sindsdien is veranderd: {', '.join(named)}."


STOPPED_EARLY = "Er was nog geen enkele vraag beantwoord. Dezelfde opdracht begint straks van voren af aan."


def empty_option(option: str) -> str:
    return f"Achter {option} staat niets. Vul iets in, of laat {option} weg om alle goudvragen te nemen."


def nothing_of(option: str, given: Sequence[str], known: Sequence[str]) -> str:
    return f"Er zijn geen goudvragen voor {option} {','.join(given)}. Kies uit: {', '.join(known)}."


def stopped(done: int, total: int) -> str:
    return f"{done} van {total} vragen zijn beantwoord en bewaard. Dezelfde opdracht gaat straks verder waar ze stopte."


HELP_EVAL_COMPARE = "Leg twee metingen naast elkaar: gewonnen en verloren (exitcode 1 als een bewaakt cijfer daalt)."
HELP_EVAL_BEFORE = "De ene meting: een bestand, een naam uit de map met metingen, of “ijkmeting”."
HELP_EVAL_AFTER = "De andere meting."
HELP_EVAL_BASELINE = "Maak van een meting de ijkmeting waarmee latere metingen vergeleken worden."
HELP_EVAL_RUN = "De meting (standaard: de nieuwste uit de map met metingen)."
HELP_EVAL_BASELINE_TO = "Waar de ijkmeting komt (standaard: eval/baseline.json)."
BASELINE_NAME = "ijkmeting"
NO_RUNS = "Er is nog geen meting. Maak er een met: bronwijzer eval"
FALLEN_MARK = "GEDAALD"
COMPARE_HEAD = ("A", "B", "B - A", "95%-interval", "n", "")
COMPARE_BY_TYPE = "{}, per soort"
COMPARE_NOTHING = "Deze twee metingen hebben geen enkele vraag gemeen: er valt niets te vergelijken."
COMPARE_NO_GUARD = (
    "Zonder gemeenschappelijke vragen is geen enkel cijfer bewaakt. Leg deze meting naast een andere, of maak de "
    "ijkmeting opnieuw met: make baseline"
)
COMPARE_TO = "tot"
COMPARE_GUARDED = "* = bewaakt: als het hele interval aan de slechte kant van 0 ligt,\n    is het cijfer gedaald."
DIFFERED = "Wat er verder verschilt tussen A en B:"
DIFFERED_NOTHING = "Instellingen, goudvragen, documenten en versies zijn dezelfde."
DIFFERED_WORDS = {"commit": "versie (commit)", "code": "programma", "gold": "goudvragen", "index": "index"}
DIFFERED_GROUPS = {"settings": "instelling", "packages": "pakket"}


def compared(before: str, after: str, shared: int) -> str:
    return f"A: {before}\nB: {after}\n{counted(shared, 'vraag', 'vragen')} vergeleken."


def not_compared(edited: int, only_before: int, only_after: int) -> str:
    """ "" where everything was."""
    parts = [
        (edited, "gewijzigd sinds A (andere woorden, kernwoorden of bewijs)"),
        (only_before, "alleen in A"),
        (only_after, "alleen in B"),
    ]
    told = "; ".join(f"{count} {words}" for count, words in parts if count)
    return f"Niet vergeleken: {told}." if told else ""


def moved(name: str, gained: int, lost: int) -> str:
    return f"{name}: {gained} gewonnen, {lost} verloren"


def untouched_moved(count: int) -> str:
    return f"{counted(count, 'vraag', 'vragen')} van het deel untouched (die tonen we niet)"


def fallen(names: Iterable[str]) -> str:
    return f"Gedaald buiten het interval: {', '.join(names)}."


def unpaired(names: Iterable[str]) -> str:
    return (
        f"Niet bewaakt, want maar een van de twee metingen heeft dit cijfer: {', '.join(names)}. Meet de andere "
        "opnieuw; de ijkmeting met: make baseline"
    )


def compared_few(shared: int, total: int) -> str:
    return f"Let op: er zijn maar {shared} van de {total} vragen van A vergeleken."


def none_fell(count: int) -> str:
    return f"Geen van de {count} bewaakte cijfers is gedaald buiten zijn interval."


def baseline_made(file: object, questions: int) -> str:
    return f"De ijkmeting staat in {file} ({questions} vragen). Zet ze met git vast."


def changed_tree(commit: str) -> str:
    return f"Let op: het programma was gewijzigd sinds commit {commit[:8]} toen dit gemeten werd."


RUN_TROUBLE = {  # by eval's name of the trouble; {0}: the file, {1}: what the system says
    "cannot be read": "{0} kan niet gelezen worden{1} Noem een bestand van een meting, zoals die in eval/runs.",
    "no run of this version": "{0} is geen meting van deze versie. Meet opnieuw met: bronwijzer eval",
    "cannot be written": "{0} is niet te schrijven{1} Kies een andere plaats met --out of --to.",
    "baseline, which has no answers": (
        "{0} is een ijkmeting: die bewaart alleen cijfers, geen antwoorden. Noem een meting uit de map met metingen, "
        "of leg er een meting naast met: bronwijzer eval compare ijkmeting METING"
    ),
    "run of a part of the gold, or of other gold": (
        "{0} is geen meting van alle meegeleverde goudvragen. Meet eerst zonder --gold, --types en --split."
    ),
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
    "unknown field": "het veld “{0}” bestaat niet: schrap het of verbeter de naam. Er is: {rest}.",
    "field missing": "het veld “{0}” ontbreekt. Voeg het toe.",
    "wrong kind of field": "het veld “{0}” moet {1} zijn.",
    "unknown type": "de soort “{0}” bestaat niet. Kies uit: {types}.",
    "unknown split": "het deel “{0}” bestaat niet. Kies uit: {splits}.",
    "no id": "het id is leeg. Geef de vraag een eigen naam of nummer.",
    "empty question": "de vraag is leeg. Schrijf ze bij “question”, of schrap de regel.",
    "type and answerable contradict each other": (
        "de soort en “answerable” spreken elkaar tegen: alleen bij de soort onbeantwoordbaar is “answerable” false."
    ),
    "follow-up without a history, or a history without a follow-up": (
        "een vervolgvraag heeft een gesprek dat eraan voorafgaat (history), en alleen een vervolgvraag heeft dat."
    ),
    "unknown role in the history": "een beurt in het gesprek is van “user” of “assistant”, niet van “{0}”.",
    "near miss that can be answered": "een vraag met een antwoord kan geen “near_miss” zijn.",
    "no key facts, or an empty group": "er is geen kernwoord, of een lege groep: zo is geen antwoord juist.",
    "key facts of an unanswerable question": "een vraag zonder antwoord heeft geen kernwoorden.",
    "no reference answer": "het voorbeeldantwoord ontbreekt. Schrijf het bij “reference_answer”.",
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
HELP_EVAL_ADD = "Maak stap voor stap een nieuwe goudvraag."
HELP_EVAL_ADD_TO = "Bestand .jsonl of map waar de vraag bij komt (standaard: bij de meegeleverde, in eigen.jsonl)."
ADD_FILE = "eigen.jsonl"
ADD_BACK, ADD_STOP, ADD_DROP = ("terug", "t"), ("stop", "q"), ("weg",)
YES, NO = ("j", "ja"), ("n", "nee", "neen")
ADD_YES_NO = "(j/n)"
ADD_TYPE_YES_NO = "Typ j of n."
ADD_INTRO = "Een nieuwe goudvraag. Typ bij elke stap “terug” voor de vorige stap, of “stop” om later verder te gaan."
ADD_QUESTION = "\nDe vraag, in de woorden van een gebruiker:"
ADD_NOT_EMPTY = "Typ iets, of “stop”."
ADD_ANSWERABLE = "\nStaat het antwoord in de documenten?"
ADD_TYPE = "Welke soort (nummer)?"
ADD_TYPES = {
    "feit": "één getal, naam of datum",
    "voorstel": "wat iemand vraagt of belooft",
    "standpunt": "wat iemand van iets vindt",
    "lijst": "meer dan één ding",
    "vergelijking": "twee of meer bronnen naast elkaar",
    "definitie": "wat een woord betekent",
    "referentie": "een beslissing, een decreet, een verwijzing",
    "spreektaal": "zoals men het typt of zegt, met fouten",
    "vervolg": "een vraag na een andere vraag",
}
ADD_NEAR_MISS = "Staat het onderwerp er wel in, maar het antwoord niet (ander jaar, andere gemeente …)?"
ADD_HISTORY_KEEP = "Nieuw gesprek vooraf? Typ iets om het opnieuw te maken; Enter behoudt dit:"
ADD_HISTORY_USER = "Wat vroeg de gebruiker ervoor?"
ADD_HISTORY_ANSWER = "Wat was het antwoord daarop?"
ADD_HISTORY_MORE = "Ging daar nog iets tussen?"
ADD_SEARCH = "\nHet bewijs. Typ woorden om in de documenten te zoeken:"
ADD_SEARCH_MORE = "Nog bewijs? Typ woorden om te zoeken, “weg” om het laatste te schrappen, of Enter om verder te gaan:"
ADD_NOTHING_FOUND = "Geen passage met die woorden. Probeer andere woorden."
ADD_PASSAGE = "\nIn welke passage (nummer; Enter om opnieuw te zoeken)?"
ADD_SENTENCE = "Welke zin (nummer, of 2-3)? U mag ook een deel van een zin typen, letterlijk (Enter: opnieuw zoeken):"
ADD_NOT_VERBATIM = (
    "Zo staat het niet in deze passage. Typ een nummer, of minstens twee woorden die er letterlijk staan."
)
ADD_ALTERNATIVE = "Zegt dit hetzelfde als het vorige bewijs (dan volstaat één van beide)?"
ADD_FACT = "\nEen kernwoord dat in een juist antwoord moet staan (andere schrijfwijzen na een |):"
ADD_FACT_MORE = "Nog een? Enter om verder te gaan, “weg” om het laatste te schrappen:"
ADD_FORBIDDEN = "\nWat mag niet in een juist antwoord staan? Gescheiden door |; Enter voor niets, - om te wissen:"
ADD_REFERENCE = "\nEen goed, kort antwoord (met elk kernwoord erin):"
ADD_REFERENCE_NONE = "\nWaarom is er geen antwoord, en wat staat er wel?"
ADD_MEND = "\nDit moet eerst beter. Enter gaat naar de vorige stap, “terug” ook:"
ADD_SAVE = "\nIs de vraag zo goed? Dan wordt ze bewaard."
ADD_KEPT = "Wat u had, is bewaard: bronwijzer eval add vraagt straks of u verdergaat."
ADD_STOPPED = f"Gestopt. {ADD_KEPT}"


def add_number(most: int) -> str:
    return f"Typ een nummer van 1 tot {most}."


def add_kept(sentence: str, before: str) -> str:
    return f"{sentence} [{before}]" if before else sentence


def add_draft(question: str) -> str:
    return f"Er is nog een onafgewerkte vraag: “{question}”. Gaat u daarmee verder?"


def add_personal(kinds: Iterable[str]) -> str:
    return f"Dit lijken persoonsgegevens ({', '.join(kinds)}). Stel de vraag zonder: die zijn voor het antwoord niet nodig."


def add_evidence(document: str, quote: str, *, alternative: bool) -> str:
    return f"  {'of' if alternative else 'bewijs'}: “{quote}” ({document})"


def add_proposed(figures: Iterable[str]) -> str:
    return f"In het bewijs staat: {', '.join(figures)}. Andere schrijfwijzen komen er vanzelf bij."


def added(file: object, split: str) -> str:
    drawn = "het deel untouched: kijk niet hoe het antwoord erop luidt" if split == "untouched" else "het deel develop"
    return f"De vraag staat in {file}. Ze hoort bij {drawn}."


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

TABLE_WORDS = {
    ".": ",",
    "no questions": "Er is geen vraag gesteld.",
    "every question is verified": "Elke vraag is volledig juist beantwoord of terecht geweigerd.",
    "of the untouched split, not shown": "van het deel untouched (die tonen we niet)",
    "questions": "vragen",
    "question": "vraag",
    "figure": "cijfer",
    "95% interval": "95%-interval",
    "to": "tot",
    "type": "soort",
    "split": "deel",
    "document": "document",
    "fault": "fout",
    "chance, Brier score": "kans op een antwoord, Brierscore",
    "share answerable": "aandeel met antwoord",
    "crashed": "vastgelopen (telt als nul)",
    "error": "melding",
    "forbidden words": "verboden woorden",
    "not refused": "niet geweigerd",
    "refused": "geweigerd",
    "refused, evidence not found": "geweigerd, bewijs niet gevonden",
    "evidence not found": "bewijs niet gevonden",
    "right, not cited on the evidence": "juist, niet geciteerd op het bewijs",
    "key facts": "kernwoorden",
}
COMPARED_MEASURES = {
    "verified": "volledig juist",
    "correct": "juist, waar ook geciteerd",
    "refused when it should": "terecht geweigerd",
    "refused when it should not": "ten onrechte geweigerd",
    "citations verbatim": "citaten letterlijk",
    "citation precision": "citaten op het bewijs",
    "citation recall": "bewijs geciteerd",
    "recall@5": "bewijs in de eerste 5",
    "MRR@10": "plaats van het bewijs (MRR)",
    "refused": "geweigerd",
}


HELP_RAGAS = "Laat het ingestelde taalmodel de antwoorden van een meting beoordelen, met RAGAS."
HELP_RAGAS_OUT = "Bestand (.json) voor de meting met die cijfers erbij."
HELP_RAGAS_MOST = "Hoeveel antwoorden hoogstens (anders 50); elk antwoord kost het model vijf vragen."
RAGAS_BAD_OUT = "{} is geen bestand .json. Noem er een dat op .json eindigt, zoals elke meting."
RAGAS_NO_MODEL = (
    "RAGAS heeft een taalmodel op een server nodig, en er is er geen ingesteld. Geef het op met "
    "BRONWIJZER_WRITER=openai:ADRES#MODEL. Zonder taalmodel meet bronwijzer eval al het andere."
)


def ragas_not_allowed(host: str) -> str:
    return (
        f"De server {host} staat buiten uw netwerk. RAGAS zou er vragen, antwoorden en passages naartoe sturen. "
        f"Er is niets verstuurd. Mag dat, zet dan BRONWIJZER_CONSENT={host}."
    )


def ragas_failed(reason: str) -> str:
    return f"RAGAS kon niet oordelen: {reason}"


def ragas_figure(name: str, value: float | None, low: float | None, high: float | None, n: int) -> str:
    title = REPORT_MEASURE_WORDS[name][0]
    if value is None:
        return f"{title}: niet gemeten."
    return f"{title}: {value:.3f} (95%-interval {low:.3f} tot {high:.3f}, n = {n})".replace(".", ",")


def ragas_done(out: object, failed: int, first: str) -> str:
    missed = (
        f" Bij {counted(failed, 'antwoord', 'antwoorden')} lukte het niet helemaal; het eerst: {first}."
        if failed
        else ""
    )
    return f"Bewaard in {out}.{missed}"


# --- the report ---

HELP_REPORT = "Maak van een bewaarde meting een verslag: een bladzijde (.html) of Markdown (.md)."
HELP_REPORT_RUN = "De meting: een bestand of een naam (standaard: de nieuwste uit de map met metingen)."
HELP_REPORT_WITH = "Een andere meting, om te tonen wat er sindsdien gewonnen en verloren is."
HELP_REPORT_OUT = "Waar het verslag komt: .html of .md (standaard: naast de meting, als .html)."
REPORT_NO_RUN = (
    "Er is nog geen bewaarde meting in {}. Maak er een met 'bronwijzer eval', of noem een bestand van een meting."
)
REPORT_BAD_RUN = (
    "{} is geen bewaarde meting, of ze is beschadigd. Noem een ander bestand uit eval/runs, of meet opnieuw met "
    "'bronwijzer eval'."
)
REPORT_BAD_OUT = "{} eindigt niet op .html of .md. Geef het verslag een naam die zo eindigt."
REPORT_TITLE = "Hoe goed antwoordt Bronwijzer?"
REPORT_SKIP = "Naar het verslag"
REPORT_CONTENTS = "Inhoud"
REPORT_NUMBERS = "De cijfers van deze grafiek"
REPORT_NOT_MEASURED = "niet gemeten"
REPORT_FOOTER = "Dit verslag is één bestand. Het haalt niets van het internet en stuurt niets weg; u kunt het afdrukken en doorgeven."

REPORT_SPLITS = {"develop": "oefenvragen", "untouched": "controlevragen"}
REPORT_SPLIT_KEYS = {"develop": "oefenvragen (develop)", "untouched": "controlevragen (untouched)"}
REPORT_ALL, REPORT_SOME = "alle vragen", "vragen"

REPORT_IN_SHORT = "In het kort"
REPORT_WHAT = "Wat is gemeten, en waarop"
REPORT_CHANGE = "Wat is er veranderd"
REPORT_MEASURES = "Alle maten"
REPORT_TYPES = "Per soort vraag"
REPORT_DOCUMENTS = "Per document"
REPORT_GRID = "Soort vraag en document samen"
REPORT_STAGES = "Waar gaat het mis"
REPORT_CURVES = "Zoeken en zekerheid"
REPORT_TIME = "Snelheid en lengte"
REPORT_WORST = "De slechtste antwoorden"
REPORT_MADE = "Hoe dit gemaakt is, en hoe u het herhaalt"

REPORT_VERDICTS = {
    "VERIFIED": ("juist, met bewijs", "Alles wat verwacht werd, staat erin, en een citaat wijst de juiste plaats aan."),
    "UNCITED": (
        "juist, ander citaat",
        "Het antwoord klopt, maar geen citaat ligt op de plaats die de vragensteller aanwees.",
    ),
    "PARTLY": ("onvolledig", "Een deel van wat verwacht werd, ontbreekt."),
    "WRONG": (
        "ernaast",
        "Niets van wat verwacht werd, staat erin: een echte zin uit het document, maar geen antwoord op de vraag.",
    ),
    "FORBIDDEN": (
        "misleidend",
        "Er staat iets in wat een juist antwoord niet bevat, zoals een verkeerd cijfer of een valse “ja”.",
    ),
    "REFUSED": ("ten onrechte geweigerd", "Het antwoord staat in de documenten, maar Bronwijzer zei van niet."),
    "CRASHED": ("vastgelopen", "Het programma gaf een fout in plaats van een antwoord."),
    "SILENT": ("eerlijk geweigerd", "Bronwijzer zei dat het niet in de documenten staat, en dat klopt."),
    "INVENTED": ("toch een antwoord", "Het antwoord staat niet in de documenten, en toch gaf Bronwijzer er een."),
}
REPORT_STAGE_WORDS = {
    "SEARCH": ("zoeken", "Niet al het bewijs staat bij de tien gevonden passages."),
    "REFUSAL": ("weigeren", "Het bewijs was gevonden, maar Bronwijzer vond het niet genoeg."),
    "CHOICE": ("zinnen kiezen", "Het bewijs was gevonden, maar het antwoord toont (ook) andere zinnen."),
    "WORDING": (
        "verwoorden",
        "De juiste zin is geciteerd en toch ontbreekt er iets: te kort geknipt, of de vraag is te streng nagekeken.",
    ),
    "SILENCE": ("niet gezwegen", "Er is geen antwoord in de documenten, en toch kwam er een."),
    "CRASH": ("vastgelopen", "Het programma gaf een fout."),
}
REPORT_MEASURE_GROUPS = {
    "answers": "Antwoorden",
    "refusals": "Weigeren",
    "finding": "Zoeken",
    "citing": "Citaten",
    "attribution": "Bronvermelding",
    "language model": "Nagekeken door een taalmodel",
    "chances": "Zekerheid",
    "length and time": "Lengte en tijd",
}
REPORT_FAULTS = "Fouten in de bronvermelding"
REPORT_FAULTS_NONE = "Op de oefenvragen is geen enkele fout in de bronvermelding gevonden."
REPORT_FAULT, REPORT_FAULT_WORDS = "Fout", "De woorden"
REPORT_FAULT_KINDS = {
    "OTHER_PUBLISHER": "een naam bij het citaat van een ander",
    "NOT_VERBATIM": "citaat staat niet zo in het document",
    "AI_UNMARKED": "niet gezegd dat een AI dit schreef",
    "WISH_AS_FACT": "voorstel zonder van wie het is",
}
REPORT_INTERVAL_N = "95%-interval (n)"
REPORT_MEASURE_WORDS = {
    "verified": ("Volledig juist met bewijs, of terecht geweigerd", "de hoofdmaat: telt elke vraag"),
    "refused": ("Geweigerd", "terecht of niet"),
    "verified, answerable": ("Volledig juist met bewijs", "van de vragen met een antwoord in de documenten"),
    "key facts correct": ("Alle verwachte feiten, niets verbodens", "zonder naar de citaten te kijken"),
    "key facts found": ("Aandeel van de verwachte feiten", "gemiddeld per vraag"),
    "facts in first 60 words": ("Alles binnen de eerste 60 woorden", "wat u ziet zonder te scrollen"),
    "feit in first 25 words": ("Feit binnen de eerste 25 woorden", "alleen vragen naar een feit"),
    "refused when it should": ("Terecht geweigerd", "van de vragen zonder antwoord in de documenten"),
    "near misses refused": ("Terecht geweigerd, verraderlijke vragen", "het onderwerp staat er wel, het antwoord niet"),
    "refused when it should not": ("Ten onrechte geweigerd", "van de vragen met een antwoord; lager is beter"),
    "recall@1": ("Bewijs bij de eerste passage", "aandeel van het bewijs dat het zoeken vond"),
    "recall@3": ("Bewijs bij de eerste 3 passages", "aandeel van het bewijs dat het zoeken vond"),
    "recall@5": ("Bewijs bij de eerste 5 passages", "aandeel van het bewijs dat het zoeken vond"),
    "recall@10": ("Bewijs bij de eerste 10 passages", "aandeel van het bewijs dat het zoeken vond"),
    "MRR@10": ("Hoe hoog het bewijs staat (MRR)", "1 is altijd bovenaan, 0,5 is gemiddeld op plaats 2"),
    "nDCG@10": ("Volgorde van het bewijs (nDCG)", "1 is de best mogelijke volgorde"),
    "citation precision": ("Citaten die op het bewijs liggen", "van de citaten in een antwoord"),
    "citation recall": ("Bewijs dat geciteerd is", "van het bewijs dat nodig is"),
    "citations verbatim": ("Citaten letter voor letter in het document", "nagekeken op het teken"),
    "claims needed": (
        "Zinnen die nodig zijn",
        "met een verwacht feit of een citaat op het bewijs; de rest is overbodig",
    ),
    "key facts F1": ("Feiten en beknoptheid samen (F1)", "1 is alle feiten en geen overbodige zin"),
    "key facts F3": ("Idem, volledigheid telt zwaarder (F3)", "1 is het best"),
    "refusals right": ("Weigeringen die terecht zijn", "van alle weigeringen"),
    "refusals F1": ("Weigeren in één cijfer (F1)", "1 is: altijd zwijgen als het moet, en nooit anders"),
    "ALCE citation precision": ("Citaten die hun zin dragen", "zin per zin, volgens ALCE"),
    "ALCE citation recall": ("Zinnen die door hun citaten gedragen worden", "volgens ALCE"),
    "ALCE precision, model": ("Citaten die hun zin dragen, volgens een model", "zin per zin, volgens ALCE"),
    "ALCE recall, model": ("Gedragen zinnen, volgens een model", "volgens ALCE"),
    "without attribution error": ("Antwoorden zonder fout in de bronvermelding", "geen van de vier fouten hieronder"),
    "cited from who is named": ("Citaat komt van wie genoemd wordt", "geen zin onder de naam van een ander"),
    "quotes exact": ("Citaten staan er precies zo", "van de antwoorden"),
    "AI marked": ("Bij een AI-tekst staat dat erbij", "van de antwoorden"),
    "wishes under a name": ("Bij een voorstel staat van wie het is", "van de antwoorden"),
    "nothing forbidden": ("Niets misleidends", "van de vragen waarbij staat wat er niet in mag staan"),
    "RAGAS faithfulness": ("Trouw aan de bron (RAGAS)", "beoordeeld door een taalmodel"),
    "RAGAS answer relevancy": ("Antwoordt op de vraag (RAGAS)", "beoordeeld door een taalmodel"),
    "crashed": ("Vastgelopen", "telt als nul"),
    "too late": ("Te laat", "over de tijdslimiet; telt als nul"),
    "Brier score": ("Afstand van kans en werkelijkheid (Brier)", "0 is perfect"),
    "ECE": ("Gemiddelde afwijking van de kans (ECE)", "0 is perfect"),
    "AURC": ("Fouten bij dalende zekerheid (AURC)", "0 is perfect; lager dan het aandeel fouten is goed"),
    "coverage at 5% risk": (
        "Antwoorden over bij hoogstens 5% fouten",
        "als alleen de zekerste gegeven worden",
    ),
    "words, median": ("Woorden van een antwoord", "de middelste waarde"),
    "seconds, median": ("Seconden voor een antwoord", "de middelste waarde"),
    "seconds, p95": ("Seconden, traagste 5%", "95 van 100 antwoorden zijn sneller"),
}
REPORT_DECIMAL = frozenset(
    {"MRR@10", "nDCG@10", "key facts F1", "key facts F3", "refusals F1", "Brier score", "ECE", "AURC"}
)  # figures that are no share of anything

REPORT_INTERVAL_WORDS = (
    "Elk cijfer komt van een beperkt aantal vragen. Het interval zegt tussen welke grenzen het cijfer met 95% zekerheid "
    "ligt als we veel meer vragen van dezelfde soort zouden stellen. Bij weinig vragen is het breed: dan zegt het cijfer weinig."
)
REPORT_SPLIT_WORDS = (
    "De oefenvragen zijn gebruikt om Bronwijzer beter te maken; daar is het dus op ingesteld. De controlevragen zijn apart "
    "gehouden: daarmee is niets gekozen, en fouten erop zijn niet een voor een bekeken. Kijk dus eerst naar de controlevragen. "
    "Scoren de oefenvragen veel hoger, dan heeft Bronwijzer zijn oefeningen ten dele uit het hoofd geleerd."
)
REPORT_OWN_GOLD = (
    "De vragen zijn geschreven vanuit de documenten door wie Bronwijzer maakt, in de woorden van maatschappelijk werkers en "
    "beleidsadviseurs, ook met tikfouten en afkortingen. Dat is een zwakte: wie iets maakt, denkt aan vragen die passen. In "
    "eval/gold/README.md staat per bestand wie de vragen schreef, wie ze een tweede keer beantwoordde en wat daarbij veranderde."
)
REPORT_OTHER_GOLD = "De vragen komen uit {}. Wie ze schreef en of iemand ze heeft nagekeken, weet dit verslag niet."
REPORT_JUDGED = (
    "Een programma kijkt de antwoorden na, geen mens en geen taalmodel. Bij elke vraag hoort een lijst van korte feiten die in "
    "een goed antwoord staan, wat er niet in mag staan, en een citaat uit het document dat het bewijst. Dat is streng en "
    "blind: een goed antwoord in andere woorden kan als fout tellen."
)
REPORT_ASK_OWN = "Vertrouwt u die vragen niet, stel dan uw eigen vragen op: bronwijzer eval --gold UW-BESTAND.jsonl."
REPORT_ORDER = (
    "Fouten tellen niet even zwaar. Het ergst is een antwoord waar er geen is, of een misleidend antwoord. Daarna komt een zin "
    "die ernaast is; u ziet dat aan het citaat. Een weigering is eerlijk: wie vraagt, weet dat er verder gezocht moet worden."
)
REPORT_TABLE_HEADLINE = "Per 100 vragen"
REPORT_HEADLINE_NOTE = "Tussen haakjes het 95%-interval. n is het aantal vragen."
REPORT_OUTCOME = "Wat er gebeurde"
REPORT_WITH_ANSWER = "Met een antwoord"
REPORT_WITHOUT_ANSWER = "Zonder antwoord"
REPORT_STACKED = "Wat er met 100 vragen gebeurde"
REPORT_MEASURE, REPORT_TYPE, REPORT_DOCUMENT, REPORT_STAGE = "Maat", "Soort", "Document", "Stap"
REPORT_QUESTIONS, REPORT_MEANING, REPORT_INTERVAL = "n", "Wat het betekent", "95%-interval"
REPORT_DRAWN = "0% tot 100%"
REPORT_TYPES_INTRO = (
    "Aandeel vragen dat volledig juist met bewijs beantwoord is (of terecht geweigerd, bij onbeantwoordbaar). De streepjes zijn "
    "de intervallen, de stippellijn is het gemiddelde van alle vragen."
)
REPORT_DOCUMENTS_INTRO = "Een vraag telt bij elk document waarin haar bewijs staat. Vragen zonder antwoord horen bij geen document en tellen hier niet mee."
REPORT_FEW = "* minder dan 10 vragen: dit cijfer zegt bijna niets."
REPORT_GRID_INTRO = (
    "Hoe donkerder het vak, hoe meer antwoorden volledig juist zijn, met bewijs; alle vragen samen. Het getal zegt hoeveel van hoeveel vragen. "
    "Een leeg vak: geen vragen."
)
REPORT_STAGES_INTRO = "De eerste stap waarin een fout ontstond, geteld per soort vraag op de oefenvragen. Zo ziet wie Bronwijzer verbetert waar te beginnen."
REPORT_STAGE_TOTAL = "alle fouten"
REPORT_RISK = "Hoe zeker, hoe juist?"
REPORT_RISK_NOTE = (
    "Elk punt: als Bronwijzer alleen zijn zekerste antwoorden geeft, hoeveel van de antwoorden van nu blijven dan over (naar rechts), en "
    "hoeveel daarvan zijn niet volledig juist (naar boven). Ligt de lijn links veel lager, dan helpt het om bij twijfel te zwijgen. "
    "Rechts staan alle antwoorden die het nu geeft; wat vastliep, telt als fout. De vage band is het 95%-interval."
)
REPORT_RELIABILITY = "Klopt de voorspelde kans?"
REPORT_RELIABILITY_NOTE = (
    "Bronwijzer schat vooraf de kans dat de documenten een antwoord hebben. Op de stippellijn klopt die kans precies; eronder is "
    "Bronwijzer te zeker, erboven te voorzichtig. De kans zegt niet of de gekozen zin de juiste is. Vijf groepen van even veel vragen; "
    "vragen die al voor die schatting geweigerd zijn (de meeste weigeringen) tellen hier niet mee, in Brier en ECE ook niet."
)
REPORT_RECALL = "Vindt het zoeken het bewijs?"
REPORT_RECALL_NOTE = "Hoeveel van het bewijs staat bij de eerste 1, 3, 5 of 10 passages. Wat hier niet gevonden is, kan het antwoord niet bevatten."
REPORT_SECONDS = "Hoe lang duurt een antwoord?"
REPORT_SECONDS_NOTE = (
    "Gemeten op de machine die onderaan staat, één vraag tegelijk; ander werk op die machine maakt het trager."
)
REPORT_LENGTH = "Hoe lang is een antwoord?"
REPORT_LENGTH_NOTE = "Alleen antwoorden op vragen met een antwoord in de documenten; weigeringen tellen niet mee."
REPORT_AXIS_COVERAGE, REPORT_AXIS_RISK = "antwoorden die nog gegeven worden", "niet volledig juist"
REPORT_AXIS_CHANCE, REPORT_AXIS_ANSWERABLE = "voorspelde kans op een antwoord", "heeft echt een antwoord"
REPORT_AXIS_PASSAGES, REPORT_AXIS_FOUND = "eerste passages", "gevonden bewijs"
REPORT_AXIS_SECONDS, REPORT_AXIS_WORDS, REPORT_AXIS_COUNT = "seconden", "woorden", "aantal vragen"
REPORT_QUESTIONS_KIND, REPORT_LEAST_CHANCE = "Vragen", "kleinste kans"
REPORT_WORST_NONE = "Op de oefenvragen is niets fout gegaan: er valt hier niets te tonen."
REPORT_ASKED, REPORT_BEFORE_IT = "Gevraagd", "Daarvoor in het gesprek"
REPORT_READ_AS = "Gelezen als"
REPORT_ANSWERED, REPORT_EXPECTED, REPORT_WHY = "Dit antwoordde Bronwijzer", "Dit werd verwacht", "Waarom dit fout telt"
REPORT_CITED, REPORT_EVIDENCE = "Aangehaald", "Bewijs in het document"
REPORT_NO_CITATION, REPORT_NO_EVIDENCE = "Geen citaat.", "Er is geen bewijs: het juiste antwoord is een weigering."
REPORT_TOUCHED, REPORT_UNTOUCHED_EVIDENCE = "aangehaald", "niet aangehaald"
REPORT_ALTERNATIVE = "ook goed"
REPORT_NO_ANSWER = "(geen antwoord)"
REPORT_UNKNOWN_DOCUMENT = "een document dat niet meer in de index staat"
REPORT_SEEN_CHANCE = "Voorspelde kans dat er een antwoord is"
REPORT_GAINED, REPORT_LOST = "Gewonnen", "Verloren"
REPORT_QUESTION, REPORT_ID = "Vraag", "Nummer"
REPORT_CHANGE_NOTE = "Het verschil is in procentpunten (bij een maat van 0 tot 1: in honderdsten). Ligt 0 binnen het interval, dan kan het toeval zijn."
REPORT_BEFORE, REPORT_AFTER, REPORT_DIFFERENCE = "eerder", "nu", "verschil"
REPORT_NO_PAIRS = "Deze twee metingen hebben geen enkele vraag gemeen: er valt niets te vergelijken."
REPORT_SETTING, REPORT_VALUE = "Instelling", "Waarde"
REPORT_SETTINGS_TABLE = "Waarmee gemeten is"
REPORT_REPEAT = "Zo herhaalt u deze meting, in de map van het project:"
REPORT_CHANGED = "Let op: er was toen meer gewijzigd dan in die versie staat. Deze opdrachten alleen geven dus niet zeker dezelfde cijfers."
REPORT_ABOUT_WORDS = {
    "made_on": "gemeten op",
    "commit": "versie van het programma (commit)",
    "changed_since_commit": "met wijzigingen die niet in die versie staan",
    "python": "Python",
    "machine": "machine",
    "packages": "pakketten",
    "encoder": "zoekmodel (encoder)",
    "reranker": "herordening (reranker)",
    "writer": "schrijver (writer)",
    "words": "eigen woordenlijst",
    "gold": "goudvragen",
    "types": "alleen deze soorten",
    "split": "alleen dit deel",
    "manifest": "index (manifest)",
    "cores": "kernen",
    "system": "systeem",
}
REPORT_YES, REPORT_NO, REPORT_DEFAULT = "ja", "nee", "standaard"
REPORT_RUNS = "Metingen"
REPORT_RUNS_TABLE = "Tabel met metingen"
REPORT_RUNS_HINT = "Een meting stelt de goudvragen en kijkt de antwoorden na. Ze wordt gemaakt met: bronwijzer eval"
REPORT_RUNS_NONE = "Er is nog geen meting bewaard op deze computer."
REPORT_RUNS_DATE, REPORT_RUNS_QUESTIONS = "Gemeten op", "Vragen"
REPORT_RUNS_VERIFIED, REPORT_RUNS_LINK, REPORT_RUNS_OPEN = "Juist", "Verslag", "Open (nieuw tabblad)"
REPORT_RUNS_BAD = "Dit bestand is beschadigd of geen meting. Meet opnieuw."
REPORT_RUN_GONE = "Deze meting bestaat niet meer. Kies een andere in de tab Beheer."


_WENT_WRONG = {
    "FORBIDDEN": ("waren misleidend", "was misleidend"),
    "WRONG": ("antwoorden waren ernaast", "antwoord was ernaast"),
    "PARTLY": ("waren onvolledig", "was onvolledig"),
    "UNCITED": (
        "waren juist, maar met een ander citaat dan verwacht",
        "was juist, maar met een ander citaat dan verwacht",
    ),
    "CRASHED": ("liepen vast", "liep vast"),
    "REFUSED": ("werden geweigerd hoewel het antwoord er staat", "werd geweigerd hoewel het antwoord er staat"),
}
REPORT_RECALL_SHAPE = "Lijnen van het bewijs dat gevonden is."
REPORT_RISK_SHAPE = "Lijnen van fouten tegen het aandeel antwoorden dat nog gegeven wordt."
REPORT_RELIABILITY_SHAPE = "Punten van de voorspelde kans tegen wat waar bleek."
REPORT_BARS_SHAPE = "Staven."
REPORT_STACKED_SHAPE = "Liggende balken."


def percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def decimal(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def signed(points: float) -> str:
    """A difference of shares in percentage points, with a true minus."""
    return f"{100 * points:+.1f}".replace(".", ",").replace("-", "−")


def report_subtitle(made: str, n: int, commit: str) -> str:
    return f"Meting van {made}, {_counted(n)} vragen, versie {commit[:8] or 'onbekend'}"


def report_headline(good: int, of: int, kind: str) -> str:
    """The first sentence of all."""
    if of < 100:
        return f"Van de {of} {kind} die een antwoord hebben in de documenten, beantwoordde Bronwijzer er {good} volledig juist, met bewijs."
    return f"Van 100 {kind} die een antwoord hebben in de documenten, beantwoordde Bronwijzer er {_hundred(good / of)} volledig juist, met bewijs."


def report_headline_how(of: int, kind: str, low: float, high: float) -> str:
    kept = (
        " Controlevragen zijn apart gehouden: Bronwijzer is er niet op bijgesteld."
        if kind == REPORT_SPLITS["untouched"]
        else ""
    )
    return f"Gemeten op {_counted(of)} vragen; het 95%-interval loopt van {percent(low)} tot {percent(high)}.{kept}"


def report_attribution(clean: int, of: int) -> str:
    if clean == of:
        return f"In geen van de {_counted(of)} antwoorden staat een fout in de bronvermelding: wat iemand in de mond gelegd wordt, komt uit zijn document."
    return f"In {_counted(of - clean)} van {_counted(of)} antwoorden staat een fout in de bronvermelding, bijvoorbeeld een voorstel zonder erbij te zeggen van wie."


def report_or(names: list[str]) -> str:
    return " / ".join(names)


def report_not_measured(names: list[str]) -> str:
    return f"Niet gemeten in deze meting: {_listed(names)}." if names else ""


def report_faults_intro(n: int, shown: int) -> str:
    which = "" if shown == n else f" De eerste {shown} staan hier."
    return f"{n} {'fout' if n == 1 else 'fouten'} in de bronvermelding op de oefenvragen, ook in antwoorden die voor de rest juist zijn.{which}"


def report_wrong(of: int, counts: Mapping[str, int]) -> str:
    """What went wrong with questions that have an answer, the worst first; counts by the name of a verdict."""
    named = [(counts.get(kind, 0), *said) for kind, said in _WENT_WRONG.items()]
    parts = [f"{count} {one if count == 1 else many}" for count, many, one in named if count]
    return (
        f"Van die {_counted(of)} vragen: {_listed(parts)}."
        if parts
        else f"Geen van die {_counted(of)} vragen ging fout."
    )


def report_silence(right: int, of: int, low: float, high: float) -> str:
    wrong = of - right
    gave = f"In {wrong} {'geval' if wrong == 1 else 'gevallen'} gaf het toch een antwoord: dat is de ergste soort fout."
    return (
        f"Op {_counted(of)} vragen waarop de documenten geen antwoord geven, zei Bronwijzer {right} keer eerlijk dat het er niet staat "
        f"({percent(right / of)}; 95%-interval {percent(low)} tot {percent(high)}). {gave if wrong else 'Het verzon nooit iets.'}"
    )


def report_precision(right: int, given: int, low: float, high: float) -> str:
    return (
        f"Wie van Bronwijzer een antwoord krijgt, krijgt in {percent(right / given)} van de gevallen een volledig juist antwoord "
        f"({right} van {given}; 95%-interval {percent(low)} tot {percent(high)})."
    )


def report_verbatim(exact: int, of: int) -> str:
    if exact == of:
        return f"Alle {_counted(of)} citaten staan letter voor letter in het document. Dat zegt dat ze niet verzonnen zijn, niet dat het de juiste zinnen zijn."
    return f"{_counted(exact)} van {_counted(of)} citaten staan letter voor letter in het document; bij de andere {_counted(of - exact)} klopt het citaat niet."


def report_gap(develop: float, untouched: float) -> str:
    points = round(100 * (develop - untouched))
    if points <= 2:
        return "Oefenvragen en controlevragen scoren ongeveer gelijk: er is geen teken dat Bronwijzer de oefenvragen uit het hoofd kent."
    return (
        f"Op de oefenvragen is dat {percent(develop)}, {points} procentpunten meer dan op de controlevragen: dat kan komen "
        "doordat een deel van wat bijgesteld is alleen voor die vragen helpt, of doordat de vragen verschillen. Reken voor nieuwe vragen op het laagste cijfer."
    )


def report_weak(names: list[str]) -> str:
    return f"Duidelijk zwakker dan het gemiddelde: {_listed(names)}." if names else ""


def report_strong(names: list[str]) -> str:
    return f"Duidelijk sterker dan het gemiddelde: {_listed(names)}." if names else ""


def report_named(name: str, right: float, n: int) -> str:
    return f"{name} ({percent(right)} van {n})"


def report_counts(n: int, answerable: int, unanswerable: int, near: int, types: int, documents: int) -> str:
    searches = n - answerable - unanswerable
    return (
        f"{_counted(n)} vragen: {_counted(answerable)} met een antwoord in de documenten en {_counted(unanswerable)} zonder"
        + (f", waarvan {_counted(near)} verraderlijk (het onderwerp staat er wel, het gevraagde niet)" if near else "")
        + (f"; {_counted(searches)} om te zoeken, waarvan geen antwoord beoordeeld is" if searches else "")
        + f". {types} soorten vragen over {documents} documenten."
    )


def report_split_counts(parts: list[tuple[str, int]]) -> str:
    return "; ".join(f"{_counted(n)} {name}" for name, n in parts) + "."


def report_no_untouched(name: str) -> str:
    return f"Deze meting heeft alleen {name}: of Bronwijzer op nieuwe vragen even goed is, is hiermee niet gemeten."


def report_range(low: float | None, high: float | None) -> str:
    """An interval of shares; nothing where there is none."""
    return "" if low is None or high is None else f"{percent(low)} tot {percent(high)}"


def report_figure(share: float, low: float, high: float) -> str:
    return f"{_hundred(share)} ({_hundred(low)}–{_hundred(high)})"


def report_of(right: int, n: int) -> str:
    return f"{right} van {n}"


def report_worst_intro(shown: int, failed: int) -> str:
    which = (
        f"Van de {_counted(failed)} oefenvragen die fout gingen, zijn dit de {shown} ergste"
        if shown < failed
        else f"Dit zijn alle {shown} oefenvragen die fout gingen"
    )
    return (
        f"{which}. Eerst wat beweerd is zonder dat het er staat, dan wat misleidt, dan wat ernaast is; de zekerste eerst. "
        "Van de controlevragen wordt er hier nooit een getoond: wie ze ziet, kan ze niet meer gebruiken als controle."
    )


def report_case(number: int, name: str, kind: str, verdict: str) -> str:
    return f"{number}. {verdict} ({name}, {kind})"


def report_missing(groups: tuple[tuple[str, ...], ...]) -> str:
    """Of every group the string that it begins with, and how many others would do."""
    named = [
        f"“{group[0]}”" + (f" (of {len(group) - 1} andere schrijfwijzen)" if len(group) > 1 else "") for group in groups
    ]
    return f"Dit staat niet in het antwoord: {_listed(named)}."


def report_forbidden(strings: tuple[str, ...]) -> str:
    return f"Dit mag er niet in staan: {_listed([f'“{one}”' for one in strings])}."


def report_stage(step: str, meaning: str) -> str:
    return f"Het ging mis bij het {step}. {meaning}" if step != "niet gezwegen" else meaning


def report_change_intro(before: str, made: str, pairs: int) -> str:
    return f"Vergeleken met {before} van {made}, op de {_counted(pairs)} vragen die beide metingen stelden."


def report_hidden(gained: int, lost: int) -> str:
    return f"Van de controlevragen: {gained} gewonnen, {lost} verloren (niet getoond)."


def report_moved(title: str, n: int) -> str:
    return f"{title}: {n} oefenvragen"


def report_chart(kind: str, parts: Iterable[str]) -> str:
    """What a drawing shows, for who does not see it."""
    return f"{kind} {' '.join(parts)} De cijfers staan in de tabel eronder."


def report_from_to(name: str, first: str, last: str) -> str:
    return f"{name}: van {first} bij de eerste passage tot {last} bij de eerste tien."


def report_risk_told(name: str, first: tuple[str, str], last: tuple[str, str]) -> str:
    return f"{name}: van {first[1]} fout als {first[0]} van de antwoorden gegeven wordt tot {last[1]} bij {last[0]}."


def report_brier(name: str, score: str) -> str:
    return f"{name}: Brier-score {score} (0 is perfect)."


def report_per_hundred(title: str) -> str:
    return f"{title} in de documenten, per 100 vragen"


def report_column(name: str, n: int) -> str:
    return f"{name} (n={n})"


def report_seconds(median: str, slow: str) -> str:
    return f"De helft van de antwoorden kwam binnen {median} seconden, 95 van 100 binnen {slow} seconden."


def report_length(median: str) -> str:
    return f"De helft van de antwoorden telt hoogstens {median} woorden."


def report_bin(low: str, high: str) -> str:
    return f"{low} tot {high}" if high else f"{low} of meer"


def report_more(low: str) -> str:
    return f"{low}+"


def report_saved(path: object) -> str:
    return f"Verslag: {path}"


def report_open(name: str) -> str:
    return f"Open (nieuw tabblad): verslag van {name}"


def _hundred(share: float) -> str:
    return f"{100 * share:.0f}"


def _counted(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}" if parts else ""


def trouble(error: str, timed_out: bool, seconds: float) -> str:
    """Why there is no answer; "" where there was one. What a program said of itself is in its own words."""
    if timed_out:
        return f"Te laat: na {seconds:.1f} s was er geen antwoord.".replace(".", ",", 1)
    return f"Vastgelopen: {error}" if error else ""


# --- exchange and peers ---

HELP_EXPORT = "Schrijf een bewaarde meting voor andere programma's: TREC, RAGAS, BEIR, of een tabel voor Excel."
HELP_EXPORT_RUN = "De meting: een bestand, of een naam uit de map met metingen."
HELP_EXPORT_UNTOUCHED = (
    "Ook de vragen van het deel untouched, die niemand vraag per vraag hoort te bekijken (niet in csv)."
)
HELP_EXPORT_TO = "trec, ragas, beir of csv."
HELP_EXPORT_OUT = "Waar het komt: een map voor trec en beir, een bestand voor ragas (.jsonl) en csv."
HELP_IMPORT = "Haal een set van elders binnen (BEIR of SQuAD): de documenten worden een map, de vragen goudvragen."
HELP_IMPORT_SET = "Map van een BEIR-set, of een bestand zoals dat van SQuAD (.json of .jsonl)."
HELP_IMPORT_OUT = "Nieuwe map voor de documenten en de goudvragen."
SET_FAULTS = {  # by eval's name of the fault; {0}: what it is about
    "not JSON": "dit is geen geldige JSON",
    "not an object": "hier hoort een object te staan ({{…}})",
    "missing or wrong field": "het veld “{0}” ontbreekt of heeft een verkeerde vorm",
    "id used twice": "het nummer “{0}” is al gebruikt",
    "not three columns": "hier horen drie kolommen te staan, met tabs ertussen: vraag, document, score",
    "score is no number": "de score “{0}” is geen getal",
    "unknown document": "het document “{0}” staat niet in corpus.jsonl",
    "unknown question": "de vraag “{0}” staat niet in queries.jsonl",
    "line too long": "dit is te lang om te lezen",
    "no such file": "dit bestand of deze map bestaat niet",
    "cannot be read": "dit kan niet gelezen worden ({0}); bewaar het als tekst in UTF-8",
    "folder is not empty": "deze map is niet leeg; kies een nieuwe map met --out",
    "neither BEIR nor SQuAD": (
        "dit is geen map met corpus.jsonl, queries.jsonl en qrels (BEIR), en geen .json of .jsonl zoals van SQuAD"
    ),
    "no questions": "hier staan geen vragen in",
}
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


def set_fault(where: str, kind: str, about: str) -> str:
    return f"{where}: {SET_FAULTS[kind].format(about)}."


def more_faults(shown: int) -> str:
    return f"Dit zijn de eerste {shown} fouten; verbeter ze en probeer opnieuw."


def set_taken(documents: int, questions: int, out: object) -> str:
    taken = f"{counted(documents, 'document', 'documenten')} en {counted(questions, 'vraag', 'vragen')}"
    return f"{taken} staan in {out}."


def set_left_out(empty: Sequence[str], unfounded: Sequence[str]) -> list[str]:
    """What was not taken over, with the first few by name."""
    said = []
    if empty:
        said.append(f"Overgeslagen, zonder tekst: {_first(empty)}.")
    if unfounded:
        said.append(f"Overgeslagen, want het antwoord of het document staat niet in de tekst: {_first(unfounded)}.")
    return said


SET_SEARCHES = (
    "Deze set heeft geen antwoorden. Daarom wordt alleen beoordeeld of de juiste documenten gevonden worden, "
    "niet of de antwoorden kloppen."
)


def set_next(documents: object, index: object, gold: object) -> str:
    return (
        "Meet er nu op:\n"
        f"  BRONWIJZER_INDEX={index} bronwijzer index {documents}\n"
        f"  BRONWIJZER_INDEX={index} bronwijzer eval --gold {gold}"
    )


def _first(ids: Sequence[str]) -> str:
    rest = f" en nog {len(ids) - 5}" if len(ids) > 5 else ""
    return ", ".join(ids[:5]) + rest


def exported(form: str, to: object, files: tuple[str, ...]) -> str:
    return f"Bewaard in {to} ({', '.join(files) or form})."


def rows_left_out(count: int) -> str:
    what, belongs = ("Een vraag staat", "ze hoort") if count == 1 else (f"{count} vragen staan", "ze horen")
    return f"{what} er niet in: {belongs} bij het deel untouched, dat niemand vraag per vraag bekijkt."


def untouched_inside(count: int) -> str:
    what = "Een vraag" if count == 1 else f"{count} vragen"
    return (
        f"Let op: {what} van het deel untouched {'staat' if count == 1 else 'staan'} er ook in. Bekijk die niet vraag "
        "per vraag: wie dat doet en er iets om verandert, meet op dat deel niet eerlijk meer."
    )


# --- robustness ---

HELP_ROBUST = "Stel dezelfde goudvragen ook met tikfouten, in steekwoorden, haastig en met een valse veronderstelling."
HELP_ROBUST_SAMPLE = "Hoogstens zoveel vragen van elke vorm, altijd dezelfde (0: alle)."
HELP_ROBUST_KINDS = "Alleen deze vormen, met komma's ertussen: {kinds}."
HELP_ROBUST_OUT = "Waar de uitkomsten komen: een bestand .json of een map (standaard: eval/runs/robust)."
HELP_ROBUST_FAILURES = "Toon ook elke vraag die in deze vorm niet meer goed werd beantwoord."
ROBUST_KINDS = {
    "slip": "één tikfout",
    "slips": "twee tikfouten",
    "bare": "zonder hoofdletters, accenten en leestekens",
    "keywords": "alleen steekwoorden",
    "hurried": "haastig en in spreektaal",
    "premise-publisher": "valse veronderstelling: andere organisatie",
    "premise-figure": "valse veronderstelling: ander jaar",
    "premise-stance": "valse veronderstelling: het tegendeel",
}
ROBUST_HEAD = ("vorm", "n", "gewoon", "zo gesteld", "verschil", "95%-interval")
ROBUST_VERIFIED = "Geverifieerd"
ROBUST_RESISTED = "Valse veronderstelling geweigerd of rechtgezet"
ROBUST_RESISTED_HEAD = ("vorm", "vragen", "aandeel", "95%-interval")
ROBUST_RECALL = "Bewijs bij de eerste vijf passages"
ROBUST_REFUSED = "Ten onrechte geweigerd"
ROBUST_TYPES = "Geverifieerd, verschil per soort vraag (met het aantal)"
ROBUST_TYPE = "soort vraag"


def robust_interval(low: str, high: str) -> str:
    return f"{low} tot {high}"


def unknown_kinds(kinds: list[str], known: list[str]) -> str:
    return f"Deze vormen bestaan niet: {', '.join(kinds)}. Kies uit: {', '.join(known)}."


def nothing_spoilt(kinds: list[str]) -> str:
    return f"Geen enkele goudvraag past bij deze vormen: {', '.join(kinds)}. Kies meer soorten of een ander deel."


def robust_failure(kind: str, id: str, asked: str) -> str:
    return f"{ROBUST_KINDS.get(kind, kind)} – {id}: {asked}"
