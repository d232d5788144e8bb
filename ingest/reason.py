"""Says in Dutch why the system would not open a file or a folder; it does not know which one."""

import errno

SHARED = (32, 33)  # what Windows says, beside "no access", where another program holds the file
REASONS = {
    errno.EACCES: "geen toegang",
    errno.EPERM: "geen toegang",
    errno.ENOENT: "bestaat niet meer",
    errno.EBUSY: "in gebruik",
    errno.EMFILE: "te veel open bestanden",
    errno.ENFILE: "te veel open bestanden",
    errno.EIO: "leesfout van de schijf",
    errno.ENAMETOOLONG: "te lange naam",
}


def reason(error: OSError) -> str:
    """The reason in a few words; an error of our own, with number 0, brings its words along."""
    if getattr(error, "winerror", None) in SHARED:
        return REASONS[errno.EBUSY]
    if error.errno == 0:
        return error.strerror or "fout van het systeem"
    if error.errno is None:
        return "fout van het systeem"
    return REASONS.get(error.errno, f"fout {error.errno} van het systeem")
