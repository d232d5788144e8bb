"""The reading benchmark: what its figures mean, on texts of which the answer is known."""

from pathlib import Path

import fpdf
import pytest

from eval.reading import EXTRACTORS, WHOLE, Agreement, agreement, main, read_all, read_twin, show

FIRST = "De gemeente helpt alle inwoners die hulp nodig hebben in hun eigen wijk."
SECOND = "Het OCMW werkt daarvoor samen met de scholen en met de huisartsen van de stad."
TWIN = f'<p class="TitreFR">Bonjour</p><p class="NormalNL">{FIRST}</p>\n<p class="NormalNL">{SECOND}</p>'.encode()


def test_the_same_text_agrees_wholly_whatever_its_white_space() -> None:
    twin = read_twin(TWIN)
    assert twin.sentences == (FIRST, SECOND)
    assert agreement(f"Bonjour\n{FIRST.replace(' ', '  ')}\n\n{SECOND}", twin) == Agreement(1.0, 1.0, 1.0)


def test_another_order_costs_agreement_and_no_sentence() -> None:
    found = agreement(f"Bonjour {SECOND} {FIRST}", read_twin(TWIN))
    assert found.sentences == 1.0
    assert found.alike < 0.7
    assert found.in_order < 0.7


def test_what_stands_there_besides_costs_agreement_and_no_order() -> None:
    found = agreement(f"Bonjour {FIRST} Pagina 3 van 12 {SECOND}", read_twin(TWIN))
    assert found.in_order == 1.0
    assert found.sentences == 1.0
    assert 0.9 < found.alike < 1.0


def test_a_broken_word_costs_its_sentence() -> None:
    found = agreement(f"{FIRST.replace('inwoners', 'in- woners')} {SECOND}", read_twin(TWIN))
    assert found.sentences == 0.5


def test_a_twin_without_named_styles_counts_whole() -> None:
    assert read_twin(f"<p>{FIRST}</p>".encode()).dutch == FIRST


def test_every_extractor_reads_a_pdf_and_is_compared_with_its_twin(tmp_path: Path) -> None:
    file = fpdf.FPDF()
    file.add_page()
    file.set_font("Helvetica", size=10)
    file.multi_cell(0, 6, f"{FIRST} {SECOND}")
    file.output(str(tmp_path / "nota.pdf"))
    (tmp_path / "notax.html").write_bytes(TWIN)
    readings = list(read_all(tmp_path))
    of_pdf = {one.extractor: one for one in readings if one.file == "nota.pdf"}
    assert set(of_pdf) == set(EXTRACTORS)
    found = of_pdf[WHOLE].agreement
    assert found is not None
    assert found.sentences == 1.0
    assert [one.file for one in readings if one.pages is None] == ["notax.html"]
    assert len(show(readings).splitlines()) == len(readings) + 2


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "niets")]) == 1
    assert "niets" in capsys.readouterr().err
