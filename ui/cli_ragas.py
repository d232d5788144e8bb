"""`bronwijzer eval ragas`: lets the language model that is set judge the answers of a run, through RAGAS.

It sends nothing to a server outside the network without the consent that is set, and does not know RAGAS.
"""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import runs, texts
from ui import texts_eval as words
from ui.cli_eval import evaluation
from ui.settings import Settings, load_settings, open_to_read
from ui.terminal import CouldNot, DutchCommand, bars, say

if TYPE_CHECKING:
    from qa import ServerWriter

_LENGTH = 2000  # tokens: RAGAS asks for lists of statements


@evaluation.command(name="ragas", cls=DutchCommand, help=words.HELP_RAGAS)
def eval_ragas(
    run: Annotated[Path, typer.Argument(metavar="METING", help=words.HELP_EXPORT_RUN)],
    out: Annotated[Path, typer.Option("--out", metavar="BESTAND", help=words.HELP_RAGAS_OUT)],
    most: Annotated[int, typer.Option("--most", metavar="AANTAL", min=1, max=5000, help=words.HELP_RAGAS_MOST)] = 50,
) -> None:
    import eval as judging
    from index import open_encoder
    from qa import WriterUnavailable

    settings = load_settings()
    model = _model(settings)

    def said(prompt: str) -> str:
        return "".join(model.said([{"role": "user", "content": prompt}], _LENGTH))

    file, passages = runs.named(run), open_to_read(settings).passages
    read = judging.read_run(file)
    if strange := judging.strange_passages(read, passages):
        raise CouldNot(words.other_index(read.name, strange))
    _writable(out)
    try:
        with bars() as progress, judging.ragas(judging.ragas_python(), said, open_encoder(settings.encoder)) as judge:
            whole, faults = judging.believe(file, passages, judge, most, progress)
    except (judging.PeersUnavailable, WriterUnavailable) as error:
        raise CouldNot(words.ragas_failed(str(error))) from error
    judging.save_whole(whole, out)
    for name in ("RAGAS faithfulness", "RAGAS answer relevancy"):
        print(words.ragas_figure(name, **whole["figures"][name]))
    say(words.ragas_done(out, len(faults), faults[0] if faults else ""))


def _writable(out: Path) -> None:
    """Before minutes of a model that may cost money, not after them."""
    if out.suffix != ".json":
        raise CouldNot(words.RAGAS_BAD_OUT.format(out))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out.parent):
            pass
    except OSError as error:
        raise CouldNot(texts.file_unwritable(out, texts.system_reason(error))) from error


def _model(settings: Settings) -> "ServerWriter":
    """The server that is set; refused where it is outside and nobody allowed it."""
    from qa import ServerWriter

    kind, _, name = settings.writer.partition(":")
    if kind != "openai":
        raise CouldNot(words.RAGAS_NO_MODEL)
    url, _, model = name.rpartition("#")
    writer = ServerWriter(url, model, settings.writer_key, float(settings.writer_seconds or 120))
    if writer.outside and writer.outside != settings.consent:
        raise CouldNot(words.ragas_not_allowed(writer.outside))
    return writer
