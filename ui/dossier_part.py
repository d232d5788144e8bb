"""The addresses of the dossier: its tab, its pieces with the words of now, and the files to take along.

Nothing of it is kept. It does not know how a file looks.
"""

from datetime import date

from fastapi import FastAPI
from starlette.responses import JSONResponse, Response

from ui import dossier_html, shell
from ui.desk import Current, Desk, House
from ui.dossier import Dossier, check
from ui.dossier_given import GivenDossier


def add_dossier(app: FastAPI, current: Current, house: House) -> None:
    del house

    @app.get("/deel/dossier")
    def tab() -> Response:
        return shell.part(dossier_html.tab())

    @app.post("/deel/dossier")
    def pieces(given: GivenDossier) -> Response:
        try:
            dossier = _checked(given, current())
        except ValueError as error:
            return JSONResponse({"error": str(error)}, 413)
        return shell.part(dossier_html.pieces(dossier))


def _checked(given: GivenDossier, desk: Desk) -> Dossier:
    return check(given, desk.documents, date.today(), lambda question: desk.ask(question, ()))
