"""Every Dutch word that the interface shows: plain Dutch (B1), Belgian usage, "u".

It does not know where a word is shown.
"""

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NAME = "Bronwijzer"

# --- the page -----------------------------------------------------------------------------------------------------

TAGLINE = "Stel een vraag over de documenten. U krijgt een kort antwoord, en bij elke zin de plaats waar het staat."
NOTICE = (
    "U stelt uw vraag aan een computerprogramma, niet aan een mens. Het stelt elk antwoord automatisch samen uit de "
    "documenten. Een antwoord kan onvolledig zijn of niet passen bij uw vraag. Kijk altijd de bron na."
)
ABOUT = "Wat is Bronwijzer?"
ABOUT_HOW = (
    "Bronwijzer zoekt in de documenten naar de zinnen die het best bij uw vraag passen. Het toont die zinnen, zegt van "
    "wie ze zijn en zet bij elke zin een nummer dat naar de bron leidt. Vindt het niets dat op uw vraag antwoordt, dan "
    "zegt het dat. Het geeft geen advies, het rekent niet en het beslist niets over u."
)
NOTICE_LABEL = "Let op:"
SKIP = "Ga naar het vraagveld"
SKIP_ELSEWHERE = "Ga naar de inhoud"
TABS = "Onderdelen"
TAB_ASK = "Vragen"
TAB_COMPARE = "Vergelijken"
TAB_BROWSE = "Bladeren"
TAB_DOSSIER = "Dossier"
LOADING = "Even geduld…"
PART_FAILED = "Dit onderdeel kon niet worden geladen. Probeer het opnieuw."
ACCESSIBILITY = "Toegankelijkheidsverklaring"
PRIVACY = "Privacy"
QUESTION_LABEL = "Stel uw vraag"
QUESTION_HINT = "Typ hier uw vraag"
SEND = "Zoek het antwoord"
NEW_CONVERSATION = "Nieuw gesprek"
EXAMPLES_HEADING = "Voorbeelden"
EXAMPLES_INTRO = "Kies een vraag of typ er zelf een."
CONVERSATION = "Gesprek"
YOUR_QUESTION = "Uw vraag:"
ANSWER = "Antwoord:"
WITHOUT_DATA = "Zonder deze gegevens:"
ASK_WITHOUT_DATA = "Stel de vraag zonder deze gegevens"
NO_ANSWER = "Geen antwoord:"
COMPOSED = "Automatisch samengesteld uit de bronnen. Kijk de bron na."
SEARCHED_AS = "Gezocht als:"
COPY_ANSWER = "Kopieer antwoord"
COPY_QUOTE = "Kopieer citaat met verwijzing"
COPIED = "Gekopieerd"
NOT_COPIED = "Kopiëren lukte niet. Selecteer de tekst en kopieer ze zelf."
SOURCE = "bron"
SOURCES = "Bronnen"
FOR_QUESTION = "Bij de vraag:"
EMPTY_QUESTION = "(lege vraag)"
TRY_AGAIN = "Probeer opnieuw"
FILE = "Bestand"
MAYBE_MEANT = "Misschien bedoelde u"
MAYBE_HINT = "Deze passages komen het dichtst bij uw vraag. Ze zijn geen antwoord."
BACK_TO_ANSWER = "Terug naar het antwoord"
PREVIOUS_SOURCE = "Vorige bron"
NEXT_SOURCE = "Volgende bron"
KEYS = "Toetsen: ← vorige bron, → volgende bron, Esc terug naar het antwoord."
KEYS_ALONE = "Toets: Esc terug naar het antwoord."
LAST_ANSWER = "Ga naar het laatste antwoord"
SHOW_NEAREST = "Bekijk wat het dichtst in de buurt komt"
KIND = "Soort"
DATE = "Datum"
NO_DATE = "datum niet vermeld"
PAGE = "Bladzijde"
ALSO_IN = "Ook in:"
REFERS_TO = "De bron verwijst hier naar:"
UNCLEAR = "verband onduidelijk"
NOT_LISTED = "staat niet in de lijst van de bron"
MARK = "verwijzing"
IN_SOURCE = "in de bron"
FROM_FILE = "uit het bestand"
FINGERPRINT = "Vingerafdruk van het bestand"
QUOTE_START = "begin van het citaat"
QUOTE_END = "einde van het citaat"
FAILED = "Er ging iets mis bij ons. Uw vraag is niet beantwoord. Probeer het opnieuw."
LOST = (
    "De verbinding met de server is weg. Kijk na of Bronwijzer nog draait en laad dan de pagina opnieuw. "
    "Uw vragen komen dan terug."
)
NO_SCRIPT = "Deze pagina werkt alleen als JavaScript aanstaat in uw browser."
NOT_FOUND = "Deze pagina bestaat niet."

CONSENT_LABEL = "Toestemming"
CONSENT_YES = "Ja, dat mag"
CONSENT_NO = "Nee, liever niet"


def consent_question(host: str) -> str:
    return (
        f"Een taalmodel op {host} kan de antwoorden in eigen woorden schrijven. Die server staat buiten uw netwerk. "
        f"Mag Bronwijzer uw vragen, en de passages die erbij gevonden zijn, daarheen sturen? Zolang u niet “ja” kiest, "
        f"blijft alles op deze server en antwoordt Bronwijzer met zinnen van de bronnen."
    )


def consent_given(host: str) -> str:
    return f"U staat toe dat uw vragen in dit gesprek naar {host} gaan. Zet er geen persoonsgegevens in."


def consent_refused(host: str) -> str:
    return f"Uw vragen gaan niet naar {host}. U krijgt zinnen van de bronnen."


# --- the dossier --------------------------------------------------------------------------------------------------

KEEP = "Bewaar in dossier"
KEPT_SHORT = "Bewaard in dossier"
DOSSIER_WORDS = {  # what ui/web/dossier.js says
    "bewaard": "Bewaard in dossier ({n})",
    "al": "Dit staat al in uw dossier.",
    "vol": "Uw dossier is vol: 200 stukken. Neem het mee als bestand en begin een nieuw dossier.",
    "niet-bewaard": "Uw browser kan het dossier niet onthouden. Neem het mee als bestand voor u deze pagina sluit.",
    "plaats": "Stuk {n} van {totaal}",
    "eerste": "Dit stuk staat al bovenaan.",
    "laatste": "Dit stuk staat al onderaan.",
    "weg": "Verwijderd uit het dossier.",
    "elders": "Uw dossier is in een ander venster gewijzigd. Dit stuk staat er niet meer in, of op een andere plaats.",
    "terug": "Teruggezet in het dossier.",
    "gewist": "Het dossier is gewist.",
    "maken": "Uw bestand wordt gemaakt…",
    "klaar": "Klaar: {naam}",
    "mislukt": "Dat lukte niet. Kijk na of Bronwijzer nog draait en probeer het opnieuw.",
}
DOSSIER_HEADING = "Mijn dossier"
DOSSIER_INTRO = (
    "Verzamel hier antwoorden en citaten, zet ze in de volgorde die u wilt en neem ze mee als bestand. "
    "Uw dossier blijft in deze browser: de server bewaart er niets van."
)
DOSSIER_EMPTY = (
    "Uw dossier is nog leeg. Kies “Bewaar in dossier” onder een antwoord of bij een bron, of begin met een eigen tekst."
)
DOSSIER_TITLE = "Titel van het dossier"
DOSSIER_UNTITLED = "Dossier"
DOSSIER_STAYS = "Bewaar mijn dossier in deze browser"
DOSSIER_STAYS_HINT = (
    "Zonder vinkje is uw dossier weg als u dit tabblad sluit. Gebruik het vinkje niet op een gedeelde computer."
)
DOSSIER_TAKE = "Neem mee als bestand"
DOSSIER_AS = (("docx", "Word (.docx)"), ("pdf", "PDF"), ("md", "Markdown (.md)"))
ADD_TEXT = "Voeg eigen tekst toe"
ADD_HEADING = "Voeg tussentitel toe"
WIPE = "Wis het dossier"
WIPE_SURE = "Wilt u het hele dossier wissen? Dat kunt u niet ongedaan maken."
WIPE_YES = "Ja, wis alles"
WIPE_NO = "Nee, behoud het"
REMOVED_BAR = "Er is een stuk verwijderd."
PUT_BACK = "Zet het terug"
MOVE_UP = "Omhoog"
MOVE_DOWN = "Omlaag"
REMOVE = "Verwijder"
ITEM_QUOTE = "Citaat"
ITEM_ANSWER = "Antwoord"
ITEM_TEXT = "Eigen tekst"
ITEM_HEADING = "Tussentitel"
ITEM_BROKEN = "Onleesbaar stuk"
ITEM_NOTE = "Uw notitie hierbij"
ADD_NOTE = "Notitie"
BROKEN_ITEM = "Dit stuk kan niet worden gelezen. U kunt het verwijderen."
OWN_WORDS = "Eigen tekst van de gebruiker"
OWN_NOTE = "Notitie van de gebruiker"
GONE_QUOTE = (
    "Niet meer te controleren: Bronwijzer heeft dit document niet (meer) in deze vorm. "
    "Het citaat wordt daarom niet getoond."
)
GONE_SOURCE = "Niet meer te controleren: Bronwijzer heeft dit document niet (meer) in deze vorm."
KEPT_AS = "Bewaard als:"
UNCHECKED = "Niet gecontroleerde tekst"
UNCHECKED_HINT = "deze woorden staan niet zo in de aangehaalde bron"
DOSSIER_NOTICE = (
    "De antwoorden in dit dossier zijn automatisch samengesteld door Bronwijzer, een computerprogramma. Ze kunnen "
    "onvolledig zijn. Kijk altijd de bron na. Citaten zijn bij het maken van dit bestand letter voor letter "
    "overgenomen uit de documenten."
)
DOSSIER_FOOTER = "Antwoorden automatisch samengesteld door Bronwijzer. Kijk de bron na."
DOSSIER_ANSWERED = "Antwoord, automatisch samengesteld"
DOSSIER_LIMITED = "Hiervoor is alleen gezocht in de documenten die de gebruiker koos."
DOSSIER_DOCUMENTS = "Geraadpleegde documenten"
QUOTE_FROM = "Citaat uit de documenten"
QUOTES_FROM = "Citaten uit de documenten"
DOSSIER_QUOTE_ABOVE = "Het citaat staat hierboven in het dossier."
BY_AI = "door AI geschreven bron"
FILE_SHA = "Vingerafdruk van het bestand (sha256)"
DOSSIER_TOO_LONG = "Dit dossier is te groot voor één bestand. Verwijder enkele stukken en probeer het opnieuw."
DOSSIER_BUSY = "Er worden al andere bestanden gemaakt. Probeer het over een minuut opnieuw."
DOSSIER_FAILED = "Het bestand kon niet worden gemaakt. Probeer het opnieuw, of kies een andere soort bestand."


