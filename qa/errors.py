"""What can go wrong with a writer."""


class WriterUnavailable(Exception):
    """A language model that did not answer; the extractive answer comes instead."""
