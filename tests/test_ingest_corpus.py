"""The five real files: nothing lost, nothing invented, every part in its place."""

import hashlib
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import ingest
from ingest import BlockKind, Document, Kind, read_documents, sentences, split
from ingest.clean import clean_characters

CORPUS = Path(ingest.__file__).parent / "corpus"
ABVV = "vlaams-abvv-memorandum-2024.txt"
VVSG = "vvsg-inclusieve-samenleving-2024.txt"
ZORG = "departement-zorg-lokaal-sociaal-beleid.txt"
ROBOT = "regeringsrobot-regierol-lokale-besturen.txt"
VERBOND = "vlaams-welzijnsverbond-memorandum-2024-2030.txt"
NAMES = [ZORG, ROBOT, ABVV, VERBOND, VVSG]


# Sentences with a heading in the middle, in the file.
INTERRUPTED = [
    "Procedures dienen niet alleen te informeren over het aanbod en wederzijdse engagementen of verwachtingen.",
    "De voorbeelden die we geven zijn dan ook gericht op deze doelgroep en dienen ter illustratie van een breder"
    " inclusief verhaal.",
]


@cache
def corpus() -> dict[str, Document]:
    return {d.source: d for d in read_documents(CORPUS) if isinstance(d, Document)}


def squeeze(text: str) -> str:
    """Only letters and figures: what joining words and folding white space leave alone."""
    return re.sub(r"[\W_]", "", text)


def paths(name: str) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(block.heading for block in corpus()[name].blocks))


def test_all_five_files_are_read_and_described() -> None:
    assert sorted(corpus()) == sorted(NAMES)
    for name, document in corpus().items():
        assert document.sha256 == hashlib.sha256((CORPUS / name).read_bytes()).hexdigest()
        assert f'sha256 = "{document.sha256}"' in (CORPUS / "sources.toml").read_text(encoding="utf-8")
        assert document.title
        assert document.publisher
        assert document.speaker.split()[0] in {"de", "het"}
        assert document.aliases
        assert all(alias == alias.lower() for alias in document.aliases)


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_is_lost_and_none_is_added(name: str) -> None:
    source = clean_characters((CORPUS / name).read_text(encoding="utf-8"))
    letters = [Counter(c for c in text if c.isalpha()) for text in (source, corpus()[name].text)]
    # the marks of bullets of the kind "o" stand in both texts
    assert letters[0] == letters[1]


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_stands_letter_for_letter_in_the_file(name: str) -> None:
    source = squeeze(clean_characters((CORPUS / name).read_text(encoding="utf-8")))
    missing = [s.text for s in sentences(corpus()[name]) if squeeze(s.text) not in source]
    assert missing == (INTERRUPTED if name == VERBOND else [])


@pytest.mark.parametrize("name", NAMES)
def test_spans_hold_and_blocks_stand_in_order(name: str) -> None:
    document = corpus()[name]
    assert all(a.end <= b.start for a, b in zip(document.blocks, document.blocks[1:], strict=False))
    assert all(a.end <= b.start for a, b in zip(document.sections, document.sections[1:], strict=False))
    for block in document.blocks:
        assert any(
            s.start <= block.start and block.end <= s.end and (block.repeats or s.heading == block.heading)
            for s in document.sections
        )
        assert block.lead is None or document.text[block.lead[0] : block.lead[1]].strip()
    for sentence in sentences(document):
        assert document.text[sentence.start : sentence.end] == sentence.text
    for passage in split(document):
        assert document.text[passage.start : passage.end] == passage.text
        assert len(passage.text.split()) <= 170


@pytest.mark.parametrize("name", NAMES)
def test_every_block_stands_in_a_passage_unless_it_repeats(name: str) -> None:
    document = corpus()[name]
    passages = split(document)
    for block in document.blocks:
        held = sum(
            min(p.end, block.end) - max(p.start, block.start)
            for p in passages
            if p.start < block.end > p.start < p.end > block.start
        )
        words = document.text[block.start : block.end]
        assert (held > 0.98 * len(words)) != block.repeats


@pytest.mark.parametrize("name", NAMES)
def test_no_furniture_broken_word_or_lone_number_is_left(name: str) -> None:
    text = corpus()[name].text
    assert "nieuw venster" not in text
    assert "Skip to main" not in text
    assert not re.search(r"\w-\s*\n\s*\w", text)
    assert not re.search(r"^\s*\d+\.\s*$", text, re.MULTILINE)
    assert not re.search(r"[^\S\n]{2,}\S", re.sub(r"^ +", "", text, flags=re.MULTILINE))