def dossier_of(day: str) -> str:
    return f"{DOSSIER_UNTITLED} van {day}"


def dossier_made(day: str, documents: int) -> str:
    searched = f"{number(documents)} {'document' if documents == 1 else 'documenten'}"
    return f"Gemaakt op {day}. Bronwijzer zocht toen in {searched}."


# --- the reader of documents --------------------------------------------------------------------------------------

READER = "Document lezen"
CONTENTS = "Inhoud"
CONTENTS_OF = "Inhoud van het document"
QUOTE_HERE = "(hier staat het citaat)"
QUOTE_LABEL = "Citaat"
THIS_PART = "Dit deel:"
TABLE = "Tabel"
READ_IN_DOCUMENT = "Lees in het document"
CLOSE = "Sluiten"
READ_STATE = "Bron {n} van {m}"  # filled in by the page
READ_STATE_NEAR = "Passage {n} van {m}"
READER_LOST = "Het document kon niet worden geladen. Kijk na of de server nog draait en probeer het opnieuw."
OPEN_ORIGINAL = "Open het originele bestand"
NEW_WINDOW = "(opent in een nieuw tabblad)"
DO_WITH_IT = "Kopiëren en openen"
COPY_LINK = "Kopieer link naar deze plaats"
COPY_DOCUMENT_LINK = "Kopieer link naar dit document"
OWN_PAGE = "Toon op een eigen pagina"
COPY_FINGERPRINT = "Kopieer vingerafdruk"
REFERENCE = "Verwijzing"
ABOUT_DOCUMENT = "Over dit document"
NOT_READ = "Niet of niet zeker gelezen"
TITLE = "Titel"
PUBLISHER = "Uitgever"
AI_WARNING = "Deze tekst is (deels) door AI opgesteld. Ze kan fouten bevatten. Kijk de oorspronkelijke stukken na."
UNCHECKED_FACTS = "Uit het bestand gehaald, door niemand nagekeken:"
NO_DOCUMENT = (
    "Bronwijzer heeft dit document niet (meer). Misschien is het bestand gewijzigd of weggehaald. "
    "Stel uw vraag opnieuw om de huidige versie te zien."
)
NO_PLACE = "Deze plaats bestaat niet in het document. Open het document vanaf het begin of stel uw vraag opnieuw."
ORIGINAL_CHANGED = (
    "Het bestand is gewijzigd sinds Bronwijzer het las. De citaten kloppen er misschien niet meer mee. "
    "Vraag aan wie de documenten beheert om ze opnieuw te laten lezen."
)
ORIGINAL_AWAY = (
    "Het originele bestand is er niet meer, of het kan niet worden geopend. "
    "Vraag aan wie de documenten beheert waar het staat."
)
# --- vragen: what is looked in, what was asked before, what may follow ---------------------------------------------

STOP = "Stop"
STOPPED_ASKING = "Gestopt. Uw vraag staat weer in het vak."
MEMORY_LABEL = "Vragen van dit tabblad"  # of fields that nobody sees
CHOICE_LABEL = "Gekozen documenten"
CHOICE_GROUPS = ("Uitgever", "Soort", "Periode")
CHOICE_HINT = "Kies niets om in alle documenten te zoeken."
SEARCH_EVERYTHING = "Zoek in alle documenten"
NEXT_QUESTIONS = "Vragen die hierbij aansluiten"
HISTORY = "Mijn eerdere vragen"
HISTORY_KEEP = "Bewaar mijn vragen in deze browser"
HISTORY_HINT = (
    "Alleen uw vragen, alleen op deze computer: ook die van het gesprek dat nu openstaat. Vragen met persoonsgegevens "
    "worden nooit bewaard. Deelt u deze computer met anderen? Zet dit dan niet aan."
)
HISTORY_EMPTY = "Er zijn geen bewaarde vragen."
HISTORY_CLEAR = "Wis alles"
HISTORY_CLEARED = "Uw bewaarde vragen zijn gewist."
HISTORY_ON = "Uw vragen worden nu in deze browser bewaard, ook die van dit gesprek."
BAD_CHOICE = "“filter” moet een object zijn met “publisher”, “kind” of “period”, elk een lijst van teksten."
_API_GROUPS = {"publisher": "uitgever", "kind": "soort", "period": "periode"}
HELP_ASK_PUBLISHER = "Zoek alleen in documenten van deze uitgever (mag meer dan eens)."
HELP_ASK_KIND = "Zoek alleen in documenten van deze soort (mag meer dan eens)."
HELP_ASK_PERIOD = "Zoek alleen in documenten uit deze periode, bijvoorbeeld 2024 of 2024-2030 (mag meer dan eens)."


def looks_in(chosen: int | None, documents: int, what: str) -> str:
    if chosen is None:
        return "Zoekt in het ene document" if documents == 1 else f"Zoekt in alle {number(documents)} documenten"
    return f"Zoekt in {_of_documents(chosen, documents)}: {what}"


def looked_in(chosen: int, documents: int) -> str:
    return f"Gezocht in {_of_documents(chosen, documents)}."


def _of_documents(chosen: int, documents: int) -> str:
    return f"{number(chosen)} van {number(documents)} {'document' if documents == 1 else 'documenten'}"


def more_values(count: int) -> str:
    return f"En nog {number(count)} andere: noem ze in uw vraag."


def no_such_choice(group: str, value: str, known: Sequence[str]) -> str:
    named = _API_GROUPS[group]
    more = ", …" if len(known) > 30 else ""
    return f"Geen document heeft als {named} “{value}”. Mogelijk zijn: {', '.join(known[:30])}{more}."


# --- the API ------------------------------------------------------------------------------------------------------

TOO_LARGE = "Dit bericht is te groot. Stel een kortere vraag."
LENGTH_REQUIRED = "Geef de lengte van het bericht mee (Content-Length)."
BAD_REQUEST = (
    "Stuur een JSON-object met “question” (tekst) en eventueel “history” (een lijst met “role” en “content”) "
    "en “filter” (een object met lijsten “publisher”, “kind” en “period”)."
)


def question_too_long(limit: int) -> str:
    return f"De vraag is te lang: stel een vraag van hoogstens {number(limit)} tekens."


def conversation_too_long(limit: int) -> str:
    return f"Het gesprek is te lang: geef hoogstens {limit} berichten mee."


# --- aanmelden ----------------------------------------------------------------------------------------------------

LOGIN_TITLE = "Aanmelden"
LOGIN_NAME = "Gebruikersnaam"
LOGIN_PASSWORD = "Wachtwoord"
LOGIN_BUTTON = "Aanmelden"
LOGIN_HELP = "Wachtwoord vergeten? Vraag de beheerder van Bronwijzer in uw organisatie om een nieuw wachtwoord."
LOGIN_FAULT = "Fout:"
LOGIN_EMPTY = "Vul uw gebruikersnaam en uw wachtwoord in."
LOGIN_WRONG = "De gebruikersnaam of het wachtwoord klopt niet. Kijk beide na en probeer opnieuw."
LOGIN_BROKEN = "Aanmelden lukt nu niet door een storing. Verwittig de beheerder van Bronwijzer in uw organisatie."
LOGIN_FIRST = "U bent niet aangemeld, of uw sessie is afgelopen. Meld u aan en probeer opnieuw."
LOGIN_AGAIN = "Meld u opnieuw aan."
LOGGED_IN_AS = "Aangemeld als"
LOG_OUT_BUTTON = "Afmelden"
LOG_OUT_CLEARS = "Wist het gesprek en het dossier in dit tabblad, tenzij u het dossier op deze computer bewaart."
LOGGED_OUT = "U bent afgemeld."
SESSION_OVER = "Uw sessie is afgelopen. Meld u opnieuw aan. Wat u typte en vroeg, blijft in dit tabblad bewaard."
SESSION_OVER_HERE = "Uw sessie is afgelopen. Wat u typte en vroeg, blijft in dit tabblad bewaard."
FOREIGN = "Dit verzoek komt van een andere website en is daarom geweigerd. Open Bronwijzer zelf en probeer het daar."
UNKNOWN_HOST = (
    "Bronwijzer staat niet open op dit adres. Gebruik http://localhost of http://127.0.0.1 met de poort erbij, of laat "
    "de beheerder de naam toevoegen (BRONWIJZER_HOSTS)."
)
NOT_OUR_PROXY = "Dit verzoek zegt wie u bent, maar komt niet van een proxy die daarvoor is ingesteld. Het is geweigerd."
NO_NAME_FROM_PROXY = "Niemand zei wie u bent. Open Bronwijzer via het adres waarop uw organisatie u laat aanmelden."
LOG_IN, LOG_OUT = "Aangemeld", "Afgemeld"
LOG_SLOWED = "Wacht na foute wachtwoorden, van adres"


def login_later(seconds: int) -> str:
    wait = "1 seconde" if seconds == 1 else duration(seconds)
    return f"Er waren te veel pogingen. Wacht {wait} en probeer dan opnieuw."


# --- gebruikers ---------------------------------------------------------------------------------------------------

HELP_USERS = "Beheer wie zich kan aanmelden in het chatvenster."
HELP_USERS_ADD = "Voeg een gebruiker toe; het wachtwoord wordt gevraagd."
HELP_USERS_LIST = "Som de gebruikers op, met hun rol."
HELP_USERS_REMOVE = "Haal een gebruiker weg; open sessies stoppen meteen."
HELP_USERS_PASSWORD = "Geef een nieuw wachtwoord; open sessies stoppen."
HELP_USERS_ROLE = "Geef een andere rol; open sessies stoppen."
HELP_USER_NAME = "Naam waarmee iemand zich aanmeldt."
HELP_USER_ROLE = "lezer: vraagt en leest (standaard); beheerder: voegt ook documenten toe."
HELP_USER_STDIN = "Lees het wachtwoord van de eerste regel van de invoer."
PASSWORD_ASKED = "Wachtwoord (u ziet niet wat u typt): "
PASSWORD_AGAIN = "Nog eens hetzelfde wachtwoord: "
PASSWORD_DIFFERS = "De twee wachtwoorden zijn niet gelijk. Begin opnieuw."
PASSWORD_EASY = (
    "Dit wachtwoord is te gemakkelijk te raden: het is de naam zelf, een veelgebruikt woord of een rij tekens. "
    "Neem bijvoorbeeld vier woorden die niets met elkaar te maken hebben."
)
NO_TERMINAL = "Er is geen venster om een wachtwoord in te typen. Geef het met --password-stdin."
NO_USERS_FILE = (
    "Er is nog geen gebruikersbestand ingesteld. Zeg met BRONWIJZER_USERS waar het komt, bijvoorbeeld: "
    "BRONWIJZER_USERS=/etc/bronwijzer/gebruikers.json"
)
NO_USERS = "Er zijn nog geen gebruikers: niemand kan zich aanmelden. Voeg er een toe: bronwijzer users add NAAM"


