"""Every Dutch word of serving: the API, other assistants, processes, the engine, backups; it knows no answers."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ui.texts import system_reason

# --- the engine ---

ENGINE_SECRET_IN_FILE = (
    "Het wachtwoord van de databank mag niet in {file} staan: een kopie van dat bestand zou het verraden. Zet het adres "
    "mét wachtwoord in de omgevingsvariabele BRONWIJZER_ENGINE, of zet het wachtwoord in een bestand voor PGPASSFILE of "
    "in een servicebestand (PGSERVICEFILE)."
)
ENGINE_NOT_TEXT = "engine moet een adres van een databank zijn, of een lijst van adressen."
ENGINE_IN_THE_OPEN = (
    "Let op: de verbinding met de databank op {hosts} is misschien niet versleuteld: vragen en teksten gaan dan leesbaar "
    "over het netwerk. Zet ?sslmode=verify-full achter het adres in BRONWIJZER_ENGINE."
)
ENGINE_WAITED_FOR = "{trouble} Bronwijzer wacht en gaat vanzelf verder."
ENGINE_STAYS_AWAY = "{trouble} Tot dan blijft het scherm werken, maar nieuwe vragen krijgen geen antwoord."
ENGINE_IS_BACK = "De databank is terug."
# What who asks a question reads: he cannot mend a server, so what is wrong with it is for the log and for who manages.
NO_ANSWER_NOW = (
    "Er is nu geen antwoord: de documenten zijn even niet bereikbaar. Uw vraag staat nog in het vak. "
    "Probeer het over een minuut opnieuw."
)
NO_ANSWER_UNTIL_MENDED = (
    "Er is nu geen antwoord: de documenten zijn niet bereikbaar. Uw vraag staat nog in het vak. "
    "Vraag aan wie Bronwijzer beheert om dit na te kijken."
)
NOT_READ_NOW = "De documenten zijn even niet bereikbaar. Probeer het over een minuut opnieuw."
NOT_READ_UNTIL_MENDED = "De documenten zijn niet bereikbaar. Vraag aan wie Bronwijzer beheert om dit na te kijken."
STARTING_TITLE = "Bronwijzer start"
STARTING = "Bronwijzer wacht op de databank met de documenten. Deze bladzijde probeert het vanzelf opnieuw."

# --- answering processes ---

BUSY = "Het is nu druk. Uw vraag is niet gesteld. Wacht een halve minuut en stel ze dan opnieuw."
STOPPING = "Bronwijzer wordt nu opnieuw gestart. Uw vraag is niet beantwoord. Stel ze over een minuut opnieuw."
WITHDRAWN = "Deze vraag is afgebroken."
ENDED = "Er ging iets mis bij ons. Uw vraag is niet beantwoord. Stel ze opnieuw, of stel ze in andere woorden."
PROCESS_ENDED = "Een antwoordproces is gestopt; er wordt een ander gestart."
NOT_STARTED = "Een antwoordproces kon niet worden gestart. Er wordt geantwoord zonder."


HELP_SERVE_WORKERS = "Processen die vragen beantwoorden (0: de server zelf)."


def bad_number(name: str, value: str, least: int, most: int) -> str:
    return f"De instelling {name} is een geheel getal van {least} tot {most}, en niet “{value}”."


def too_slow(seconds: int) -> str:
    return f"Op deze vraag kwam er binnen {seconds} seconden geen antwoord. Stel ze korter, of splits ze in kleinere vragen."


# --- the API and other assistants ---

API_TITLE_PAGE = "API voor andere programma’s"
API_NAME = "Bronwijzer: API"
API_ABOUT = (
    "Vragen aan beleidsdocumenten, met bij elke zin het citaat waarop die rust. Elke uitgever spreekt voor zichzelf: neem "
    "over wie iets zegt of voorstelt, en maak er geen vaststaand feit van. Staat iets niet in de documenten, dan zegt het "
    "antwoord dat.\n\n“start” en “end” tellen tekens (Unicode-codepunten) vanaf 0 in de tekst van het document, het einde "
    "telt niet mee.\n\nDeze versie krijgt er alleen velden bij: wie velden negeert die hij niet kent, blijft werken. "
    "Verandert of verdwijnt er een veld, dan komt er een nieuw adres en blijft het oude nog een jaar."
)
API_ASK = "Stel een vraag"
API_ASK_ABOUT = (
    "Een antwoord met citaten, of de reden waarom er geen is. Het is hetzelfde object als van `bronwijzer ask --json`. "
    "“Volgens …” en “… stelt voor” horen bij het antwoord: laat ze staan."
)
API_SOURCES = "Bekijk de catalogus"
API_SOURCES_ABOUT = "Alle documenten, per bladzijde, op volgorde van uitgever en titel."
API_DOCUMENTS = "Lees een document"
API_DOCUMENTS_ABOUT = (
    "De tekst waar citaten naar wijzen, of een deel ervan, met de koppen die erin liggen en wie daar spreekt. Van een "
    "lange tekst komen hoogstens 100.000 tekens tegelijk: “next” zegt waar het vervolg begint."
)
API_SEARCH = "Zoek passages"
API_SEARCH_ABOUT = "De passages die het best bij een vraag passen, zonder antwoord. Elke passage zegt van wie ze is."
API_HEADING = "De koppen boven deze plaats, de hoogste eerst."
API_PAGE_NUMBER = "De bladzijde van het bestand, of null waar het geen bladzijden heeft."
API_START = "Het eerste teken, geteld vanaf 0 in de tekst van het document."
API_END = "Het teken waar het ophoudt; dat telt zelf niet meer mee."
API_TURN = "Een beurt van het gesprek: de vraag (“user”) of het antwoord (“assistant”)."
API_FILTER = (
    "Waarin gezocht wordt. Van elke groep is één waarde genoeg, en elke groep moet passen. Een waarde die geen document "
    "heeft, is een fout."
)
API_PUBLISHER = "Uitgevers, bijvoorbeeld “VVSG”."
API_KIND = "Soorten documenten, bijvoorbeeld “memorandum”."
API_PERIOD = "Jaren of perioden, bijvoorbeeld “2024” of “2019-2024”."
API_QUESTION_BODY = "Een vraag, en wat er in het gesprek al gezegd is."
API_QUESTION = "De vraag, in het Nederlands. Persoonsgegevens zijn nergens voor nodig: daarmee wordt niet gezocht."
API_TURNS = "De beurten van het gesprek tot nu toe, voor een vervolgvraag."
API_ID = "Een eigen kenmerk, dat in het antwoord terugkomt."
API_SEARCH_BODY = "Wat u zoekt, en waarin."
API_SOUGHT = "Een vraag of enkele woorden."
API_MOST_FOUND = "Hoeveel passages u hoogstens wilt."
API_BY_FILE = "Alleen het bestand met precies deze naam, zoals in “source” van een citaat."
API_MOST_LISTED = "Hoeveel documenten u hoogstens wilt."
API_OFFSET = "Hoeveel documenten u overslaat."
API_ERROR = "Waarom het niet ging."
API_ERROR_WORDS = "Een zin in het Nederlands, die zegt wat er is en wat u kunt doen."
API_CLEAR = "Of de titel een woord gemeen heeft met wat geciteerd wordt."
API_MISSING = "Of de bron dit nummer zelf niet in haar lijst heeft."
API_CITATION = (
    "Een citaat, letter voor letter gecontroleerd: de tekst van het document van start tot end is precies quote."
)
API_N = "Het nummer achter de zinnen die erop rusten: [1]."
API_FILE = "De naam van het bestand."
API_TITLE = "De titel, met de melding die bij elk citaat hoort (bijvoorbeeld dat een programma de tekst schreef)."
API_PUBLISHED_BY = "Wie het document uitgaf, “” waar dat niet bekend is."
API_QUOTE = "De woorden van de bron."
API_SHA = "De sha256 van het bestand dat gelezen werd."
API_REFERENCES = "Waar de bron daar zelf naar verwijst."
API_ALSO = "Waar (bijna) hetzelfde ook staat."
API_ANSWER_BODY = "Het antwoord op een vraag. Velden die niets te zeggen hebben (without, within) blijven weg."
API_ANSWER = "Het antwoord in gewone tekst, met [n] achter elke zin en erboven wie het zegt."
API_ABSTAINED = "Of er geen antwoord is. Dan zegt “answer” waarom, en zijn er geen citaten."
API_REASON = "Waarom er geen antwoord is, in enkele woorden."
API_PASSAGES = (
    "De gevonden passages, de beste eerst. Ze zijn niet het antwoord: ze kunnen over iets anders gaan, en wie er spreekt "
    "staat er niet bij (wel bij die van /api/search)."
)
API_WRITER = "Wat het antwoord schreef: “extractive” neemt alleen zinnen van de bron over."
API_WITHOUT = "De vraag zonder persoonsgegevens, waar ze zo gesteld kan worden."
API_WITHIN = "De bestanden waarin gezocht is, waar u een filter gaf."
API_DOCUMENT_ID = "Waarmee u het document opvraagt. Met andere inhoud krijgt het een ander id."
API_DATE = "De datum of periode, zoals die er staat."
API_PASSAGE_COUNT = "In hoeveel passages het verdeeld is."
API_CATALOGUE = "Een bladzijde van de catalogus."
API_TOTAL = "Hoeveel documenten er in het geheel zijn die passen."
API_NEXT_PAGE = "De offset van de volgende bladzijde, of null op de laatste."
API_SPEAKER = "Wie hier spreekt, zoals het in een zin staat: “de VVSG”."
API_DOCUMENT = "Een document of een deel ervan. Het is wat de uitgever zegt, geen vaststaand feit."
API_NOTICE = "Wat elk citaat van dit document moet zeggen, “” waar dat niets is."
API_UNCHECKED = "Wat van titel, uitgever, datum en soort uit het bestand zelf komt en door niemand is nagekeken."
API_REMARKS = "Wat er van het bestand niet gelezen kon worden."
API_LENGTH = "Het aantal tekens van de hele tekst."
API_NEXT_PART = "Waar het vervolg begint, of null aan het einde."
API_TEXT = "De tekst van start tot end."
API_SECTIONS = "De stukken die in dit deel liggen; begin en einde tellen in de hele tekst."
API_KIND_THERE = "De soort van het document op deze plaats."
API_FINDING = "De gevonden passages, de beste eerst."
API_NO_DOCUMENT = "Bronwijzer heeft dit document niet (meer). Vraag de catalogus op: /api/sources."
API_BAD_QUERY = "De server begreep deze parameters niet. Op /api/ staat welke er zijn, en wat erin mag staan."
API_BAD_SEARCH = (
    "Stuur een JSON-object met “question” (tekst) en eventueel “filter” (een object met lijsten “publisher”, “kind” en "
    "“period”) en “limit” (een getal van 1 tot 50)."
)
API_NO_METHOD = "Dat kan op dit adres niet. Op /api/ staat wat er wel kan."
API_RETRY = "Na hoeveel seconden u het opnieuw kunt proberen."
API_BY_TOKEN = "Een token dat de beheerder van de server u gaf: `Authorization: Bearer bw_…`."
API_BY_SESSION = "De sessie van wie op de pagina is aangemeld. Een POST heeft dan ook een Origin van deze site nodig."
API_STATUSES = {
    401: "U bent niet aangemeld, of het token is fout of verlopen.",
    403: "Het verzoek komt van een andere website.",
    404: "Dit bestaat niet (meer).",
    405: "Deze methode kan hier niet.",
    411: "De lengte van het bericht ontbreekt.",
    413: "Het bericht is te groot.",
    421: "Bronwijzer staat niet open onder deze naam.",
    422: "Er klopt iets niet aan het verzoek.",
    429: "Te veel verzoeken.",
    500: "Er ging iets mis.",
    503: "Het is te druk, of de documenten zijn even niet bereikbaar.",
}

API_PAGE_ABOUT = (
    "Met deze API stelt een ander programma vragen aan Bronwijzer. De antwoorden zijn dezelfde als op de pagina, en elk "
    "citaat kunt u teken voor teken nakijken."
)
API_TRY = "Probeer het"
API_TRY_ABOUT = "Kopieer deze regel (één klik selecteert hem helemaal) en plak hem in een terminal:"
API_EXAMPLE = "Wat stelt de VVSG voor over zomerscholen?"
API_WITH_TOKEN = (
    "Hier moet u zich aanmelden. Vraag de beheerder van de server een token (hij maakt het met "
    "`bronwijzer tokens add NAAM`) en stuur het mee. Bewaar het zoals een wachtwoord."
)
API_DOCUMENT_LINK = "De volledige beschrijving voor programma’s (OpenAPI, JSON)"
API_CALLS = "Wat er kan"
API_SENT = "Wat u stuurt"
API_RECEIVED = "Wat u krijgt"
API_WRONG = "Als het niet gaat"
API_WRONG_ABOUT = 'Elke fout is een object {"error": "…"} met een zin in het Nederlands.'
API_FIELD, API_TYPE, API_MEANING, API_STATUS = "Veld", "Type", "Betekenis", "Code"
API_REQUIRED = "verplicht"
API_FORMS = "De objecten"
API_IN_ADDRESS = "in het adres, zoals hieronder."
API_TYPES = {
    "string": "tekst",
    "integer": "geheel getal",
    "number": "getal",
    "boolean": "ja of nee",
    "object": "object",
    "null": "null",
}
API_LIST_OF = "lijst van {}"
API_OR = " of "
API_AT_MOST = " (hoogstens {})"
API_CHARACTERS = " (hoogstens {} tekens)"
API_FROM_TO = " ({} tot {})"
API_ONE_OF = "een van: {}"
API_TABLE = "Velden van {}"
API_TABLE_WRONG = "Codes van {}"


def api_no_place(length: int) -> str:
    return f"Deze plaats bestaat niet in het document: start en end liggen tussen 0 en {length}, start niet na end."


def api_personal(kinds: Iterable[str]) -> str:
    return f"Hier lijken persoonsgegevens in te staan ({', '.join(kinds)}). Zoek zonder: die zijn nergens voor nodig."


def api_too_often(seconds: int) -> str:
    wait = "1 seconde" if seconds == 1 else f"{seconds} seconden"
    return f"U stelt te veel vragen na elkaar. Wacht {wait} en probeer het dan opnieuw."


TOKEN_WRONG = "Dit token is niet geldig: het is fout overgenomen, verlopen of ingetrokken. Vraag de beheerder van de server een nieuw."
TOKEN_FIRST = "U bent niet aangemeld. Stuur een token mee (Authorization: Bearer bw_…), of meld u aan op de pagina."
TOKENS_BROKEN = "De tokens kunnen nu niet worden nagekeken. Probeer het later opnieuw of verwittig de beheerder."
HELP_TOKENS = "Beheer de tokens waarmee andere programma’s vragen stellen."
HELP_TOKENS_ADD = "Maak een token; het wordt één keer getoond."
HELP_TOKENS_LIST = "Toon de tokens: naam, gemaakt, geldig tot en laatst gebruikt."
HELP_TOKENS_REMOVE = "Trek een token in. Het werkt meteen niet meer."
HELP_TOKEN_NAME = "Waar het token voor dient, bijvoorbeeld “dossierbeheer”."
HELP_TOKEN_DAYS = "Zoveel dagen is het geldig (standaard 365, hoogstens 3650)."
NO_TOKENS = "Er zijn nog geen tokens. Maak er een met `bronwijzer tokens add NAAM`."
NO_TOKENS_FILE = "Zeg eerst waar tokens bewaard worden: zet BRONWIJZER_USERS (dan staan ze ernaast) of BRONWIJZER_TOKENS op een bestand."
TOKEN_NEVER = "nog niet gebruikt"
TOKEN_OVER = "verlopen"


def token_added(name: str, until: str) -> str:
    return (
        f"Dit is het token van {name}, geldig tot en met {until}. Bewaar het nu, zoals een wachtwoord: het wordt niet "
        "nog eens getoond."
    )


def token_removed(name: str) -> str:
    return f"Het token van {name} is ingetrokken."


def token_exists(name: str) -> str:
    return f"Er is al een token met de naam “{name}”. Kies een andere naam, of trek het eerst in met `tokens remove`."


def no_such_token(name: str, known: Sequence[str]) -> str:
    there = f" Er zijn: {', '.join(known[:30])}." if known else ""
    return f"Er is geen token met de naam “{name}”.{there}"


def bad_token_name(name: str) -> str:
    return f"“{name}” kan geen naam zijn: gebruik 1 tot 64 letters, cijfers of . _ + @ - en geen spaties."


def token_line(made: str, until: str, seen: str) -> str:
    return f"gemaakt {made}, geldig tot en met {until}, {seen}"


def token_seen(day: str) -> str:
    return f"laatst gebruikt {day}"


def tokens_unusable(file: object, reason: str) -> str:
    return f"Het bestand met tokens {file} kan niet gelezen of geschreven worden ({reason}). Kijk de rechten na."


def bad_rate(value: str) -> str:
    return f"BRONWIJZER_API_PER_MINUTE moet een getal van 0 tot 100000 zijn (0: geen grens), niet “{value}”."


MCP_TITLE = "Bronwijzer"
MCP_ABOUT = (
    "Bronwijzer beantwoordt vragen over beleidsdocumenten en geeft bij elke zin het citaat waarop die rust. Neem het "
    "antwoord over zoals het er staat: laat “Volgens …”, “… stelt voor” en meldingen over AI-teksten staan, zet de "
    "nummers [n] bij de zinnen en noem onderaan de citaten met uitgever, titel en plaats. Een voorstel of standpunt van "
    "een uitgever is geen feit. Zegt Bronwijzer dat iets niet in de documenten staat, geef dat dan door en vul het niet "
    "aan met eigen kennis. Stuur geen persoonsgegevens."
)
MCP_ASK = (
    "Stelt een vraag over de beleidsdocumenten. Geeft een antwoord met citaten, of zegt dat het niet in de documenten "
    "staat (“abstained”): geef dat dan zo door en vul niets aan. Laat in “answer” staan wie iets zegt of voorstelt, en "
    "noem bij elk nummer [n] het citaat met uitgever en titel. Zet bij een vervolgvraag het gesprek in “history”."
)
MCP_SOURCES = "Toont welke documenten Bronwijzer kent: titel, uitgever, soort, datum en bestand. Per bladzijde."
MCP_DOCUMENT = (
    "Leest een document of een deel ervan. “id” is een id van de catalogus of de bestandsnaam uit een citaat. Met de start "
    "en end van een citaat krijgt u precies dat citaat terug. Wat er staat is het woord van “speaker”, geen feit."
)
MCP_SEARCH = (
    "Zoekt de passages die het best bij een vraag passen, zonder antwoord. Ze kunnen over iets anders gaan. Noem bij alles "
    "wat u eruit overneemt wie het zegt (“speaker”) en waar het staat."
)
MCP_DOCUMENT_ID = "Het id van een document, of de bestandsnaam uit een citaat."
MCP_CLOSED = "De server begint of stopt juist. Probeer het zo meteen opnieuw."
HELP_MCP = "Laat een assistent (MCP) op deze computer vragen stellen."


def mcp_unknown_tool(name: str) -> str:
    return f"Bronwijzer heeft geen functie “{name[:64]}”. Er zijn: vraag, bronnen, document en zoek."


MCP_BAD_DOCUMENT = "Geef “id” (tekst) en eventueel “start” en “end” (gehele getallen)."
MCP_BAD_SOURCES = "Geef eventueel “publisher”, “kind” en “period” (lijsten van teksten), “source” (tekst), “limit” (1 tot 200) en “offset”."

# --- watching ---

NOT_READY = {
    "stopping": "Bronwijzer wordt gestopt. Probeer het zo dadelijk opnieuw.",
    "index": "De documenten zijn nog niet geladen. Probeer het zo dadelijk opnieuw.",
    "encoder": "Het zoekmodel is nog niet geladen. Probeer het zo dadelijk opnieuw.",
    "processes": "Er kan nu geen vraag beantwoord worden. Probeer het zo dadelijk opnieuw.",
    "engine": "De databank met de documenten antwoordt niet. Probeer het zo dadelijk opnieuw.",
}
BAD_TELEMETRY = (
    "BRONWIJZER_TELEMETRY moet een volledig adres zijn, zonder wachtwoord, zoals http://127.0.0.1:4318/v1/traces."
)
TELEMETRY_MISSING = (
    "Voor BRONWIJZER_TELEMETRY zijn extra pakketten nodig. Installeer ze met: pip install 'bronwijzer[telemetry]'"
)
STRAY = "Een bibliotheek of een proces schreef iets buiten het log."
UNCAUGHT = "Er ging iets mis in een onderdeel van de server."
METRICS_TOKEN_WANTED = "Deze cijfers zijn er alleen voor wie het token ervoor heeft."


def telemetry_goes_to(host: str) -> str:
    return f"Het verloop van vragen (tijden en afloop, nooit de woorden) gaat naar {host}."


def telemetry_not_encrypted(host: str) -> str:
    return (
        f"Naar {host}, buiten uw netwerk, gaat niets onversleuteld. Geef BRONWIJZER_TELEMETRY een adres met https://."
    )


def watch_not_a_text(name: str) -> str:
    return f"BRONWIJZER_{name.upper()} moet een tekst zijn."


def bad_log(value: str) -> str:
    return f"BRONWIJZER_LOG is {value}, en dat bestaat niet. Kies plain of json."


def bad_metrics_port(value: str) -> str:
    return f"BRONWIJZER_METRICS_PORT is {value}. Kies een getal van 1 tot 65535, of 0 voor geen poort."


def bad_metrics_token(shortest: int) -> str:
    return (
        f"BRONWIJZER_METRICS_TOKEN moet minstens {shortest} tekens lang zijn, zonder spaties of letters met accenten."
    )


def metrics_port_taken(port: int) -> str:
    return f"Poort {port} van deze computer is al bezet. Kies een andere met BRONWIJZER_METRICS_PORT."


def metrics_at(address: str) -> str:
    return f"Cijfers over het gebruik staan op {address}, alleen voor deze computer."


# --- installing ---

WITHOUT_MODELS = (
    "Voor dit model ontbreekt het pakket {}: deze installatie kent alleen het ingebouwde model. "
    "Haal de instelling van het model weg, of bouw het image opnieuw met MODELS=1 (zie README)."
)

# --- backups ---

HELP_BACKUP = "Bewaar index, documenten, gebruikers en oordelen in één bestand."
HELP_BACKUP_EPILOG = (
    "Het chatvenster mag intussen open blijven. Alleen u kunt het bestand lezen; de gebruikers en de sleutel van hun "
    "sessies staan erin, dus bewaar het veilig. Wat in BRONWIJZER_-variabelen staat, gaat niet mee."
)
HELP_BACKUP_FILE = "Het bestand, bijvoorbeeld kopie.tar.gz."
HELP_BACKUP_RUNS = "Neem ook de metingen en de goldvragen mee."
HELP_BACKUP_DOCUMENTS = "Neem ook de documenten zelf mee."
HELP_RESTORE = "Zet een reservekopie terug; eerst wordt alles nagekeken."
HELP_RESTORE_EPILOG = (
    "Wat er stond, blijft bewaard onder een naam met 'voor-herstel'. Is het terugzetten onderbroken, geef het "
    "commando dan nog eens. Documenten en metingen worden nooit overschreven: haal ze uit de kopie met --to."
)
HELP_RESTORE_TO = "Pak alles uit in deze nieuwe map, en verander verder niets."
BACKUP_EXISTS = "Er staat al een bestand {}. Kies een andere naam: een reservekopie wordt nooit overschreven."
BACKUP_FOREIGN = "{} is geen reservekopie van Bronwijzer. Er is niets veranderd."
BACKUP_DAMAGED = "De reservekopie {} is beschadigd of niet volledig. Er is niets veranderd. Gebruik een andere kopie."
BACKUP_OTHER_VERSION = (
    "De reservekopie {} komt van een andere versie van Bronwijzer ({}). Er is niets veranderd. "
    "Installeer die versie, zet de kopie terug en werk daarna bij."
)
BACKUP_ENGINE = (
    "De index zelf staat in de databank en zit niet in deze kopie. Maak daarvan een kopie met `pg_dump` (zie README)."
)
RESTORE_NOT_EMPTY = "De map {} is niet leeg. Kies met --to een nieuwe map."
RESTORE_BUSY = "Er wordt al een reservekopie teruggezet. Wacht tot dat klaar is."
RESTORE_FULL = (
    "De schijf is te vol om de reservekopie uit te pakken in {}. Er is niets veranderd. "
    "Maak plaats vrij en probeer opnieuw."
)
RESTORE_STOPPED = (
    "Het terugzetten is gestopt: {} Wat al teruggezet was, is volledig; wat er stond, is bewaard. "
    "Los dit op en geef het commando nog eens."
)
_PARTS = {  # as in ui/parts.py: in the singular, and in the plural
    "index": ("bestand van de index", "bestanden van de index"),
    "uploads": ("bestand bij de toegevoegde documenten", "bestanden bij de toegevoegde documenten"),
    "users": ("bestand met gebruikers en sessies", "bestanden met gebruikers en sessies"),
    "tokens": ("bestand met tokens", "bestanden met tokens"),
    "opinions": ("bestand met oordelen", "bestanden met oordelen"),
    "words": ("eigen woordenlijst", "eigen woordenlijsten"),
    "themes": ("eigen lijst met thema's", "eigen lijsten met thema's"),
    "settings": ("bestand met instellingen", "bestanden met instellingen"),
    "runs": ("meting", "metingen"),
    "gold": ("bestand met goldvragen", "bestanden met goldvragen"),
    "documents": ("document", "documenten"),
}
_PLACES = {
    "users": "BRONWIJZER_USERS",
    "tokens": "BRONWIJZER_TOKENS",
    "words": "BRONWIJZER_WORDS",
    "themes": "BRONWIJZER_THEMES",
}


def backed_up(files: Mapping[str, int], archive: Path, size: int) -> str:
    megabytes = f"{size / 1e6:.1f}".replace(".", ",")
    return f"{_counted(files)}\n\nKlaar: {archive}, {megabytes} MB. Bewaar het op een andere machine."


def backup_unwritable(archive: Path, error: OSError) -> str:
    return f"De reservekopie {archive} is niet gemaakt: {system_reason(error)}"


def backup_unreadable(archive: Path, error: OSError) -> str:
    return f"De reservekopie {archive} kan niet gelezen worden: {system_reason(error)}"


def restore_no_place(part: str) -> str:
    setting = _PLACES.get(part)
    if not setting:
        return f"De reservekopie bevat iets dat deze versie niet kent: {part}. Er is niets veranderd."
    return (
        f"De reservekopie bevat een {_PARTS[part][0]}, maar {setting} is niet ingesteld. Er is niets veranderd. "
        f"Stel {setting} in, of pak alles uit met --to."
    )


def unpacked(to: Path) -> str:
    return (
        f"Alles is nagekeken en staat in {to}. Met `BRONWIJZER_INDEX={to / 'index'}` opent u die index; "
        "de andere mappen en bestanden stelt u op dezelfde manier in."
    )


def restored(files: Mapping[str, int], former: Sequence[Path]) -> str:
    kept = "\n".join(["", "Wat er stond, staat nu in:", *(f"  {path}" for path in former)]) if former else ""
    return (
        f"{_counted(files)}\n{kept}\nKlaar. Een chatvenster dat open is, neemt de index zelf over. "
        "Start de server opnieuw als er instellingen, woorden of thema's teruggezet zijn."
    )


def not_restored(left: Sequence[str], stale: str) -> list[str]:
    """Which parts stayed in the archive, and what to do about each."""
    said = [f"De index is niet teruggezet. {stale}"] if stale else []
    if "index" in left and not stale:
        said.append("De index is niet teruggezet: nu is een databank ingesteld. Zet die terug met `pg_restore`.")
    if "settings" in left:
        said.append("bronwijzer.toml is niet teruggezet: er staat er al een, met een andere inhoud.")
    if any(part in ("runs", "gold") or part.startswith("documents") for part in left):
        said.append("Documenten, metingen en goldvragen zitten nog in de kopie: haal ze eruit met --to.")
    return said


def _counted(files: Mapping[str, int]) -> str:
    rows = ((count, _PARTS[name.partition("-")[0]]) for name, count in files.items())
    return "\n".join(f"{count:6}  {words[count != 1]}" for count, words in rows)


# --- load tests ---