JOINED = {
    ABVV: [
        "is fundamenteel om wie", "bijvoorbeeld alleen via", "niet-RVA uitkeringsgerechtigde werkzoekenden",
        "voormalig niet-beroepsactieven", "werkloosheidsuitkering", "van niet-uitkeringsgerechtigden".split()[1],
        "een non-discriminatieclausule", "de anti-discriminatieclausule", "anti-discriminatiebeleid", "(klein)kinderen",
        "(vervangings)inkomens", "kansarmoede-index van Kind en Gezin", "de non-take up is", "levensdomeinen",
        "na de school- of kantooruren", "arbeids- en loonsvoorwaarden", "2008-2024", "VDAB-OCMW’s", "kangoeroewonen",
        "commerciële bedrijven als Hello Fresh", "woon-werkverkeer", "zorg- en welzijnsprofessionals",
    ],
    VERBOND: [
        "dienst- en hulpverlening cruciale", "sociaaleconomische welvaart: ze creëren", "onderbescherming vermijdt",
        "te ontplooien. Ze krijgen", "op wijk- en buurtniveau", "voor de periode 2024-2030!", "respectievelijke én",
        "cultuur- en vrijetijdscheques", "co-housing", "migratie-achtergrond", "kwaliteitsvol aanbod aanbieden",
        "over het aanbod en wederzijdse engagementen", "De voorbeelden die we geven", "non-profit",
    ],
    ROBOT: ["de regisseur om", "besturen ondersteunen om", "wijk-werken", "[0][1][2][3]", "niet-beroepsactieven"],
    VVSG: ["voor de OCMW-cliënten", "anti-discriminatie en", "dak- en thuisloosheid", "laat die mee-evolueren"],
    ZORG: ["beleidsvoorbereiding en -uitvoering", "hulp- en dienstverlening"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "phrase"), [(name, phrase) for name, all_ in JOINED.items() for phrase in all_])
def test_words_are_joined_and_real_hyphens_stay(name: str, phrase: str) -> None:
    assert phrase in corpus()[name].text


def test_the_proposals_of_the_abvv_have_their_titles() -> None:
    concrete = "Onze voorstellen concreet"
    assert [path for path in paths(ABVV) if concrete in path] == [
        (title, concrete)
        for title in (
            "Zorg voor een werkwinkel waar iedereen welkom is",
            "Stop gratis werken, schaf de gemeenschapsdienst af",
            "Maak werk van zones zonder langdurige werkloosheid",
            "Sluit een lokaal arbeidspact af en werk samen met andere gemeenten",
            "Stop discriminatie op de lokale woon- en arbeidsmarkten",
            "Zorg voor tijdsvriendelijke bedrijven in jouw regio",
            "Verzeker mobiliteit die bereikbaar en duurzaam is",
            "Geef armoede geen kans",
            "Schaf de onderhoudsplicht af",
            "Ondersteun de mantelzorgers in je gemeente",
            "Zorg dat niemand een doktersbezoek hoeft uit te stellen",
            "Herover de woonmarkt met een lokaal woonplan",
            "Voorzie een gratis schoolmaaltijd voor elk kind",
        )
    ]
    pact = "Sluit een lokaal arbeidspact af en werk samen met andere gemeenten"
    assert (pact, "Geen decentralisatie, wel samenwerking") in paths(ABVV)
    assert (pact, "Samenwerken, ook over gemeentegrenzen heen") in paths(ABVV)
    assert all(1 <= len(path) <= 2 for path in paths(ABVV))


def test_the_chapters_of_the_other_files_have_their_titles() -> None:
    assert ("Inclusieve samenleving", "Samenleven in diversiteit", "Concrete voorstellen") in paths(VVSG)
    assert {path[0] for path in paths(VVSG)} == {"Inclusieve samenleving"}
    assert sum(path[-1] == "Concrete voorstellen" for path in paths(VVSG)) == 7
    assert paths(VERBOND) == [
        (),
        ("Wat is een warme gemeente?",),
        ("Het vlaams welzijnsverbond - een belangrijke partner in lokaal welzijnsbeleid",),
        ("Partnership als rode draad",),
        ("Welzijnsgericht ondernemen", "Onze welzijnsorganisaties: belangrijke werkgevers in je gemeente"),
        ("Kinderopvang", "Een gelijkwaardige partner inzake opvangbeleid"),
        ("Buitenschoolse opvang", "Voldoende en kwaliteitsvolle buitenschoolse opvang en activiteiten"),
        ("Jeugdhulp & gezinsondersteuning", "Kwaliteitsvolle ondersteuning voor ieder gezin"),
        ("Personen met een handicap", "Warme gemeenten, inclusieve gemeenten"),
        ("Vrijwilligerswerk", "De gemeente als facilitator voor vrijwilligerswerk"),
    ]
    top = list(dict.fromkeys(path[0] for path in paths(ZORG)))
    assert top == [
        "Waarom is dit belangrijk?",
        "Wat kan het lokale bestuur doen?",
        "Welke ondersteuning biedt de Vlaamse overheid?",
        "Waar vindt u meer info?",
        "Bevoegde administratie",
        "Deelrapportagecode beleids- en beheerscyclus",
    ]
    assert paths(ZORG)[2][1:] == (
        "Een gedragen, integraal en inclusief lokaal sociaal beleid ontwikkelen, "
        "te verantwoorden binnen de meerjarenplanning",
        "Het belang van een omgevingsanalyse",
    )
    assert ("Samenvatting Naleving Regeerakkoord", "Vrijwillige fusies gemeenten") in paths(ROBOT)