def password_too_short(shortest: int) -> str:
    return f"Het wachtwoord is te kort: neem minstens {shortest} tekens, bijvoorbeeld vier losse woorden."


def password_too_long(longest: int) -> str:
    return f"Het wachtwoord is te lang: neem hoogstens {longest} tekens."


def bad_user_name(name: str) -> str:
    return f"“{name}” kan geen gebruikersnaam zijn: gebruik hoogstens 64 letters, cijfers, punten, streepjes, + of @."


def bad_role(role: str) -> str:
    return f"De rol “{role}” bestaat niet. Kies lezer of beheerder."


def user_exists(name: str) -> str:
    return f"De gebruiker “{name}” bestaat al. Een nieuw wachtwoord geeft u met: bronwijzer users password {name}"


def no_such_user(name: str, known: Sequence[str]) -> str:
    others = f"Wel: {', '.join(known)}." if known else NO_USERS
    return f"De gebruiker “{name}” bestaat niet. {others}"


def user_added(name: str, role: str) -> str:
    return f"{name} kan zich nu aanmelden als {role}."


def user_removed(name: str) -> str:
    return f"{name} kan zich niet meer aanmelden."


def user_changed(name: str) -> str:
    return f"De gegevens van {name} zijn aangepast. {name} meldt zich opnieuw aan."


def users_unreadable(file: Path, reason: str) -> str:
    return f"{file} is niet te lezen ({reason}). Verbeter het bestand, geef er rechten voor, of zet een back-up terug."


def users_unwritable(file: Path, reason: str) -> str:
    return f"{file} is niet te schrijven ({reason}). Geef rechten voor dat bestand en zijn map, en probeer opnieuw."


def key_damaged(file: Path) -> str:
    return f"De sleutel in {file} is beschadigd. Haal het bestand weg: iedereen meldt zich dan één keer opnieuw aan."


def readable_by_others(file: Path) -> str:
    return f"Let op: anderen op deze computer kunnen {file} lezen. Sluit het af met: chmod 600 {file}"


def open_to_all(host: str) -> str:
    return (
        f"Let op: iedereen die {host} bereikt, kan hier vragen stellen, zonder zich aan te melden. "
        "Stel BRONWIJZER_USERS in (zie README.md, “Logging in”) of gebruik --host 127.0.0.1"
    )


TWO_WAYS_IN = (
    "BRONWIJZER_USERS en BRONWIJZER_PROXY_USER zijn allebei ingesteld. Kies één manier om aan te melden en haal de "
    "andere weg."
)


def proxy_lacks(names: Sequence[str]) -> str:
    return f"{listing(names)} werkt alleen samen met BRONWIJZER_PROXY_USER. Stel die ook in of haal dit weg."


def bad_network(value: str) -> str:
    return f"“{value}” is geen IP-adres en geen netwerk, zoals 10.0.0.5 of 10.0.0.0/24 (BRONWIJZER_TRUSTED_PROXIES)."


def bad_header(name: str, value: str) -> str:
    return f"“{value}” is geen naam van een header (BRONWIJZER_{name.upper()}), zoals X-Forwarded-User."


def bad_session(name: str, value: str, most: int) -> str:
    return f"“{value}” is geen getal van 1 tot {most} (BRONWIJZER_{name.upper()})."


def session_upside_down(minutes: int, hours: int) -> str:
    return (
        f"Een sessie kan niet na {minutes} minuten zonder gebruik stoppen en toch hoogstens {hours} uur duren. "
        "Pas BRONWIJZER_SESSION_MINUTES of BRONWIJZER_SESSION_HOURS aan."
    )


# --- examples -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Example:
    """A question to start with, and the files that it needs: it is shown only where they are all indexed."""

    question: str
    sources: tuple[str, ...]


_VVSG = "vvsg-inclusieve-samenleving-2024.txt"
_ZORG = "departement-zorg-lokaal-sociaal-beleid.txt"
_WELZIJN = "vlaams-welzijnsverbond-memorandum-2024-2030.txt"
_ABVV = "vlaams-abvv-memorandum-2024.txt"
_ROBOT = "regeringsrobot-regierol-lokale-besturen.txt"

EXAMPLES = (
    Example("Hoeveel sociale woningen moet elke gemeente volgens het ABVV nastreven?", (_ABVV,)),
    Example("Welke voorstellen doet de VVSG over zomerscholen?", (_VVSG,)),
    Example("Wat zeggen de VVSG en het Vlaams Welzijnsverbond over kinderopvang?", (_VVSG, _WELZIJN)),
    Example("Wat besliste de Vlaamse Regering over het Geïntegreerd Breed Onthaal?", (_ROBOT,)),
    Example("Onder welke code rapporteert een gemeente over de participatie van mensen in armoede?", (_ZORG,)),
    Example("Wat zou gratis eten op de lagere school kosten?", (_ABVV,)),
)

# --- counting -----------------------------------------------------------------------------------------------------


MORE_COMING = "Het antwoord is nog niet volledig…"
RESTORING = "Uw gesprek terugzetten…"


def searching(documents: int, chosen: int | None = None) -> str:
    if chosen is not None:
        return f"Zoeken in {_of_documents(chosen, documents)}…"
    return f"Zoeken in {number(documents)} {'document' if documents == 1 else 'documenten'}…"


def source_of(number: int, count: int) -> str:
    return f"Bron {number} van {count}:"


def documents_heading(count: int) -> str:
    return f"Bronwijzer zoekt in {'dit document' if count == 1 else f'deze {count} documenten'}"


def all_documents(count: int) -> str:
    return f"Alle {number(count)} documenten bekijken"


def show_sources(count: int) -> str:
    return "Bekijk de bron" if count == 1 else f"Bekijk de {count} bronnen"


def cite_label(publisher: str, part: str) -> str:
    return ", ".join(word for word in (publisher, part) if word)


def refers_to(count: int) -> str:
    return f"De bron verwijst hier naar {count} stukken"


def more_places(count: int) -> str:
    return f"en nog {count} {'plaats' if count == 1 else 'plaatsen'}"


def page_number(page: int) -> str:
    return f"p. {page}"


def number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


# --- vergelijken --------------------------------------------------------------------------------------------------

COMPARE_TITLE = "Vergelijk wat organisaties zeggen"
COMPARE_INTRO = (
    "Kies een thema. U ziet per organisatie wat ze voorstelt, wat ze vindt en wat ze vaststelt, in haar eigen woorden. "
    "Bij elke zin kunt u de bron openen."
)
THEME = "Thema"
ORGANISATIONS = "Organisaties"
COMPARE = "Vergelijk"
COMPARE_TABLE = "Tabel met de vergelijking"
COPY_TABLE = "Kopieer de tabel"
LINK_TO_COMPARISON = "Link naar deze vergelijking"
READ_SOURCE = "Lees in de bron"
LESS_SURE = "minder zeker: kijk na of dit over uw thema gaat"
NO_POSITION = "Wij vonden geen standpunt. Een woord van het thema komt wel voor, maar geen zin gaat er duidelijk over."
NOT_NAMED = "Wij vonden geen standpunt. De woorden van het thema staan hier niet. Misschien staat het er anders."
COMPARE_NOBODY = "Kies minstens één organisatie."
COMPARE_MORE = "Zoek meer hierover"
COMPARE_ROWS = {
    "voorstel": "Voorstellen en vragen",
    "standpunt": "Standpunten",
    "beslissing": "Beslissingen en afspraken",
    "vaststelling": "Vaststellingen: geen voorstel",
}
COMPARE_LABELS = {
    "voorstel": "Voorstel of vraag",
    "standpunt": "Standpunt",
    "beslissing": "Beslissing of afspraak",
    "vaststelling": "Vaststelling",
}
COMPARE_NONE = {
    "voorstel": "geen voorstel gevonden",
    "standpunt": "geen standpunt gevonden",
    "beslissing": "geen beslissing gevonden",
    "vaststelling": "geen vaststelling gevonden",
}
COMPARE_COMPOSED = "Automatisch samengesteld uit de bronnen. Er kan meer in de documenten staan. Kijk de bron na."


def compare_heading(theme: str) -> str:
    return f"Wat organisaties zeggen over “{theme}”"


def compare_summary(theme: str, surely: int, perhaps: int, every: int) -> str:
    """How many organisations speak of a theme: surely, and less so."""
    who = f"{surely or 'Geen'} van de {every} organisaties {'zegt' if surely < 2 else 'zeggen'}"
    who = ("Deze organisatie zegt" if surely else "Deze organisatie zegt niet duidelijk") if every == 1 else who
    doubt = f" Bij {perhaps} is het minder zeker." if perhaps else ""
    return f"{who} iets over “{theme}”.{doubt}"


def compare_most(most: int) -> str:
    return f"U kunt hoogstens {most} organisaties tegelijk vergelijken."


def compare_unknown(words: Sequence[str]) -> str:
    """Words of the theme that no document knows."""
    named = ", ".join(f"“{word}”" for word in words)
    return f"{named} {'staat' if len(words) == 1 else 'staan'} letterlijk in geen enkel document."


def compare_obstacle(kind: str, longest: int, unknown: Sequence[str]) -> str:
    if kind == "staat nergens":
        return f"{compare_unknown(unknown)} Probeer een ander woord, of kies een thema uit de lijst."
    return {
        "leeg": "Vul een thema in, bijvoorbeeld “wonen”.",
        "te lang": f"Dit thema is te lang. Gebruik hoogstens {longest} tekens.",
        "persoonsgegevens": "Dit lijken gegevens van een persoon. Vul alleen een thema in.",
    }[kind]


