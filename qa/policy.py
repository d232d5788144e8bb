"""What can be tuned in answering; the defaults were chosen on the develop part of the gold alone."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Weights:
    """What makes a stretch of text an answer. Every feature lies between about 0 and 1."""

    meaning: float = 4.4  # cosine of question and sentence, above the floor that any Dutch sentence reaches
    theme: float = 2.0  # the same for the question without its publisher
    topic: float = 1.0  # and without the words that only ask
    overlap: float = 3.4  # share of the question's words, by weight
    context: float = 2.7  # the same, headings and the lead of a list counted in
    rank: float = 2.4  # of its passage
    value: float = 2.0  # holds the kind of value that was asked for
    proposal: float = 1.6  # a proposal where proposals were asked for
    definition: float = 0.5
    reason: float = 0.4
    decision: float = 1.5  # a decision where its date was asked for
    named: float = 2.1  # figures, dates and reference numbers that the question names
    focus: float = 1.15  # what is counted: the noun behind "hoeveel"
    enumeration: float = 0.5  # several things where a list was asked for
    names: float = 0.65  # proper names where "welke steden" was asked
    phrase: float = 0.9  # words that stand side by side in the question stand so here
    abbreviation: float = 3.1  # spells out what was asked
    stance: float = 1.2  # takes sides where a position was asked for
    denial: float = 0.8  # denies something where a yes or a no is asked for
    only: float = 2.0  # tells what is alone and what is not where "enkel" or "genoeg" was asked
    neighbourhood: float = 1.2  # meaning of its passage
    behind: float = 0.5  # meaning of what stands right before it in its passage: an answer often comes behind its theme
    block: float = 1.2  # meaning of the best sentence of its bullet or paragraph
    earlier: float = 1.0  # what the conversation was about
    own: float = 2.0  # what a follow-up itself asks, without the question before
    said: float = -2.6  # the answer before this question said it already
    fragment: float = -0.3  # too short, or only leads up to a list
    length: float = 0.4  # per 40 words above 40: a long bullet says more


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic model of the chance that what was found answers the question; `python -m eval.fit` prints it."""

    bias: float = -2.9
    meaning: float = 2.65
    context: float = 1.77
    unknown: float = -0.5
    neighbourhood: float = 1.76
    margin: float = 0.24
    value: float = 2.5
    proposal: float = 1.41
    voiced: float = 1.69
    comparison: float = 1.43
    follow_up: float = 1.77


@dataclass(frozen=True, slots=True)
class Rightness(Calibration):
    """The same signals, weighed by whether the answers that were given are right; `python -m eval.fit` prints it too.

    That something answers is most certain of a comparison or a follow-up, that it is right is not.
    """

    bias: float = -0.94
    meaning: float = 1.62
    context: float = 2.19
    unknown: float = 0.42
    neighbourhood: float = 0.62
    margin: float = 4.02
    value: float = -0.28
    proposal: float = 0.25
    voiced: float = -0.16
    comparison: float = 0.08
    follow_up: float = 0.03


@dataclass(frozen=True, slots=True)
class Policy:
    weights: Weights = field(default_factory=Weights)
    calibration: Calibration = field(default_factory=Calibration)
    rightness: Calibration = field(default_factory=Rightness)
    longest_read: int = (
        400  # passages that a summary looks at in one document, and a side that is asked for beside the best
    )
    passages: int = 10  # looked at for one question
    compared: int = 10  # publishers that are heard where a comparison names none
    floor: float = 0.78  # cosine of unrelated Dutch sentences with this encoder
    near: float = 1.2  # a second sentence joins when its score is at most this much below the best
    nearer: float = 0.6  # the same where a proposal or a reason is asked for
    as_near: float = 0.6  # the same where a fact is asked for and both stand in one passage
    neighbour: float = 3.0  # the sentence beside the best one joins its quote when it scores at most this much less
    longest_quote: int = 80  # words of sentences joined into one quote
    clearly_heard: float = 0.6  # share of the best score that is as good, where more is asked for
    unasked: float = 0.6  # in a comparison that names nobody: share of the best score that a publisher needs
    on_theme: float = 0.6  # and share of the words of the theme in its best sentence and above it
    touches_theme: float = 0.33  # the same share where a publisher is named
    means_theme: float = 0.3  # or the meaning of that sentence, where it says it in other words
    sided: float = 0.8  # in a comparison: what a sentence gains that takes a side
    as_written: float = 1.5  # and one that holds the theme in its own words, side by side
    each: int = 3  # sentences of each publisher, with what joins them,
    near_of_each: float = 1.6  # that score at most this much below its best one
    dated: float = 3.0  # where a date is asked for, a decision may score this much less than an undated sentence
    dated_fit: float = 0.35  # share of the question's words that its title has to hold
    list_gap: float = 0.3  # by how much a list's lead has to fit better than its bullets
    list_fit: float = 0.5  # and how well it has to fit at least
    most: int = 3  # sentences for anything but a list
    reason_gap: float = 4.0  # a reason may score this much less than the proposal that it is the reason of
    judged: int = 25  # candidates that are read for a yes or a no
    longest_list: int = 8
    whole_item: int = 70  # words: a bullet up to this length is quoted whole
    of_another: float = 1.6  # how much better others' best sentence has to fit for a publisher to be silent on a theme
    about: float = 0.4  # share of the question's words in it
    rather_another: float = 1.25  # so much better will do where that sentence
    rather_about: float = 0.3  # has this share of the words
    rather_means: float = 0.15  # and this meaning,
    own_theme: float = 0.35  # and the publisher's own best one, with its headings, less than this share of the words
    unsaid: float = 0.05  # with less of them, and less meaning than this, a publisher says nothing on it:
    unmeant: float = 0.35
    clearly_about: float = 0.6  # share of the question's words in a sentence that is said to be about the theme
    enough: float = 0.75  # probability of an answer below which it abstains
    alike: float = 0.9  # cosine from which on a freely phrased sentence and its quote may mean the same
    entailed: float = 0.5  # probability by a model for entailment, where one is set
