"""The tokenizer of multilingual-e5-small, out of the vocabulary that comes with its weights."""

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
from tokenizers.processors import TemplateProcessing

from index.e5 import SPECIAL, WORD_MARK, Weights


def make_tokenizer(weights: Weights, kept: list[int]) -> Tokenizer:
    """SentencePiece's unigram model over the pieces that are kept, between <s> and </s>."""
    vocabulary = [(weights.pieces[i], float(weights.scores[i])) for i in kept]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(WORD_MARK, prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(WORD_MARK, prepend_scheme="always")
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    tokenizer.add_special_tokens([AddedToken(piece, special=True) for piece in (*SPECIAL, "<mask>")])
    return tokenizer