def compare_side(side: str, speakers: Sequence[str], theme: str) -> str:
    """Who plainly takes a side: "De VVSG is voor “zomerscholen”."."""
    who = " en ".join(filter(None, (", ".join(speakers[:-1]), speakers[-1])))
    return f"{who[:1].upper()}{who[1:]} {'is' if len(speakers) == 1 else 'zijn'} {side} “{theme}”."


def compare_same_words(speakers: Sequence[str]) -> str:
    return f"Dezelfde woorden staan bij {' en bij '.join(speakers)}."


# --- toegankelijkheid and privacy: a paragraph is a string, a list a tuple -----------------------------------------

NOT_FILLED_IN = "Nog in te vullen:"
NOT_FILLED_IN_HOW = (
    "wie deze Bronwijzer aanbiedt en hoe u die bereikt. De beheerder vult dat in bij de instellingen. "
    "Zonder die gegevens is deze verklaring niet volledig."
)
NOT_FILLED_IN_HERE = {"organisation": "de organisatie (niet ingevuld)", "contact": "contactadres niet ingevuld"}

ACCESSIBILITY_STATEMENT = (
    (
        "",
        (
            "Bronwijzer wordt aangeboden door {organisation}. Iedereen moet Bronwijzer kunnen gebruiken, ook mensen "
            "met een beperking. Dat vraagt ook het Bestuursdecreet van 7 december 2018, dat de Europese richtlijn "
            "2016/2102 omzet.",
            "Deze verklaring gaat over de webpagina's van Bronwijzer.",
        ),
    ),
    (
        "Hoe toegankelijk is Bronwijzer?",
        (
            "Bronwijzer voldoet gedeeltelijk aan de norm EN 301 549, die verwijst naar de richtlijnen WCAG 2.1, niveau "
            "AA. Bij het maken volgden we ook WCAG 2.2, niveau AA.",
            "We zeggen “gedeeltelijk”, omdat geen onafhankelijke deskundige Bronwijzer heeft onderzocht en omdat we "
            "niet alles konden nagaan. Hieronder leest u wat.",
        ),
    ),
    (
        "Wat is niet toegankelijk, of niet nagegaan?",
        (
            (
                "De oorspronkelijke bestanden (pdf, Word en andere) komen van hun uitgevers. Wij hebben niet "
                "onderzocht of ze toegankelijk zijn. U kunt de tekst van elk document wel in Bronwijzer zelf lezen.",
                "Foto's, grafieken en formules uit de documenten toont Bronwijzer niet, en het beschrijft ze ook niet.",
                "Een dossier dat u opslaat als pdf of als Word-bestand, is niet onderzocht. Kies tekst (Markdown) als "
                "u daarmee vastloopt.",
                "Vragen stellen, vergelijken, bladeren en een dossier maken gaan niet zonder JavaScript. Een document "
                "lezen op zijn eigen pagina gaat wel.",
            ),
        ),
    ),
    (
        "Hoe is dit nagegaan?",
        (
            "De makers van Bronwijzer gingen dit zelf na, op 22 november 2026. Ze herhalen de volgende controles in de "
            "browser Chromium telkens als ze iets veranderen:",
            (
                "een automatische controle met axe-core, met een licht en een donker scherm;",
                "werken met alleen het toetsenbord;",
                "een smal scherm van 320 beeldpunten, zoals bij 400% vergroting;",
                "de grootte van alles waarop u kunt klikken;",
                "of een antwoord één keer wordt voorgelezen.",
            ),
            "Dit is niet nagegaan:",
            (
                "Bronwijzer is niet getest door mensen met een beperking.",
                "Het is niet getest met schermlezers zoals NVDA, JAWS of VoiceOver, en niet met spraakbesturing.",
                "Het is niet getest in Firefox of Safari.",
            ),
            "Een automatische controle vindt maar een deel van de problemen.",
        ),
    ),
    (
        "Lukt er iets niet? Laat het weten",
        (
            "Hebt u een probleem, of hebt u iets nodig in een andere vorm? Neem contact op met {organisation}: "
            "{contact}. Schrijf wat u wilde doen, op welke pagina, en welk hulpmiddel u gebruikt.",
        ),
    ),
    (
        "Niet tevreden met het antwoord?",
        (
            "Dien eerst een klacht in bij {organisation}: {contact}. Krijgt u geen antwoord, of bent u er niet "
            "tevreden mee, dan kunt u naar de ombudsdienst van uw stad of gemeente, als die er is, of naar de Vlaamse "
            "Ombudsdienst:",
            (
                "Leuvenseweg 86, 1000 Brussel",
                "telefoon 1700 (gratis)",
                "klachten@vlaamseombudsdienst.be",
                "https://www.vlaamseombudsdienst.be",
            ),
        ),
    ),
    ("Datum", ("Deze verklaring is opgesteld op 22 november 2026 en geldt voor versie 0.1 van Bronwijzer.",)),
)

PRIVACY_STATEMENT = (
    (
        "",
        (
            "Bronwijzer wordt aangeboden door {organisation}. Vragen over uw gegevens? {contact}.",
            "In het kort: Bronwijzer bewaart uw vragen niet. U hebt geen gegevens van personen nodig om een vraag "
            "te stellen.",
        ),
    ),
    (
        "Wat bewaart de server?",
        (
            "Uw vragen en de antwoorden komen in geen bestand en in geen logboek. Het geheugen van de server houdt de "
            "woorden van een aantal vragen vast, tot hij stopt of tot andere vragen ze verdringen. Uw gesprek zelf "
            "vergeet hij een uur nadat u de pagina sluit.",
            "Loopt er iets fout, dan noteert de server welke fout het was en waar. Uw vraag noteert hij niet, tenzij "
            "de beheerder tijdelijk alle details van fouten laat tonen.",
        ),
    ),
    (
        "Wat bewaart uw browser?",
        (
            "Uw browser onthoudt uw gesprek en uw dossier zolang het tabblad openstaat. Langer gebeurt alleen als u "
            "dat zelf kiest. Ook dan blijft het in uw browser en kunt u het daar wissen.",
            "Er zijn geen cookies om u te volgen, en er is geen reclame. Geen ander bedrijf telt uw bezoeken.",
        ),
    ),
    (
        "Gegevens van personen",
        (
            "Zet geen namen of andere gegevens van personen in uw vraag. Herkent Bronwijzer een rijksregisternummer, "
            "een telefoonnummer, een e-mailadres, een rekeningnummer, een adres of een geboortedatum van iemand, dan "
            "zoekt het niet en zegt het u dat. Dat helpt, maar Bronwijzer herkent niet alles: een naam alleen ziet het "
            "niet.",
        ),
    ),
)
PRIVACY_OUTSIDE_HEADING = "Gaat er iets naar buiten?"
PRIVACY_OPINIONS_HEADING = "Uw oordeel over een antwoord"
PRIVACY_NO_OPINIONS = "Oordelen over antwoorden worden hier niet gevraagd en niet bewaard."
PRIVACY_OPINIONS = (
    "Onder een antwoord kunt u zeggen of het goed was. De server bewaart dan:",
    (
        "goed of niet goed, en de reden die u koos;",
        "de dag, zonder het uur;",
        "of er een antwoord was, hoe het geschreven is en met welke versie van Bronwijzer;",
        "de nummers van de gebruikte documenten en passages.",
    ),
    "Uw naam, uw vraag en het antwoord staan er niet bij. Kruist u aan dat uw vraag bewaard mag worden, dan bewaart de "
    "server ook uw vraag, de citaten en uw uitleg. Bij een vervolgvraag is dat de volledige vraag, zoals ze is "
    "opgezocht. Een vraag waarin Bronwijzer gegevens van personen herkent, wordt nooit bewaard.",
    "Wie Bronwijzer beheert, kan die oordelen lezen, om Bronwijzer te verbeteren. Ze blijven op deze server. Zijn er "
    "heel veel, dan verdwijnen de oudste.",
)
PRIVACY_LOGIN_HEADING = "Aanmelden"
PRIVACY_LOGIN = (
    "U meldt zich aan om Bronwijzer te gebruiken. Daarvoor zet de server één cookie in uw browser. Hebt u hier een "
    "wachtwoord, dan bewaart de server uw gebruikersnaam, en van uw wachtwoord alleen een afdruk waaruit niemand het "
    "kan aflezen. Bij uw vragen en uw oordelen komt uw naam niet.",
    "De server schrijft op wanneer u zich aanmeldt en afmeldt. Na veel foute wachtwoorden schrijft hij ook het adres "
    "op waar ze vandaan kwamen.",
    "Van een beheerder die documenten toevoegt, wijzigt of weghaalt, schrijft hij op wie dat deed, en wanneer.",
)
PRIVACY_PROXY = (
    "U meldt zich aan bij uw organisatie, en die zegt aan Bronwijzer wie u bent. Bronwijzer zet daarvoor zelf geen "
    "cookie. Bij uw vragen en uw oordelen komt uw naam niet. Alleen van een beheerder die documenten toevoegt, wijzigt "
    "of weghaalt, schrijft de server op wie dat deed, en wanneer.",
)
PRIVACY_RIGHTS = (
    (
        "Uw rechten",
        (
            "U mag vragen welke gegevens er over u zijn, en vragen om ze te verbeteren of te wissen: {contact}. In een "
            "oordeel staat niet van wie het komt. Zeg dus welke vraag u bedoelt en op welke dag u ze stelde.",
            "Bent u niet tevreden, dan kunt u een klacht indienen bij de Vlaamse Toezichtcommissie "
            "(https://overheid.vlaanderen.be/vlaamse-toezichtcommissie) of bij de Gegevensbeschermingsautoriteit "
            "(https://www.gegevensbeschermingsautoriteit.be).",
        ),
    ),
)


def privacy_outside(host: str, *, asked: bool) -> tuple[str, ...]:
    """What leaves the network of whoever offers the page; `asked`: only after a yes in the conversation."""
    if not host:
        return (
            "Nee. Uw vragen, de antwoorden en de documenten blijven binnen het netwerk van {organisation}. De pagina "
            "laadt ook niets van een andere website.",
        )
    when = "alleen als u daar in het gesprek “ja” op zegt" if asked else "omdat {organisation} dat zo heeft ingesteld"
    return (
        f"Een taalmodel op {host} kan de antwoorden schrijven. Die server staat buiten het netwerk van "
        f"{{organisation}}. Uw vraag gaat daarheen {when}, samen met de passages die erbij gevonden zijn. Uw naam gaat "
        f"niet mee.",
        "Een vraag waarin Bronwijzer gegevens van personen herkent, gaat nooit naar buiten. Wat die server met uw "
        "vraag doet, staat in de afspraken die {organisation} met de eigenaar ervan heeft.",
    )


