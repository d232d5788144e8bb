"""What can be set, where, and what is said about what cannot."""

import os
from pathlib import Path

import pytest

from ui.settings import Settings, SettingsError, debugging, in_the_open, load_settings, place_of, uploads_of


def test_without_anything_set_everything_has_a_default(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    assert settings == Settings()
    assert (settings.host, settings.port, settings.writer, settings.encoder) == (
        "127.0.0.1", 7860, "extractive", "builtin",
    )  # fmt: skip
    assert [(folder / "sources.toml").is_file() for folder in settings.corpus] == [True]


def test_the_environment_wins_from_the_file_and_the_file_from_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "bronwijzer.toml").write_text('port = 8000\nhost = "0.0.0.0"\n', encoding="utf-8")
    settings = load_settings({"BRONWIJZER_PORT": "9000", "PATH": "/bin"}, tmp_path)
    assert (settings.host, settings.port) == ("0.0.0.0", 9000)


def test_a_path_in_the_file_starts_from_the_folder_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "bronwijzer.toml").write_text('corpus = "nota\'s"\nindex = "/vast"\n', encoding="utf-8")
    settings = load_settings({}, tmp_path)
    assert (settings.corpus, settings.index) == ((tmp_path / "nota's",), Path("/vast"))


def test_documents_may_stand_in_several_folders(tmp_path: Path) -> None:
    (tmp_path / "bronwijzer.toml").write_text('corpus = ["nota\'s", "/vast"]\n', encoding="utf-8")
    assert load_settings({}, tmp_path).corpus == (tmp_path / "nota's", Path("/vast"))
    given = {"BRONWIJZER_CORPUS": os.pathsep.join(("een", "twee"))}
    assert load_settings(given, tmp_path).corpus == (Path("een"), Path("twee"))


def test_another_file_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "eigen.toml").write_text("port = 8123", encoding="utf-8")
    assert load_settings({"BRONWIJZER_CONFIG": str(tmp_path / "eigen.toml")}, tmp_path).port == 8123


def test_documents_that_are_added_have_a_folder_beside_the_index_or_one_of_their_own(tmp_path: Path) -> None:
    settings = load_settings({"BRONWIJZER_INDEX": "/vast/index"}, tmp_path)
    assert (uploads_of(settings), settings.upload_mb) == (Path("/vast/index-uploads"), 50)
    (tmp_path / "bronwijzer.toml").write_text('uploads = "erbij"\nupload_mb = 20\n', encoding="utf-8")
    settings = load_settings({}, tmp_path)
    assert (uploads_of(settings), settings.upload_mb) == (tmp_path / "erbij", 20)
    given = {"BRONWIJZER_UPLOADS": "/elders", "BRONWIJZER_UPLOAD_MB": "5"}
    settings = load_settings(given, tmp_path)
    assert (uploads_of(settings), settings.upload_mb) == (Path("/elders"), 5)


def test_an_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    assert load_settings({"BRONWIJZER_HOST": "", "BRONWIJZER_CACHE": ""}, tmp_path) == Settings()


def test_the_key_of_a_language_model_is_read_from_the_environment_and_never_shown(tmp_path: Path) -> None:
    settings = load_settings({"BRONWIJZER_WRITER_KEY": "geheim"}, tmp_path)
    assert settings.writer_key == "geheim"
    assert "geheim" not in repr(settings)


@pytest.mark.parametrize("writer", ["extractive", "transformers:model", "openai:http://localhost:8080/v1#gemma"])
def test_three_kinds_of_writer_can_be_set(tmp_path: Path, writer: str) -> None:
    assert load_settings({"BRONWIJZER_WRITER": writer}, tmp_path).writer == writer


