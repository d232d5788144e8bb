"""index finds passages."""

from index.address import Address, BadAddress, addresses, open_hosts
from index.analyser import Analysis
from index.build import Indexing, build_index, indexing, load_index
from index.builtin import cores, make_builtin
from index.content import content_words
from index.context import points_back
from index.copying import index_files, replace_index
from index.e5 import ModelUnavailable
from index.encoder import Progress, give_back_memory, open_encoder, open_encoder_late
from index.find import Finding, Fit, Found
from index.fuse import Fusion
from index.hit import Encoder, Entry, Hit, IndexMismatch, Match, Reranker, Term
from index.lock import IndexBusy
from index.question import Ways
from index.rerank import open_reranker
from index.search import Index
from index.sharing import SharedEncoder, shared
from index.sign import EngineSign, Place, engine_manifest
from index.stages import RETRY, Stage, Stages, note_elsewhere, stage
from index.store import DiskFull
from index.themes import Theme, ThemeReader, drawn_themes, read_themes
from index.thesaurus import UnreadableWords, learn_abbreviations
from index.trouble import EngineUnavailable

__all__ = [
    "RETRY",
    "Address",
    "Analysis",
    "BadAddress",
    "DiskFull",
    "Encoder",
    "EngineSign",
    "EngineUnavailable",
    "Entry",
    "Finding",
    "Fit",
    "Found",
    "Fusion",
    "Hit",
    "Index",
    "IndexBusy",
    "IndexMismatch",
    "Indexing",
    "Match",
    "ModelUnavailable",
    "Place",
    "Progress",
    "Reranker",
    "SharedEncoder",
    "Stage",
    "Stages",
    "Term",
    "Theme",
    "ThemeReader",
    "UnreadableWords",
    "Ways",
    "addresses",
    "build_index",
    "content_words",
    "cores",
    "drawn_themes",
    "engine_manifest",
    "give_back_memory",
    "index_files",
    "indexing",
    "learn_abbreviations",
    "load_index",
    "make_builtin",
    "note_elsewhere",
    "open_encoder",
    "open_encoder_late",
    "open_hosts",
    "open_reranker",
    "points_back",
    "read_themes",
    "replace_index",
    "shared",
    "stage",
]
