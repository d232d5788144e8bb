"""Takes the inline marks out of Markdown; headings and bullets keep theirs, for every text may have those."""

import re

FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)")
CODE = re.compile(r"`([^`\n]+)`")
UNDERLINED = re.compile(r"^(?P<title>[^\n#>*-][^\n]*)\n(?P<line>=+|-{2,})[ \t]*$", re.MULTILINE)
RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$", re.MULTILINE)
QUOTE = re.compile(r"^>[ \t]?", re.MULTILINE)


def plain_markdown(text: str) -> str:
    """Markdown as plain text with `#` headings."""
    text = COMMENT.sub("", text.replace("\r\n", "\n"))
    text = UNDERLINED.sub(lambda m: ("# " if m["line"][0] == "=" else "## ") + m["title"], text)
    text = QUOTE.sub("", RULE.sub("", FENCE.sub("", text)))
    text = LINK.sub(r"\1", IMAGE.sub(r"\1", text))
    text = STRONG.sub(r"\2", text)
    text = EMPHASIS.sub(lambda m: m[1] or m[2], text)
    return CODE.sub(r"\1", text)
