"""ui shows: chat window, command line, API."""