# --- oordeel: was this answer good? --------------------------------------------------------------------------------

OPINION_ASKED = "Was dit antwoord goed?"
OPINION_ASKED_SILENT = "Klopt het dat er geen antwoord is?"
WHOLE_QUESTION = "Toon uw hele vraag"
OPINION_OF = "Antwoord {}:"
OPINION_GOOD = "Goed"
OPINION_BAD = "Niet goed"
OPINION_THANKS = "Bedankt voor uw oordeel."
OPINION_MORE = "Laat ook mijn vraag bewaren"
OPINION_WHAT_BAD = "Wat was er niet goed aan dit antwoord?"
OPINION_WHAT_GOOD = "Mogen we uw vraag bewaren?"
OPINION_REASON = "Kies wat het best past"
OPINION_REASONS = {
    "onjuist": "Het antwoord is onjuist.",
    "niet volledig": "Het antwoord is niet volledig.",
    "verkeerde bron": "De bron is niet de juiste.",
    "staat er wel in": "Het staat wel in de documenten.",
    "onduidelijk": "Het antwoord is onduidelijk.",
    "anders": "Iets anders.",
}
OPINION_KEEP = "Mijn vraag en dit antwoord mogen bewaard worden om Bronwijzer te verbeteren."
OPINION_KEPT = (
    "Zonder dit vinkje bewaren we alleen uw oordeel, de reden, de dag en de gebruikte bronnen. "
    "Met het vinkje ook uw vraag, de citaten en uw uitleg. Alles blijft op deze server."
)
OPINION_NEVER = (
    "In uw vraag staan gegevens van een persoon. We bewaren ze daarom niet: alleen uw oordeel, de reden en de dag."
)
OPINION_PRIVACY = "Meer over privacy (nieuw venster)"
OPINION_WORDS = "Uw uitleg (hoeft niet)"
OPINION_WORDS_HINT = "Schrijf geen namen of andere gegevens van personen."
OPINION_SEND = "Verstuur"
OPINION_CANCEL = "Annuleer"
OPINION_FAILED = "Uw oordeel kon niet worden bewaard. Probeer het later opnieuw."
BAD_FIELDS = "De server begreep dit bericht niet. Laad de pagina opnieuw en probeer het nog eens."
HELP_FEEDBACK = "Tel wat gebruikers van de antwoorden vonden."
HELP_EVAL_CANDIDATES = "Maak nieuwe goudvragen van wat gebruikers lieten bewaren; een evaluator vult ze aan."
HELP_EVAL_CANDIDATES_OUT = "Bestand waar ze bij komen (standaard: op het scherm)."
NO_OPINIONS = "Nog niemand gaf een oordeel."
NO_REASON = "(geen reden gegeven)"
OPINION_WEEKS = "week         goed  niet goed"


def words_hold(kinds: Sequence[str]) -> str:
    named = " en ".join(f"een {kind}" for kind in kinds)
    return f"In uw uitleg {'staan' if len(kinds) > 1 else 'staat'} {named}. Haal dat weg en verstuur opnieuw."


def opinion_not_kept(folder: Path, error: str) -> str:
    return f"Een oordeel kon niet worden bewaard in {folder} ({error}). Kijk de rechten en de vrije ruimte na."


def opinions_counted(count: int, good: int) -> str:
    noun = "oordeel" if count == 1 else "oordelen"
    return f"{number(count)} {noun}: {number(good)} goed, {number(count - good)} niet goed."


def week(year: int, week: int) -> str:
    return f"{year}-{week:02}"


def candidates_found(count: int, kept: int) -> str:
    found = "1 nieuwe kandidaat" if count == 1 else f"{number(count)} nieuwe kandidaten"
    return f"{found}, uit {number(kept)} {'bewaarde vraag' if kept == 1 else 'bewaarde vragen'}."


# --- waarom dit antwoord --------------------------------------------------------------------------------------------

WHY = "Waarom dit antwoord?"
WHY_NONE = "Waarom geen antwoord?"
WHY_READ = "Hoe uw vraag gelezen is"
WHY_WORDS = "Woorden waarop gezocht is"
WHY_WORDS_HINT = (
    "Er is gezocht op deze woorden, hun andere vormen, delen van lange woorden en woorden die hetzelfde betekenen. "
    "Er is ook gezocht op betekenis: passages die over hetzelfde gaan, ook als er andere woorden staan. "
    "Een zeldzaam woord telt zwaarder dan een woord dat overal staat. "
    "Bij het aantal telt een woord niet mee als er alleen een deel van staat."
)
WHY_NO_WORDS = "Er is niet op losse woorden gezocht: het hele document is bekeken."
WHY_FOUND = "Wat er gevonden is"
WHY_FOUND_HINT = "Per passage ziet u de zin die het best past. De woorden van uw vraag zijn vet en onderstreept."
WHY_SURE = "Hoe zeker dit is"
WHY_NOT_SEARCHED = "Er is niet in de documenten gezocht. De reden staat hierboven."
WHY_OLD = "Waarom dit antwoord? Dat staat alleen bij uw laatste vragen."
WHY_FATES = {
    "gebruikt": "Gebruikt in het antwoord",
    "zegt hetzelfde": "Niet apart gebruikt: zegt hetzelfde in dezelfde woorden",
    "ander thema": "Niet gebruikt: bevat te weinig van uw vraag",
    "past veel minder": "Niet gebruikt: past veel minder goed",
    "past minder": "Niet gebruikt: past minder goed",
    "past bijna even goed": "Niet gebruikt: past ongeveer even goed, maar er zijn al zinnen genoeg gekozen",
}
WHY_NEAR_FATES = {
    "ander thema": "Bevat te weinig van uw vraag",
    "past veel minder": "Past minder goed dan de andere passages",
    "past minder": "Past minder goed dan de beste passage",
    "past bijna even goed": "Komt het dichtst in de buurt",
}
WHY_SHAPES = {
    "vergelijking": "U vergelijkt. Daarom is van elke organisatie apart de zin gekozen die het best past.",
    "lijst": "U vraagt om een opsomming. Daarom is de opsomming gekozen die het best bij uw vraag past.",
    "voorstel": "U vraagt naar voorstellen. Daarom gaan zinnen voor die iets voorstellen of vragen.",
    "wie vindt dat": "U vraagt wie iets vindt. Daarom gaan zinnen voor waarin iemand een kant kiest.",
    "referentie": "U vraagt naar een beslissing of een datum. Daarom gaan beslissingen met hun datum voor.",
    "ja of nee": "U vraagt of iets zo is. “Ja” of “nee” staat er alleen als een zin het duidelijk zegt.",
    "waarom": "U vraagt naar een reden. Daarom gaan zinnen voor die een reden geven.",
    "samenvatting": "U vraagt om een samenvatting. Daarom is uit elk deel de zin gekozen die er het meest over zegt.",
    "definitie": "U vraagt wat iets betekent. Daarom gaan zinnen voor die het uitleggen.",
    "feit": "De zin die het best past is gekozen, met zinnen die er bijna even goed bij passen.",
}
WHY_WRITER = "Een taalmodel schreef de zinnen. Elke zin is daarna nagekeken bij de bron."
WHY_CERTAIN = {
    "te vaag": "De vraag is te kort of te algemeen om in de documenten te zoeken.",
    "niet in de documenten": "Geen enkele zin past goed genoeg bij uw vraag.",
    "alleen aangrenzende informatie": (
        "De documenten gaan wel over het thema. Maar wat u precies vraagt, staat er niet bij."
    ),
    "naam komt niet voor": "Een naam uit uw vraag komt in de documenten niet voor als bron of onderwerp.",
    "buiten onderwerp": "De meeste woorden van uw vraag komen in de documenten niet voor.",
}


def why_word(read_as: Sequence[str], frequency: int, passages: int) -> str:
    """Behind a word: what it was read as, and how often it stands in the documents."""
    read = f", gelezen als {' of '.join(f'“{one}”' for one in read_as)}" if read_as else ""
    if not frequency:
        return f"{read}: staat in geen enkel document"
    share = frequency / max(1, passages)
    rare = "zeldzaam" if share <= 0.03 else "niet vaak" if share <= 0.15 else "vaak"
    return f"{read}: {rare} (in {number(frequency)} van de {number(passages)} passages)"


def why_ranks(by_meaning: int | None, by_words: int | None) -> str:
    """The place of a passage in both searches."""
    found = (("betekenis", by_meaning), ("woorden", by_words))
    places = (f"{f'nummer {at}' if at else 'niet bij de beste'} op {kind}" for kind, at in found)
    return f"Bij het zoeken: {', '.join(places)}."


def why_fit(fit: float) -> str:
    return f"De zin past voor {round(100 * fit)}% zo goed als de beste zin."


def why_missing(words: Sequence[str]) -> str:
    return f"Staat hier niet: {', '.join(f'“{word}”' for word in words)}."


def why_chance(chance: float | None, enough: float, answered: bool) -> str:
    bar = f"Onder {round(100 * enough)} op 100 geeft Bronwijzer geen antwoord."
    if chance is None:
        return (
            "Hier is geen kans berekend: dat was voor deze vraag niet nodig."
            if answered
            else "Hier is geen kans berekend: aan uw vraag was al te zien dat er geen antwoord is."
        )
    said = (
        "groot" if chance >= 0.95 else "vrij groot" if chance >= 0.85 else "redelijk" if chance >= enough else "klein"
    )
    percent = min(99, max(1, round(100 * chance)))
    return (
        f"De kans dat het antwoord hierin staat, is {said}: ongeveer {percent} op 100. {bar} "
        "Die kans is gemeten op vragen waarvan het juiste antwoord bekend is."
    )


# --- settings -----------------------------------------------------------------------------------------------------


def config_missing(file: Path) -> str:
    return f"Het instellingenbestand {file} bestaat niet. Pas BRONWIJZER_CONFIG aan of laat het weg."


def config_unreadable(file: Path, reason: str) -> str:
    return f"Het instellingenbestand {file} is niet te lezen: {reason}. Verbeter het of haal het weg."