@pytest.mark.parametrize(
    ("variables", "file", "named"),
    [
        ({"BRONWIJZER_POORT": "1", "BRONWIJZER_X": "2"}, "", "“BRONWIJZER_POORT”, “BRONWIJZER_X”"),
        ({}, "poort = 1\nserver = 2", "“poort”, “server”. Mogelijk zijn: corpus, index"),
        ({}, 'writer_key = "geheim"', "“writer_key”"),
        ({}, "port = ", "bronwijzer.toml is niet te lezen"),
        ({}, "host = 5", "host"),
        ({}, "corpus = 5", "corpus"),
        ({}, "corpus = [5]", "corpus"),
        ({}, 'port = "x"', "“x”"),
        ({"BRONWIJZER_PORT": "70000"}, "", "“70000”"),
        ({"BRONWIJZER_PORT": "٣"}, "", "“٣”"),
        ({"BRONWIJZER_UPLOAD_MB": "0"}, "", "“0”"),
        ({"BRONWIJZER_UPLOAD_MB": "201"}, "", "“201”"),
        ({"BRONWIJZER_UPLOAD_MB": "veel"}, "", "“veel”"),
        ({"BRONWIJZER_WRITER": "gpt"}, "", "“gpt”"),
        ({"BRONWIJZER_WRITER": "openai:http://localhost"}, "", "openai:ADRES#MODEL"),
        ({"BRONWIJZER_CONFIG": "/nergens/x.toml"}, "", "/nergens/x.toml"),
    ],
)
def test_what_cannot_be_set_is_named(tmp_path: Path, variables: dict[str, str], file: str, named: str) -> None:
    (tmp_path / "bronwijzer.toml").write_text(file, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        load_settings(variables, tmp_path)
    assert named in str(raised.value)


def test_tracebacks_are_only_for_who_asks_for_them() -> None:
    assert not debugging({})
    assert not debugging({"BRONWIJZER_DEBUG": "0"})
    assert debugging({"BRONWIJZER_DEBUG": "1"})


def test_an_index_may_stand_on_servers(tmp_path: Path) -> None:
    urls = ("postgresql://bw:geheim@db1,db2/bw", "postgresql://db3/bw")
    settings = load_settings({"BRONWIJZER_ENGINE": "  ".join(urls)}, tmp_path)
    assert settings.place == urls
    assert place_of(settings) == "db1,db2/bw, db3/bw"
    assert "geheim" not in repr(settings)
    assert load_settings({}, tmp_path).place == load_settings({}, tmp_path).index
    (tmp_path / "bronwijzer.toml").write_text('engine = ["postgresql:///een", "postgresql:///twee"]', encoding="utf-8")
    assert load_settings({}, tmp_path).place == ("postgresql:///een", "postgresql:///twee")
    assert load_settings({"BRONWIJZER_ENGINE": urls[1]}, tmp_path).place == urls[1:]


@pytest.mark.parametrize(
    ("variables", "file", "named"),
    [
        ({}, 'engine = "postgresql://bw:geheim@db/bw"', "PGPASSFILE"),
        ({}, 'engine = "postgresql://db/bw?password=geheim"', "PGPASSFILE"),
        ({}, "engine = 5", "engine"),
        ({}, "engine = [5]", "engine"),
        ({"BRONWIJZER_ENGINE": "mysql://bw:geheim@db/bw"}, "", "nummer 1"),
        ({"BRONWIJZER_ENGINE": "postgresql://db/bw postgresql://db/bw"}, "", "twee keer"),
    ],
)
def test_an_address_of_a_server_that_cannot_be_used_is_told_without_its_password(
    tmp_path: Path, variables: dict[str, str], file: str, named: str
) -> None:
    (tmp_path / "bronwijzer.toml").write_text(file, encoding="utf-8")
    with pytest.raises(SettingsError, match=named) as raised:
        load_settings(variables, tmp_path)
    assert "geheim" not in str(raised.value)


def test_who_sends_questions_over_the_network_unencrypted_is_warned(tmp_path: Path) -> None:
    def told(url: str) -> str:
        return in_the_open(load_settings({"BRONWIJZER_ENGINE": url}, tmp_path))

    assert "db.example" in told("postgresql://bw:geheim@db.example/bw")
    assert "geheim" not in told("postgresql://bw:geheim@db.example/bw")
    assert told("postgresql://db.example/bw?sslmode=verify-full") == told("postgresql://127.0.0.1/bw") == told("") == ""


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("workers", "-1", "van 0 tot 64, en niet “-1”"),
        ("workers", "65", "van 0 tot 64"),
        ("queue", "veel", "van 0 tot 500, en niet “veel”"),
        ("answer_seconds", "0", "van 1 tot 600"),
        ("stop_seconds", "1.5", "van 0 tot 600"),
    ],
)
def test_a_wrong_number_for_serving_is_named_with_what_it_may_be(
    name: str, wrong: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=said) as told:
        load_settings({f"BRONWIJZER_{name.upper()}": wrong}, tmp_path)
    assert name in str(told.value)


def test_what_is_set_for_serving_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "bronwijzer.toml").write_text("workers = 3\nqueue = 0\nstop_seconds = 5\n", encoding="utf-8")
    settings = load_settings({"BRONWIJZER_ANSWER_SECONDS": "9"}, tmp_path)
    assert (settings.workers, settings.queue, settings.answer_seconds, settings.stop_seconds) == (3, 0, 9, 5)
    (tmp_path / "bronwijzer.toml").write_text("workers = true\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="geheel getal"):
        load_settings({}, tmp_path)
