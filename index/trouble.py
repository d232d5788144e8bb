"""What can be wrong with the database server, told in Dutch with the remedy; it knows neither questions nor passwords.

psycopg's own words can quote what was asked, so that nothing of them is passed on but the kind of the trouble.
"""

import re
from dataclasses import dataclass

AGAIN = "Probeer het over een minuut opnieuw."
_SEE = "Kijk BRONWIJZER_ENGINE na"


class EngineUnavailable(Exception):
    """The server cannot be used now; `str(error)` says why and what to do, `.retry` whether asking later can help."""

    outcome = "engine"  # what it is counted as

    def __init__(self, sentence: str, *, kind: str = "", retry: bool = False) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.retry = retry

    def __reduce__(self) -> tuple[object, ...]:  # it travels between processes
        return _again, (str(self), self.kind, self.retry)


def _again(sentence: str, kind: str, retry: bool) -> EngineUnavailable:
    return EngineUnavailable(sentence, kind=kind, retry=retry)


@dataclass(frozen=True, slots=True)
class Trouble:
    sentence: str  # with {place}: the server and its database
    later: bool = False  # it may pass by itself: who asks again later may be answered
    soon: bool = False  # it may pass within a second or two: worth a few more tries at once


TROUBLES = {
    "password": Trouble(
        "De databank {place} weigert de gebruiker of het wachtwoord. " + _SEE + ", of het bestand van PGPASSFILE.",
    ),
    "entry": Trouble(
        "De databank {place} laat deze computer of deze gebruiker niet toe. Vraag aan wie de server beheert om "
        "een regel in pg_hba.conf.",
    ),
    "database": Trouble(
        "De server kent de databank {place} niet. " + _SEE + " of maak de databank met `createdb`.",
    ),
    "rights": Trouble(
        "De gebruiker heeft in de databank {place} geen rechten voor wat Bronwijzer wil doen. "
        "Vraag aan wie de server beheert om die rechten (GRANT).",
    ),
    "service": Trouble(
        "De instelling voor de databank verwijst naar een dienst die niet in het servicebestand staat. "
        + _SEE
        + " en het bestand in PGSERVICEFILE.",
    ),
    "name": Trouble(
        "De naam van de server van {place} is niet bekend op het netwerk. " + _SEE + " en het netwerk.", later=True
    ),
    "refused": Trouble(
        "De databank {place} antwoordt niet: er luistert geen server. Start PostgreSQL, of kijk het adres "
        "en de poort na.",
        later=True,
        soon=True,
    ),
    "away": Trouble(
        "De verbinding met de databank {place} is verbroken of komt er niet. "
        + AGAIN
        + " Blijft het zo, kijk dan na of PostgreSQL draait.",
        later=True,
        soon=True,
    ),
    "starting": Trouble("De databank {place} start of stopt net. " + AGAIN, later=True, soon=True),
    "tls": Trouble(
        "De versleutelde verbinding met de databank {place} lukt niet. Kijk sslmode en sslrootcert in "
        "BRONWIJZER_ENGINE na, en het certificaat van de server.",
    ),
    "slow": Trouble("De databank {place} antwoordt te traag. " + AGAIN, later=True),
    "busy": Trouble(
        "De databank {place} heeft het te druk: er zijn te veel verbindingen tegelijk. "
        + AGAIN
        + " Blijft het zo, verhoog dan max_connections of de grens van de gebruiker.",
        later=True,
        soon=True,
    ),
    "full": Trouble(
        "De schijf van de databank {place} is vol. Maak er plaats vrij en begin opnieuw. Wat er stond, "
        "is niet veranderd.",
    ),
    "memory": Trouble("De databank {place} heeft te weinig geheugen. " + AGAIN, later=True),
    "read_only": Trouble(
        "De databank {place} kan nu alleen gelezen worden: er is geen server die schrijft. "
        "Wacht tot de hoofdserver terug is, of zet ook zijn adres in BRONWIJZER_ENGINE.",
        later=True,
    ),
    "conflict": Trouble("De databank {place} was net met iets anders bezig. " + AGAIN, later=True, soon=True),
    "missing": Trouble(
        "In de databank {place} staat geen index, of niet de hele. Maak ze met `bronwijzer index`.", later=True
    ),
    "extension": Trouble(
        "In de databank {place} ontbreekt pgvector. Laat wie de server beheert `CREATE EXTENSION vector` doen "
        "(pgvector 0.8.4 of nieuwer).",
    ),
    "old_extension": Trouble(
        "De databank {place} heeft een oude pgvector, met het lek CVE-2026-3172. "
        "Installeer pgvector 0.8.4 of nieuwer en doe daarna `ALTER EXTENSION vector UPDATE`.",
    ),
    "old_server": Trouble(
        "De server van {place} is een PostgreSQL die ouder is dan 16. Bronwijzer vraagt PostgreSQL 16 of nieuwer."
    ),
    "lagging": Trouble("De databank {place} loopt nog achter op de hoofdserver. " + AGAIN, later=True, soon=True),
    "damaged": Trouble(
        "De databank {place} meldt beschadigde gegevens of een fout van de schijf. Laat wie de server beheert dat "
        "nakijken en zet zo nodig de back-up terug.",
    ),
    "outside": Trouble("De server van {place} laat Bronwijzer niet binnen. Kijk in het logboek van PostgreSQL."),
    "unknown": Trouble(
        "De databank {place} gaf een fout die Bronwijzer niet kent ({code}). Kijk in het logboek van PostgreSQL.",
    ),
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html; the longest beginning that fits counts.
_BY_STATE = {
    "08": "away",
    "25006": "read_only",
    "28": "password",
    "28000": "entry",
    "3D000": "database",
    "3F000": "missing",
    "40": "conflict",
    "42501": "rights",
    "42704": "extension",  # type "halfvec" does not exist
    "42883": "extension",  # its operators
    "42P01": "missing",
    "53": "busy",
    "53100": "full",
    "53200": "memory",
    "53300": "busy",
    "55P03": "conflict",
    "55006": "conflict",
    "57": "away",
    "57014": "slow",
    "57P03": "starting",
    "57P04": "database",
    "58": "damaged",
    "58P01": "damaged",
    "XX": "damaged",
}

# A server tells why it lets nobody in by words alone (libpq passes no code on). The first that is found counts, so that
# of several servers the one that answers is believed before the one that is away.
_BY_WORDS = (
    (r"definition of service|service file", "service"),
    (
        r"password authentication failed|no password supplied|role \".*\" does not exist|authentication failed",
        "password",
    ),
    (r"no pg_hba\.conf entry|pg_hba\.conf rejects|not permitted to log in|permission denied for database", "entry"),
    (r"database \".*\" does not exist|is not currently accepting connections", "database"),
    (r"too many (clients|connections)|remaining connection slots", "busy"),
    (r"starting up|shutting down|in recovery mode|not yet accepting connections", "starting"),
    (r"certificate|SSL|TLS", "tls"),
    (r"session is read-only|session is not read-write|server is in hot standby mode", "read_only"),
    (r"timeout expired|timed out", "slow"),
    (r"Connection refused|No such file or directory", "refused"),
    (r"failed to resolve|could not translate host name", "name"),
    (r"terminating connection|server closed the connection", "away"),
    (r"FATAL", "outside"),
)
_WORDS = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _BY_WORDS)


def trouble(kind: str, place: str, code: str = "") -> EngineUnavailable:
    """A trouble of this kind with the database at `place`."""
    known = TROUBLES[kind]
    return EngineUnavailable(known.sentence.format(place=place, code=code), kind=kind, retry=known.later)


def kind_of(state: str | None, words: str) -> str:
    """The kind of a trouble by its SQLSTATE, or by libpq's words where no connection came about."""
    if state:
        kinds = (_BY_STATE[state[:size]] for size in (5, 2) if state[:size] in _BY_STATE)
        return next(kinds, "unknown")
    return next((kind for pattern, kind in _WORDS if pattern.search(words)), "away")
