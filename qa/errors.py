"""What can go wrong with a writer."""


class WriterUnavailable(Exception):
    """A language model that did not answer; the extractive answer comes instead.

    `kind` is for the log, and holds no word that was sent or received.
    """

    def __init__(self, message: str, kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind
