"""Cleans characters; it does not know where a word was broken over lines, or what a heading is.

A character is never replaced by another one: what is left out is hyphens at a line's end, white space, invisible
characters and the furniture of a web page. So a quote from the cleaned text stands letter for letter in the file.
"""

import re
import unicodedata

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
SPACES = {
    ord(space): " " for space in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u202f\u205f\u3000"
}
# A soft hyphen shows only at a line's end: there one stays, for whoever joins the lines.
UNSEEN = re.compile(r"\u00ad(?!-?[^\S\n]*(?:\n|\Z))[^\S\n]*")
WINDOW = r"opent\s+(?:in\s+)?(?:een\s+)?nieuw\s+(?:venster|tabblad)"
FURNITURE = (
    re.compile(rf"(?<!\s)\s*\(\s*{WINDOW}\s*\)", re.IGNORECASE),  # a row of blanks is looked at once
    re.compile(
        r"^[^\S\n]*(?:skip to (?:main )?content|(?:overslaan en )?naar de (?:hoofd)?inhoud(?: gaan)?"
        r"|ga naar (?:de )?(?:hoofd)?inhoud)[^\S\n]*$",
        re.IGNORECASE | re.MULTILINE,
    ),
)


def clean_characters(text: str) -> str:
    """NFC, no invisible characters or link furniture, every kind of space a space; line ends stay."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\u2028\u2029\u0085\u000b]", "\n", text).translate(INVISIBLE).translate(SPACES)
    text = UNSEEN.sub("", re.sub("\u00ad+", "\u00ad", text))
    text = "".join(c for c in text if c in "\n\t\f" or unicodedata.category(c) not in ("Cc", "Cs"))
    for furniture in FURNITURE:
        text = furniture.sub("", text)
    return text