def unknown_keys(file: Path, unknown: Sequence[str], allowed: Sequence[str]) -> str:
    return f"{file}: onbekende instelling {listing(unknown)}. Mogelijk zijn: {', '.join(allowed)}."


def unknown_variables(names: Sequence[str]) -> str:
    return f"Onbekende omgevingsvariabele {listing(names)}. Kijk de naam na of haal ze weg."


def bad_port(value: str) -> str:
    return f"De poort “{value}” is geen getal van 1 tot 65535."


def bad_writer(value: str) -> str:
    return f"De schrijver “{value}” bestaat niet. Kies extractive, transformers:NAAM of openai:ADRES#MODEL."


def bad_seconds(value: str) -> str:
    return f"“{value}” is geen aantal seconden van 0 tot 3600 (BRONWIJZER_WRITER_SECONDS)."


def not_encrypted(host: str) -> str:
    return f"De server {host} staat buiten uw netwerk: gebruik een adres dat met https:// begint."


def consent_for_another(consent: str, host: str) -> str:
    there = f"de ingestelde server is {host}" if host else "er is geen server buiten uw netwerk ingesteld"
    return f"BRONWIJZER_CONSENT geeft toestemming voor “{consent}”, maar {there}. Pas de instelling aan of laat ze weg."


def not_a_text(name: str) -> str:
    return f"De instelling {name} moet een tekst zijn, tussen aanhalingstekens."


