"""Brings a set from elsewhere: tells which format it has; it does not know what becomes of it."""

from pathlib import Path

from eval.beir_reading import is_beir, read_beir
from eval.incoming import FaultKind, SetError, SetFault, Taken, take_in
from eval.squad import read_squad

SQUAD = (".json", ".jsonl")


def bring(path: Path, out: Path) -> Taken:
    """The documents and the gold of a BEIR folder or a SQuAD file in a folder; raises SetError or OSError."""
    if is_beir(path):
        return take_in(path, out, read_beir)
    if path.suffix.lower() in SQUAD and not path.is_dir():
        return take_in(path, out, read_squad)
    raise SetError([SetFault(FaultKind.NO_SET if path.exists() else FaultKind.NO_FILE, str(path))])