def test_the_references_are_there_from_0_to_32_and_are_passages() -> None:
    document = corpus()[ROBOT]
    references = [block for block in document.blocks if block.kind is BlockKind.REFERENCE]
    assert [block.number for block in references] == list(range(33))
    assert all(re.match(r"\(20\d\d-\d\d-\d\d\) ", document.text[block.start :]) for block in references)
    assert all(block.heading[-1] == "Referenties" and not block.repeats for block in references)
    assert {(block.start, block.end) for block in references} <= {(p.start, p.end) for p in split(document)}


def test_the_agreement_the_summary_and_the_decisions_speak_with_their_own_voice() -> None:
    document = corpus()[ROBOT]
    assert document.notice == "door AI opgestelde samenvatting"
    assert {(section.heading[0], section.speaker, section.kind) for section in document.sections} == {
        ("Regeerakkoord Sectie", "het Vlaams regeerakkoord 2019-2024", Kind.AGREEMENT),
        ("Samenvatting Naleving Regeerakkoord", "de door AI opgestelde samenvatting", Kind.AI_SUMMARY),
        ("Details", "de Vlaamse Regering", Kind.DECISIONS),
    }


def test_the_page_that_the_abvv_repeats_comes_back_nowhere() -> None:
    document = corpus()[ABVV]
    repeated = [block for block in document.blocks if block.repeats]
    assert len(repeated) >= 4
    assert all(block.heading[0] == "Zorg voor een werkwinkel waar iedereen welkom is" for block in repeated)
    assert document.blocks[-len(repeated) :] == tuple(repeated)
    opening = "Een persoonlijke en nabije dienstverlening is fundamenteel"
    assert sum(opening in passage.text for passage in split(document)) == 1
    assert sum(opening in sentence.text for sentence in sentences(document)) == 1
    assert not any(block.repeats for name in NAMES if name != ABVV for block in corpus()[name].blocks)


def lead_of(name: str, opening: str) -> str:
    document = corpus()[name]
    block = next(b for b in document.blocks if document.text.startswith(opening, b.start))
    return document.text[block.lead[0] : block.lead[1]] if block.lead else ""


@pytest.mark.parametrize(
    ("name", "opening", "lead"),
    [
        (VERBOND, "accommodatie ter beschikking", "vragen wij aan het gemeentebestuur om:"),
        (VERBOND, "Het resultaat van (intersectorale)", "voor een warm lokaal beleid:"),
        (VERBOND, "laagdrempelige toeleider", "met de Huizen van het Kind als:"),
        (VERBOND, "voor jongeren die begeleid", "maximaal voor te behouden en in te vullen:"),
        (VERBOND, "… met initiatieven", "Een toegankelijke gemeente…"),
        (VERBOND, "Een gemeente die een rolmodel", "Een inclusieve gemeente is volgens ons:"),
        (VERBOND, "Eén aanspreekpunt", "wil een partnerschap dat vertrekt van:"),
        (ABVV, "Er is voldoende werk op maat", "Er gelden drie uitgangspunten bij dit concept:"),
        (ABVV, "Voer aanwervingsquota in", "Dat steden en gemeenten zelf het goede voorbeeld geven."),
        (ABVV, "In 2023 was 48%", "En er is werk aan de winkel, want:"),
        (ABVV, "Veel openbare gebouwen", "Maak een lokaal woonplan op maat met volgende ingrediënten:"),
        (
            ZORG,
            "Personen in een armoedesituatie",
            "We schuiven de participatie van twee doelgroepen expliciet naar voren:",
        ),
        (VERBOND, "Redenen genoeg", ""),
        (ABVV, "Zet in op een outreachende", ""),
    ],
)
def test_a_point_knows_the_sentence_that_introduces_it(name: str, opening: str, lead: str) -> None:
    assert lead_of(name, opening).endswith(lead)
    assert bool(lead_of(name, opening)) == bool(lead)


def test_the_names_of_technical_files_stay_in_the_text_and_out_of_the_sentences() -> None:
    document = corpus()[VVSG]
    source = (CORPUS / VVSG).read_text(encoding="utf-8")
    fiche = re.compile(r"\(Tech\w+ fiche: ")
    assert len(fiche.findall(document.text)) == len(fiche.findall(source)) > 20
    assert not any("fiche" in sentence.text for sentence in sentences(document))