def listing(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


# --- a new index under a running server, and the tab Beheer -------------------------------------------------------

INDEX_NOT_OPENED = "ze kan niet worden geopend."


def index_not_taken_up(reason: str) -> str:
    return f"De nieuwe index is niet in gebruik genomen: {reason} De vorige blijft antwoorden."


TAB_MANAGE = "Beheer"
ONLY_MANAGERS = "Dit onderdeel is alleen voor beheerders. Meld u aan als beheerder."
UPLOADED_LABEL = "toegevoegd"  # stands in front of the names of documents that were added on the page

INDEX_HEADING = "Index"
REINDEX = "Opnieuw indexeren"
REINDEX_STOP = "Stop het indexeren"
REINDEX_MEANWHILE = (
    "Iedereen kan ondertussen verder vragen stellen. U mag deze pagina sluiten: het indexeren gaat door."
)
REINDEX_STOPPED = (
    "Het indexeren is gestopt. De vorige index blijft antwoorden. Wat al berekend is, hoeft niet nog eens."
)
REINDEX_REFUSED = (
    "Het indexeren is klaar, maar de server kan de nieuwe index niet in gebruik nemen. De vorige blijft antwoorden. "
    "Vraag uw systeembeheerder in het logboek van de server te kijken."
)
TAKING_UP = "De nieuwe index wordt in gebruik genomen…"
STEP_STARTING = "Beginnen"
STEPS = {
    "bestanden": "Bestanden lezen",
    "passages": "Passages berekenen",
    "zinnen": "Zinnen berekenen",
    "woorden": "Woorden verzamelen",
}

UPLOAD_HEADING = "Documenten toevoegen"
UPLOAD_CHOOSE = "Kies bestanden"
UPLOAD_REPLACE = "Een bestand met dezelfde naam vervangen"
UPLOAD_SENDING = "Versturen:"
UPLOAD_READING = "Nalezen:"
UPLOAD_FAILED = "is niet toegevoegd: de verbinding met de server viel weg. Probeer het opnieuw."
UPLOAD_TOO_LARGE = "Dit bestand is te groot. Splits het op in kleinere bestanden."
UPLOAD_NO_NAME = "Dit bestand heeft geen bruikbare naam. Geef het een andere naam en voeg het opnieuw toe."
UPLOAD_BROKE = "De map met toegevoegde documenten kon niet worden bewerkt."
UPLOAD_INDEXED = "in de index"
UPLOAD_WAITING = "nog niet in de index"
UPLOAD_DESCRIBED = "in de index, maar met andere gegevens"
UPLOADS_NONE = "Er zijn nog geen documenten toegevoegd."
SKIPPED_WORDS = "is overgeslagen:"  # as ingest says it of a file in a folder
REFUSED_WORDS = "is niet toegevoegd:"

ENTRY_LABEL = "Gegevens van"
ENTRY_SAVE = "Gegevens bewaren"
ENTRY_SAVED = "Bewaard. Klik op “Opnieuw indexeren” om de gegevens bij antwoorden te tonen."
ENTRY_BROKEN = (
    "Het overzicht sources.toml in de map met toegevoegde documenten is beschadigd. Verbeter het of haal het weg."
)
ENTRY_NO_KIND = "Kies een soort uit de lijst."
FIELD_TITLE = "Titel"
FIELD_PUBLISHER = "Uitgever"
FIELD_DATE = "Datum (zoals 2024-03-05, 2024 of 2024-2030; leeg als niemand het weet)"
FIELD_KIND = "Soort"
FIELD_AI = "Door AI opgesteld (staat dan bij elk citaat)"
REMOVE_FILE = "Verwijderen…"
REMOVE_YES = "Ja, verwijder het bestand"

LOG_ADDED, LOG_REPLACED, LOG_REMOVED, LOG_DESCRIBED = "toegevoegd", "vervangen", "verwijderd", "gegevens ingevuld"

HOLDINGS_HEADING = "Wat er gelezen is"
HOLDINGS_TABLE = "Tabel met alle documenten"
HOLDINGS_COLUMNS = ("Bestand", "Titel", "Uitgever", "Soort", "Datum", "Bladzijden", "Passages", "Na te kijken")
NOTHING = "–"
ORDER = "Sorteer op"
ORDER_GO = "Sorteer"
HOLDINGS_ORDERS = {
    "naam": "bestandsnaam",
    "uitgever": "uitgever",
    "datum": "datum, nieuwste eerst",
    "aandacht": "eerst wat na te kijken is",
}
PAGES_LABEL = "Bladzijden van de tabel"


def index_made(moment: str) -> str:
    """From 2024-03-05T14:30:00+01:00."""
    day, _, clock = moment.partition("T")
    written = "/".join(reversed(day.split("-")))
    return f"De index is het laatst bijgewerkt op {written} om {clock[:5].replace(':', '.')} uur."


def uploads_waiting(count: int) -> str:
    few = "1 wijziging staat" if count == 1 else f"{number(count)} wijzigingen staan"
    return f"{few} nog niet in de index. Klik op “{REINDEX}”."


def uploads_heading(count: int) -> str:
    return f"Toegevoegde documenten ({number(count)})"


def upload_hint(most: int) -> str:
    return (
        f"Pdf, Word (.docx), OpenDocument (.odt), webpagina’s, Markdown en tekst, tot {most >> 20} MB per bestand. "
        "Elk bestand wordt meteen nagelezen. Vul daarna in van wie het is, en klik op “Opnieuw indexeren”."
    )


def upload_added(name: str) -> str:
    return f"{name} is toegevoegd."


def upload_replaced(name: str) -> str:
    return f"{name} is vervangen."


def upload_too_large(name: str, most: int) -> str:
    return f"{name} is niet toegevoegd: het is groter dan {most} MB. Splits het op in kleinere bestanden."


def upload_disk_full(name: str) -> str:
    return f"{name} is niet toegevoegd: de schijf van de server is bijna vol. Maak plaats vrij en probeer het opnieuw."


def upload_name_taken(name: str) -> str:
    return f"{name} bestaat al. Kruis “{UPLOAD_REPLACE}” aan, of geef het nieuwe bestand een andere naam."


def upload_double(name: str, there: str) -> str:
    return f"{name} is niet toegevoegd: precies hetzelfde bestand staat er al, als {there}. U hoeft niets te doen."


def upload_unknown(name: str) -> str:
    return f"Er is geen toegevoegd document met de naam “{name}”. Laad de pagina opnieuw."


def upload_unwritable(reason: str) -> str:
    why = reason.rstrip(".")
    return f"Het bestand is niet toegevoegd: de server kan het niet bewaren ({why}). Vraag uw systeembeheerder raad."


def uploads_unwritable(reason: str) -> str:
    why = reason.rstrip(".")
    return f"Dit is niet gelukt: de server kan de map met documenten niet bewerken ({why}). Vraag uw beheerder raad."


def uploads_in_the_way(uploads: Path, folder: Path) -> str:
    return (
        f"Toegevoegde documenten kunnen niet in {uploads} staan: die map overlapt met {folder}. "
        "Kies een andere map met BRONWIJZER_UPLOADS."
    )


def bad_megabytes(value: str) -> str:
    return f"“{value}” is geen aantal megabytes van 1 tot 200 (BRONWIJZER_UPLOAD_MB)."


def entry_too_long(most: int) -> str:
    return f"Een van de velden is te lang: gebruik hoogstens {most} tekens."


def entry_no_date(value: str) -> str:
    return f"“{value}” is geen datum. Schrijf 2024-03-05, 2024-03, 2024 of 2024-2030, of laat het veld leeg."


def remove_sure(name: str) -> str:
    return f"{name} verdwijnt van de server, en na het indexeren ook uit de antwoorden. U kunt dit niet ongedaan maken."


def removed(name: str) -> str:
    return f"{name} is verwijderd. Klik op “{REINDEX}” om het ook uit de antwoorden te halen."


def step_of(step: str) -> str:
    return f"Bezig met indexeren: {step.lower()}"


def of_total(done: int, total: int) -> str:
    return f"{number(done)} van {number(total)}"


def reindex_done(seconds: float, unread: int) -> str:
    left = (
        ""
        if not unread
        else f" {'1 bestand is' if unread == 1 else f'{number(unread)} bestanden zijn'} niet gelezen: zie hieronder."
    )
    return f"Klaar in {duration(max(1, seconds))}. De index is in gebruik.{left}"


def reindex_failed(trouble: str) -> str:
    why = trouble or "het programma stopte onverwacht."
    return f"Het indexeren is niet gelukt: {why} De vorige index blijft antwoorden."


def reindex_not_started(reason: str) -> str:
    return f"het programma kan niet starten ({reason.rstrip('.')})."


def unread_heading(count: int) -> str:
    return f"Niet gelezen ({number(count)})"


def more_unread(count: int) -> str:
    return f"En nog {number(count)} andere. Het volledige verslag toont `bronwijzer index`."


def holdings_shown(count: int, page: int, pages: int, remarkable: int) -> str:
    noun = "document" if count == 1 else "documenten"
    where = f", bladzijde {page} van {pages}" if pages > 1 else ""
    check = f" Bij {number(remarkable)} is iets na te kijken." if remarkable else ""
    return f"{number(count)} {noun}{where}.{check}"


def lacking(fields: Sequence[str]) -> str:
    return f"Niet ingevuld: {', '.join(fields)}"


def twins(names: Sequence[str]) -> str:
    return f"Hetzelfde bestand als {', '.join(names[:3])}{', …' if len(names) > 3 else ''}"


# --- the command line ---------------------------------------------------------------------------------------------

HELP = "Antwoordt op vragen over beleidsdocumenten en wijst voor elke zin de bron aan."
HELP_EPILOG = "Instellen gaat met bronwijzer.toml of met BRONWIJZER_… in de omgeving (zie README.md)."
HELP_INDEX = "Lees de documenten van een of meer mappen en maak de index."
HELP_INDEX_FOLDER = "Mappen of bestanden (standaard: wat is ingesteld)."
HELP_INDEX_EPILOG = (
    "Alleen wat nieuw of gewijzigd is, wordt gelezen. Wat niet meer in de mappen staat, verdwijnt uit de index."
)
HELP_INDEX_TO = "Map waarin de index komt."
HELP_ASK = "Beantwoord één vraag, of een heel bestand met vragen."
HELP_ASK_QUESTION = "De vraag, tussen aanhalingstekens."
HELP_ASK_JSON = "Schrijf het antwoord als JSON."
HELP_ASK_BATCH = "Bestand met één JSON-object per regel: id, question en eventueel history."
HELP_ASK_CONSENT = "Sta toe dat de vraag en de gevonden passages naar de ingestelde server buiten uw netwerk gaan."
HELP_ASK_OUT = "Bestand voor de antwoorden, in dezelfde volgorde."
HELP_EVAL = "Meet de kwaliteit op de goudvragen."
HELP_EVAL_GOLD = "Bestand of map met goudvragen (standaard: de meegeleverde)."
HELP_EVAL_OUT = "Waar de uitkomsten komen: een bestand .json of een map (standaard: eval/runs)."
HELP_EVAL_TYPES = "Alleen deze soorten vragen, met komma's ertussen."
HELP_EVAL_SPLIT = "Alleen dit deel van de goudvragen: develop of untouched."
HELP_SERVE = "Start het chatvenster en de API op deze computer."
HELP_SERVE_HOST = "Adres waarop de pagina bereikbaar is."
HELP_SERVE_PORT = "Poort waarop de pagina bereikbaar is."
HELP_SHOW = "Toon hoe een document is ingedeeld, of de volledige tekst."
HELP_SHOW_SOURCE = "Naam van het bestand, of een deel ervan."
HELP_SHOW_TEXT = "Toon de tekst waarin begin en einde van elk citaat wijzen."
HELP_SOURCES_CHECK = "Zeg van welk document titel, uitgever, datum of soort ontbreekt, en hoe u dat invult."
HELP_SOURCES = "Som de documenten in de index op."
HELP_EVAL_FAILURES = "Toon ook elke vraag die niet goed werd beantwoord."
HELP_WORDS = (  # what the help pages of the command line library say, and what they say here
    ("Usage:", "Gebruik:"),
    ("[OPTIONS]", "[OPTIES]"),
    ("COMMAND [ARGS]...", "OPDRACHT [...]"),
    ("\nArguments:", "\nWat u meegeeft:"),
    ("\nOptions:", "\nOpties:"),
    ("\nCommands:", "\nOpdrachten:"),
    ("Show this message and exit.", "Toon deze uitleg en stop."),
    ("  [required]", ""),
)

STOPPED = "Gestopt."
CRASHED = "Er ging iets mis dat wij niet hadden voorzien: {}. Met BRONWIJZER_DEBUG=1 ziet u de details."
OUT_IS_BATCH = "De antwoorden kunnen niet in het bestand met de vragen komen. Geef met --out een ander bestand."
ASK_ONE_OR_BATCH = "Geef een vraag tussen aanhalingstekens, of --batch VRAGEN samen met --out ANTWOORDEN."
NO_HEADING = "(zonder titel)"
ONE_FAILED = "Een vraag liep fout."
ANSWERING = "Vragen beantwoorden"


def usage_error(kind: str, name: str, command: str) -> str:
    """A Dutch sentence for what the command line library found wrong."""
    known = {
        "NoSuchCommand": f"De opdracht “{name}” bestaat niet.",
        "NoSuchOption": f"De optie “{name}” bestaat niet.",
        "MissingParameter": f"{name} ontbreekt.",
        "BadParameter": f"De waarde voor {name} kan niet.",
        "BadOptionUsage": f"De optie “{name}” is niet volledig.",
    }
    return f"{known.get(kind, 'Zo werkt deze opdracht niet.')} Zie: {command} --help"


def indexed(documents: int, passages: int, place: str) -> str:
    noun = "document" if documents == 1 else "documenten"
    parts = "1 passage" if passages == 1 else f"{number(passages)} passages"
    return f"Klaar: {number(documents)} {noun}, {parts}. De index staat in {place}."


READING = "bestanden"
INDEX_NEW = "nieuw gelezen"
INDEX_CHANGED = "gewijzigd"
INDEX_UNCHANGED = "ongewijzigd"
INDEX_REMOVED = "niet meer in de map, uit de index gehaald"
INDEX_KEPT = "nu niet te lezen, vorige versie behouden"
INDEX_UNREAD = "overgeslagen"
INDEX_SKIPPED = "Overgeslagen:"
INDEX_STAYS = "Wat er de vorige keer van gelezen is, blijft in de index."
INDEX_REMARKS = "Opmerkingen:"
INDEX_MISSING = "Niet ingevuld in sources.toml (dan staat het niet, of misschien verkeerd, bij een citaat):"
INDEX_STOPPED = (
    "Onderbroken. De vorige index blijft werken. Wat al berekend is, hoeft de volgende keer niet opnieuw: "
    "begin gewoon weer met `bronwijzer index`."
)
FIELDS = {"title": "titel", "publisher": "uitgever", "date": "datum", "kind": "soort"}


SOURCES_HOW = (
    "Zet dit in het bestand sources.toml, naast de documenten, vul aan wat leeg is en kijk de rest na. "
    'Geldt iets voor veel bestanden? Gebruik dan een patroon, zoals ["besluiten/*.pdf"], of ["*"] voor de hele map.'
)
SOURCES_BESIDE = (  # a comment of TOML: it may be pasted along
    "# Hebt u meer dan één map opgegeven, of zet u dit in de sources.toml van een map daarin?\n"
    "# Laat dan de naam van die map weg: naast het document zelf wordt {name} dus {short}."
)
SOURCES_LACK = "ontbreekt"
SOURCES_FOUND = "uit het bestand, door niemand nagekeken"
SOURCES_COMPLETE = "Van elk document staan titel, uitgever, datum en soort in sources.toml."
SOURCES_CHECK_THIS = "uit het bestand: kijk na"
SOURCES_FILL = {
    "title": "hoe het document heet",
    "publisher": "wie het uitgeeft",
    "date": "bijvoorbeeld 2024-03-05, 2024 of 2024-2030; leeg als niemand het weet",
    "kind": "bijvoorbeeld memorandum, nota, beslissing, wetgeving, verslag, webpagina",
}


def sources_incomplete(count: int) -> str:
    return f"Bij {'1 document is' if count == 1 else f'{count} documenten is'} niet alles ingevuld (zie hierboven)."


def same_for(names: Sequence[str], count: int) -> str:
    more = ", …" if count > len(names) else ""
    return f"Hetzelfde geldt voor {number(count)} andere: {', '.join(names)}{more}"


def all_unreadable(folders: Sequence[Path]) -> str:
    return f"Geen enkel document in {', '.join(map(str, folders))} kon worden gelezen. De index is niet veranderd."


def progress_line(step: str, done: int, total: int, rate: float, seconds_left: float) -> str:
    left = f", {time_left(seconds_left)}" if done < total else ""
    return f"{step}: {number(done)} van {number(total)} ({pace(rate)}{left})"


def pace(rate: float) -> str:
    return f"{rate:.0f} per seconde" if rate >= 1 else f"{60 * rate:.0f} per minuut"


def time_left(seconds: float) -> str:
    return f"nog {duration(seconds)}"


def duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconden"
    return f"{seconds / 60:.0f} minuten"


def ready(address: str) -> str:
    return f"Bronwijzer staat klaar op {address} (stoppen met Ctrl-C)."


def port_busy(host: str, port: int) -> str:
    return f"Poort {port} op {host} is al in gebruik. Kies een andere, bijvoorbeeld: bronwijzer serve --port {port + 1}"


def host_unknown(host: str) -> str:
    return f"Het adres “{host}” bestaat niet op deze computer. Gebruik --host 127.0.0.1"


def port_forbidden(port: int) -> str:
    return f"Poort {port} mag u niet gebruiken. Kies een hogere, bijvoorbeeld: bronwijzer serve --port 7860"


def bad_line(file: Path, line: int, reason: str) -> str:
    return f"{file}, regel {line}: {reason}"


NOT_UTF8 = "het is geen UTF-8."
NOT_JSON = "geen geldige JSON. Schrijf op elke regel één JSON-object."
NOT_AN_OBJECT = "geen JSON-object. Schrijf op elke regel één JSON-object."
NO_QUESTION = "“question” ontbreekt of is geen tekst."
BAD_ID = "“id” moet een tekst of een getal zijn."
BAD_HISTORY = "“history” moet een lijst zijn van objecten met “role” (user of assistant) en “content” (tekst)."
QUESTIONS_FAILED = "{} van de {} vragen liepen fout; ze staan in het bestand met reden “fout”."


def question_failed(id: str) -> str:
    return f"Vraag {id} liep fout."


def answered(count: int, file: Path) -> str:
    return f"{count} {'antwoord' if count == 1 else 'antwoorden'} geschreven in {file}."


def file_unreadable(file: Path, reason: str) -> str:
    return f"{file} is niet te lezen: {reason}"


def file_unwritable(file: Path, reason: str) -> str:
    return f"{file} is niet te schrijven: {reason}"


def index_among_documents(index: Path, folder: Path) -> str:
    return (
        f"De index kan niet in {index} komen: dat ligt in de map met documenten {folder}. Kies een andere map met --to."
    )


def index_of_another(index: Path) -> str:
    return f"In {index} staat een manifest.json van een ander programma. Kies een andere map met --to."


def folder_unwritable(folder: Path, reason: str) -> str:
    return f"In de map {folder} kan geen index komen: {reason} Kies een andere map met --to."


def no_such_source(wanted: str, known: Sequence[str]) -> str:
    return f"Geen document heet “{wanted}”. Wel: {', '.join(known)}."


def several_sources(wanted: str, found: Sequence[str]) -> str:
    return f"“{wanted}” past op {len(found)} documenten: {', '.join(found)}. Geef een langer stuk van de naam."


def no_gold(types: str, split: str) -> str:
    chosen = " ".join(part for part in (types and f"--types {types}", split and f"--split {split}") if part)
    return f"Er zijn geen goudvragen voor {chosen}."


def eval_options_misplaced(command: str) -> str:
    return f"Deze opties horen niet bij eval {command}. Zie: bronwijzer eval {command} --help"


def saved(file: Path) -> str:
    return f"Alle uitkomsten staan in {file}."


def system_reason(error: OSError) -> str:
    """A short Dutch reason for what the operating system says."""
    if error.errno == errno.ENOSPC:
        return "de schijf is vol."
    known = {
        FileNotFoundError: "het bestand of de map bestaat niet.",
        PermissionError: "u hebt er geen rechten voor.",
        IsADirectoryError: "het is een map.",
        FileExistsError: "er staat al een bestand met die naam.",
        NotADirectoryError: "een deel van het pad is geen map.",
    }
    return known.get(type(error), f"{error.strerror or error}.")


# --- bladeren -----------------------------------------------------------------------------------------------------

BROWSE_VIEWS = "Weergaven van Bladeren"
BROWSE_DOCUMENTS = "Documenten"
BROWSE_SEARCH = "Zoeken in de tekst"
BROWSE_THEMES = "Wie zegt hoeveel waarover"
CHOICES = {
    "weergave": "weergave",
    "uitgever": "uitgever",
    "soort": "soort",
    "volgorde": "volgorde",
    "toon": "weergave van de cijfers",
    "wat": "keuze van de zinnen",
    "document": "document",
    "van": "jaar",
    "tot": "jaar",
    "blad": "blad",
    "thema": "thema",
}
ORDERS = {"uitgever": "Uitgever", "nieuwste": "Nieuwste eerst", "oudste": "Oudste eerst", "titel": "Titel"}
MEASURES = {"aantal": "aantal zinnen", "aandeel": "aandeel van de eigen zinnen"}
COUNTED = {"alles": "alle zinnen", "voorstellen": "alleen voorstellen"}
ALL_PUBLISHERS = "Alle uitgevers"
ALL_KINDS = "Alle soorten"
SORT = "Volgorde"
SINCE = "Van jaar"
UNTIL = "Tot en met jaar"
ANY_YEAR = "Maakt niet uit"
SHOW_CHOICE = "Toon"
CLEAR_CHOICE = "Wis de keuzes"
PREVIOUS_PAGE = "Vorige"
NEXT_PAGE = "Volgende"
PAGES_NAV = "Bladen"
NO_DOCUMENTS_CHOSEN = "Geen enkel document past bij deze keuzes. Maak een keuze ruimer."
ALL_DOCUMENTS = "Alle documenten"
READ_WHOLE = "Lees het hele document"
SEARCH_IN_DOCUMENT = "Zoek in dit document"
SECTIONS = "Onderdelen"
SECTION_START = "Begin van dit onderdeel"
STANDPOINTS = "Voorstellen en standpunten"
STANDPOINTS_HOW = (
    "Dit zijn de zinnen die iets voorstellen, vragen of verwachten, of een standpunt geven. De computer herkende ze "
    "aan hun woorden en hun plaats. Lees ze altijd na in het document."
)
NO_STANDPOINTS = "In dit document herkende de computer geen voorstellen of standpunten."
SEARCH_LABEL = "Woorden die u zoekt"
SEARCH_HINT = (
    "U vindt ook andere vormen van een woord, samenstellingen en afkortingen. "
    "Zet woorden tussen aanhalingstekens om ze precies zo te zoeken."
)
SEARCH_BUTTON = "Zoek"
SEARCH_FIRST = "Typ een of meer woorden. U krijgt elke plaats waar ze staan."
NEAR_HEADING = "Wel dicht bij"
NEAR_SOME = "Geen enkele passage bevat al deze woorden. Deze passages bevatten er een deel van."
NEAR_MEANING = "Deze passages bevatten uw woorden niet. Ze gaan misschien over iets wat erop lijkt."
FOUND_IN_TITLE = "De woorden staan in de titel of de naam van de uitgever, niet in deze passage zelf."
FOUND_AS = "Gevonden als:"
MAP_CORPUS = (
    "De thema’s van Bronwijzer komen in deze documenten weinig voor. Daarom tonen wij ook woorden uit de koppen."
)
MAP_EMPTY = "In deze documenten vonden wij geen thema’s."
MAP_TOTAL = "Samen"
MAP_ALL = "Alle zinnen van de uitgever"
MAP_ALL_WISHES = "Alle voorstellen van de uitgever"
MAP_THEME = "Thema"
MAP_REGION = "Tabel met thema’s en uitgevers. U kunt ze verschuiven."
MAP_MEASURE = "Toon"
MAP_COUNTED = "Tel"
MAP_EXPORT = "Bewaar als CSV (voor Excel)"
MAP_HOW = "Wat telt deze tabel?"
MAP_CLOSE = "Sluit de lijst"
MAP_FILE = "themas-per-uitgever.csv"
MAP_COLUMNS = (
    "Thema",
    "Uitgever",
    "Zinnen over het thema",
    "Alle zinnen van de uitgever",
    "Aandeel",
    "Voorstellen over het thema",
    "Alle voorstellen van de uitgever",
    "Aandeel van de voorstellen",
    "Opmerking",
)
MAP_MADE = "Automatisch geteld door Bronwijzer, een computerprogramma. Kijk de bron na."
WISH_BADGE = "voorstel"


def unknown_choice(what: str, value: str) -> str:
    shown = value if len(value) <= 60 else value[:60] + "…"
    return f"“{shown}” kennen wij niet als {what}. Die keuze telt niet mee."


def query_too_long(most: int) -> str:
    return f"Wij zochten alleen op de eerste {most} tekens. Gebruik minder woorden."


def page_of(here: int, last: int) -> str:
    return f"Blad {number(here)} van {number(last)}"


def counted(count: int, one: str, more: str) -> str:
    return f"{number(count)} {one if count == 1 else more}"


def documents_chosen(count: int) -> str:
    return f"{counted(count, 'document', 'documenten')}"


def document_counts(sections: int, standpoints: int, pages: int) -> str:
    parts = [
        counted(sections, "onderdeel", "onderdelen"),
        counted(standpoints, "voorstel of standpunt", "voorstellen en standpunten"),
    ]
    return " · ".join([*parts, *([counted(pages, "bladzijde", "bladzijden")] if pages else [])])


def words_found(query: str, passages: int, documents: int, *, more: bool) -> str:
    where = f"{counted(passages, 'passage', 'passages')}"
    if more:
        best = f"U ziet de {number(documents)} best passende documenten; zoek gerichter voor de rest."
        return f"{where} voor “{query}”. {best}"
    return f"{where} in {counted(documents, 'document', 'documenten')} voor “{query}”."


def words_not_found(query: str) -> str:
    return f"Niets gevonden voor “{query}”."


def words_too_common(query: str) -> str:
    return f"“{query}” is te algemeen: zulke woorden staan overal. Zoek op een woord dat zegt waarover het gaat."


def words_unknown(unknown: Sequence[str]) -> str:
    named = " en ".join(f"“{word}”" for word in unknown)
    return f"{named} {'staat' if len(unknown) == 1 else 'staan'} in geen enkel document."


def taken_for(typed: str, meant: str) -> str:
    return f"“{typed}” staat in geen enkel document. Wij zochten ook op “{meant}”."


def all_in_document(count: int) -> str:
    return f"Toon alle {number(count)} passages in dit document"


def within_document(title: str) -> str:
    return f"Alleen in: {title}"


def map_caption(measure: str, counted: str) -> str:
    unit = {"alles": "zinnen", "voorstellen": "voorstellen"}[counted]
    if measure == "aandeel":
        return f"Hoeveel procent van de eigen {unit} van elke uitgever over een thema gaat"
    return f"Aantal {unit} van elke uitgever over een thema"


def map_how(drawn: bool) -> tuple[str, ...]:
    source = "of uit een kop van de documenten " if drawn else ""
    return (
        "Een zin telt mee voor een thema als er een woord in staat uit de woordenlijst van dat thema "
        f"{source}(ook in een andere vorm, of als deel van een samenstelling). "
        "Een zin die alleen onder een kop over het thema staat, telt niet mee. "
        "Een zin kan bij meer dan één thema horen.",
        "Lijsten met bronnen en voetnoten tellen niet mee, en ook niet wat een document letterlijk overneemt uit een "
        "regeerakkoord, een wet of een beslissing. Zinnen die in een document terugkomen, tellen één keer.",
        "Bij “aandeel” delen wij door alle zinnen van dezelfde uitgever. Zo weegt een lang document niet zwaarder. "
        "Heeft een uitgever er minder dan 20, dan ziet u geen procenten.",
        "Bij “alleen voorstellen” tellen wij zinnen die iets voorstellen, aanbevelen, vragen of verwachten. "
        "De computer herkent ze aan hun woorden en hun plaats; dat kan fout zijn.",
        "Een hoog cijfer zegt dat iemand er veel over schrijft, niet of die ervoor of ertegen is.",
    )


def map_sampled(read: int, documents: int) -> str:
    return (
        f"Steekproef: er zijn {number(documents)} documenten. De tabel telt er {number(read)}, gelijk gespreid per "
        "uitgever. Alles tellen zou te lang duren. Gebruik het aandeel om te vergelijken."
    )


def map_cut(shown: int, every: int) -> str:
    return f"U ziet de {number(shown)} uitgevers met de meeste zinnen, van {number(every)}."


def cell_said(publisher: str, theme: str, count: int, wishes: bool) -> str:
    unit = ("voorstel", "voorstellen") if wishes else ("zin", "zinnen")
    return f"{counted(count, *unit)} van {publisher} over “{theme}”"


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}".replace(".", ",") + " %" if part else "0 %"


def of_few(part: int, whole: int) -> str:
    return f"{part} van {whole}" if whole else "–"
