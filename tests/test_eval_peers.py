"""Peers in a process of their own: the pipe with a scripted peer, the frameworks where they are installed."""

import sys
from pathlib import Path

import pytest

from eval import peers as module
from eval.peers import environment, is_made, peers
from eval.pipe import PeersUnavailable
from index import Encoder

EVAL = Path(module.__file__).parent
HOUSING = "Elke gemeente streeft naar minstens 15% sociale woningen."
MEALS = "Een gratis maaltijd kost ongeveer 260 miljoen euro."
SCRIPT = f"""
import sys
sys.path.insert(0, {str(EVAL)!r})
from frameworks import Pipe, serve

def near(files, pipe):
    texts = [file.read_text(encoding="utf-8") for file in files]
    vectors = pipe.encode(texts)

    def search(question):
        if question == "stop":
            raise ValueError("geen zin meer")
        [wanted] = pipe.encode([question], query=True)
        likeness = [sum(a * b for a, b in zip(wanted, vector)) for vector in vectors]
        return [texts[at] for at in sorted(range(len(texts)), key=lambda at: -likeness[at])]

    return search

print("a library that talks", file=sys.stderr)
serve(Pipe(sys.stdin, sys.stdout), {{"near": near, "none": lambda files, pipe: lambda question: []}})
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "peer.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = []
    for name, text in (("a.txt", HOUSING), ("b.txt", MEALS)):
        paths.append(tmp_path / name)
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def test_a_peer_searches_with_the_vectors_of_the_bench(
    script: Path, files: list[Path], hashing_encoder: Encoder
) -> None:
    with peers(Path(sys.executable), files, hashing_encoder, script) as asks:
        assert list(asks) == ["near", "none"]
        assert asks["near"]("Hoeveel sociale woningen?").texts == (HOUSING, MEALS)
        assert asks["near"]("Wat kost een gratis maaltijd?").texts == (MEALS, HOUSING)
        assert asks["none"]("Hoeveel?").texts == ()


def test_the_seconds_of_a_peer_hold_those_of_the_encoder(
    script: Path, files: list[Path], hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with peers(Path(sys.executable), files, hashing_encoder, script) as asks:
        ticks = iter([0.0, 1000.0])
        monkeypatch.setattr(module.time, "perf_counter", lambda: next(ticks))
        assert 1000 < asks["near"]("Hoeveel?").seconds < 1060
        monkeypatch.undo()
        assert 0 < asks["none"]("Hoeveel?").seconds < 60


def test_a_peer_that_stops_says_why(script: Path, files: list[Path], hashing_encoder: Encoder) -> None:
    with (
        pytest.raises(PeersUnavailable, match="geen zin meer"),
        peers(Path(sys.executable), files, hashing_encoder, script) as asks,
    ):
        asks["near"]("stop")


def test_an_environment_that_cannot_be_made_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(PeersUnavailable, match="there-is-no-such-package"):
        environment(tmp_path / "venv", ("./there-is-no-such-package",))
    assert "once, some minutes" in capsys.readouterr().err
    assert not is_made(tmp_path / "venv")


def test_an_environment_with_other_packages_is_made_again(tmp_path: Path) -> None:
    assert not is_made(tmp_path)
    (tmp_path / "packages.txt").write_text("\n".join(module.PACKAGES), encoding="utf-8")
    assert is_made(tmp_path)
    (tmp_path / "packages.txt").write_text("another==1.0", encoding="utf-8")
    assert not is_made(tmp_path)


@pytest.mark.skipif(not is_made(), reason="the peers are not installed; `make bench` installs them")
def test_the_frameworks_find_the_file_that_shares_words(tmp_path: Path, hashing_encoder: Encoder) -> None:
    files = []
    for number, text in enumerate((HOUSING, MEALS, "Wij staan op een wachtlijst voor opvang. " * 100)):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(text, encoding="utf-8")
    with peers(environment(), files, hashing_encoder) as asks:
        assert len(asks) == 4
        for name, ask in asks.items():
            found = ask("minstens 15% sociale woningen").texts
            assert HOUSING in found[0], name
            assert len(found) <= 10, name
        longest = max(len(text.split()) for text in asks["Haystack's defaults"]("wachtlijst voor opvang").texts)
        assert longest == 200  # as its DocumentSplitter cuts by itself
