"""The built-in model in its fast form: a graph for onnxruntime, written out of the weights.

Multiplications are done in eight bits, by VNNI where the processor has it: twice as many texts a second as in full
precision. Weights get a scale per column, and activations one per token: with one scale for a whole text, as quantisers
of libraries have it, a few tokens that stick out cost the others their precision (cosine to full precision 0.996, with
a scale per token 0.999). One text goes through at a time, so nothing is padded and no text changes another's vector.

Processors without VNNI add products of unsigned and signed bytes in sixteen bits, and what does not fit is lost.
`make_probe` finds that out; there the same weights go in unsigned: the same vectors, at about half the speed.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

from index.e5 import Weights

INPUT, OUTPUT = "input_ids", "vector"

_MICROSOFT = "com.microsoft"  # onnxruntime's own operators
_EPSILON = 1e-12  # of the normalisations, as the model was trained
_TOP = 127  # of signed eight-bit numbers
_PROBE = 64  # products that are added in the probe


class _Graph:
    """Nodes and constants in the making; what adds one gives the name of its result."""

    def __init__(self, signed: bool) -> None:
        self.signed = signed
        self.nodes: list[NodeProto] = []
        self.constants: dict[str, TensorProto] = {}

    def constant(self, name: str, values: NDArray[Any]) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def node(self, operator: str, *inputs: str, domain: str = "", output: str = "", **attributes: Any) -> str:
        result = output or f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [result], domain=domain, **attributes))
        return result

    def times(self, values: str, name: str, whole: NDArray[np.int8]) -> str:
        """Bytes around 128 times a matrix of whole numbers, signed or around 128 themselves."""
        middle = self.constant("middle", np.array(128, np.uint8))
        if self.signed:
            return self.node("MatMulInteger", values, self.constant(name, whole), middle)
        shifted = (whole.astype(np.int16) + 128).astype(np.uint8)
        return self.node("MatMulInteger", values, self.constant(name, shifted), middle, middle)

    def finished(self, given: ValueInfoProto, *found: ValueInfoProto) -> ModelProto:
        graph = helper.make_graph(self.nodes, "encoder", [given], found, list(self.constants.values()))
        versions = [helper.make_opsetid("", 21), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=10)


def make_probe() -> ModelProto:
    """A graph of one product of bytes, and beside it what that gives where nothing is lost."""
    graph = _Graph(signed=True)
    largest = graph.constant("largest", np.full((1, _PROBE), 255, np.uint8))
    given = graph.node("Gather", largest, INPUT, axis=0)  # a product of constants would be worked out in another way
    product = graph.times(given, "weights", np.full((_PROBE, _PROBE), _TOP, np.int8))
    graph.node("Identity", product, output=OUTPUT)
    graph.node("Identity", graph.constant("exact", np.array((255 - 128) * _TOP * _PROBE)), output="expected")
    row = helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1])
    products = helper.make_tensor_value_info(OUTPUT, TensorProto.INT32, [1, _PROBE])
    return graph.finished(row, products, helper.make_tensor_value_info("expected", TensorProto.INT64, []))


def make_graph(weights: Weights, kept: list[int], *, signed: bool) -> ModelProto:
    """The tokens of one text in, its unit vector out; `kept` are the pieces of the vocabulary that stay."""
    graph = _Graph(signed)
    hidden = _embeddings(graph, weights, kept)
    for layer in range(weights.shape.layers):
        hidden = _layer(graph, weights, f"l{layer}", hidden)
    mean = graph.node("ReduceMean", hidden, graph.constant("one", np.array([1])), keepdims=0)
    graph.node("LpNormalization", mean, axis=-1, p=2, output=OUTPUT)
    tokens = helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "tokens"])
    vector = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, weights.shape.hidden])
    return graph.finished(tokens, vector)


def _embeddings(graph: _Graph, weights: Weights, kept: list[int]) -> str:
    """Word, position and type; the words stay in the four bits in which they are stored."""
    hidden = weights.shape.hidden
    words = graph.node("GatherBlockQuantized", *_words(graph, weights, kept), domain=_MICROSOFT, block_size=32)
    every = weights.tensor("emb.pos", weights.shape.positions, hidden)
    every = every + weights.tensor("emb.type", weights.shape.types, hidden)[0]
    length = graph.node("Shape", INPUT, start=1, end=2)
    start = graph.constant("zero", np.array([0]))
    here = graph.node("Slice", graph.constant("positions", every), start, length, start)
    names = _norm(graph, weights, "emb.ln")
    return graph.node("LayerNormalization", graph.node("Add", words, here), *names, axis=-1, epsilon=_EPSILON)


def _words(graph: _Graph, weights: Weights, kept: list[int]) -> tuple[str, str, str, str]:
    """The inputs of GatherBlockQuantized: blocks of 32 four-bit numbers, two in a byte, around the zero point 8."""
    whole, scales = weights.quarters("emb.word", weights.shape.vocabulary, kept)
    packed = whole[..., 0::2] | whole[..., 1::2] << 4
    zeros = np.full((scales.size + 1) // 2, 0x88, np.uint8)
    for name, shape, raw in (("words", (len(kept), weights.shape.hidden), packed), ("zeros", scales.shape, zeros)):
        graph.constants[name] = helper.make_tensor(name, TensorProto.UINT4, shape, raw.tobytes(), raw=True)
    return "words", INPUT, graph.constant("word_scales", scales), "zeros"


def _layer(graph: _Graph, weights: Weights, layer: str, hidden: str) -> str:
    size, inner = weights.shape.hidden, weights.shape.feed_forward
    seen = _as_bytes(graph, hidden)
    query, key, value = (_linear(graph, weights, f"{layer}.{part}", seen, size, size) for part in "qkv")
    heads = weights.shape.heads
    mixed = graph.node("MultiHeadAttention", query, key, value, domain=_MICROSOFT, num_heads=heads)
    mixed = _linear(graph, weights, f"{layer}.ao", _as_bytes(graph, mixed), size, size)
    hidden = _add_and_norm(graph, weights, f"{layer}.aln", mixed, hidden)
    wide = _linear(graph, weights, f"{layer}.fi", _as_bytes(graph, hidden), inner, size)
    wide = graph.node("Gelu", wide, domain=_MICROSOFT)
    narrow = _linear(graph, weights, f"{layer}.fo", _as_bytes(graph, wide), size, inner)
    return _add_and_norm(graph, weights, f"{layer}.oln", narrow, hidden)


def _as_bytes(graph: _Graph, values: str) -> tuple[str, str]:
    """Each token's numbers as eight bits around 128, and what 127 of them stand for.

    Unsigned, because products of unsigned and signed bytes are what processors are quick at.
    """
    last = graph.constant("last", np.array([-1]))
    largest = graph.node("ReduceMax", graph.node("Abs", values), last, keepdims=1)
    largest = graph.node("Add", largest, graph.constant("never_zero", np.array(1e-9, np.float32)))
    shares = graph.node("Div", graph.constant("top", np.array(_TOP, np.float32)), largest)
    unit, middle = graph.constant("unit", np.array(1, np.float32)), graph.constant("middle", np.array(128, np.uint8))
    return graph.node("QuantizeLinear", graph.node("Mul", values, shares), unit, middle), largest


def _linear(graph: _Graph, weights: Weights, name: str, seen: tuple[str, str], height: int, width: int) -> str:
    """weight @ values + bias, from what `_as_bytes` gave."""
    weight = weights.tensor(f"{name}.w", height, width)
    scales = np.abs(weight).max(axis=1) / _TOP
    whole = np.clip(np.round(weight / scales[:, None]), -_TOP, _TOP).astype(np.int8)
    values, largest = seen
    product = graph.times(values, f"{name}.w", whole.T)
    product = graph.node("Mul", graph.node("Cast", product, to=TensorProto.FLOAT), largest)
    product = graph.node("Mul", product, graph.constant(f"{name}.s", (scales / _TOP).astype(np.float32)))
    return graph.node("Add", product, graph.constant(f"{name}.b", weights.tensor(f"{name}.b", height)))


def _add_and_norm(graph: _Graph, weights: Weights, name: str, values: str, before: str) -> str:
    names = _norm(graph, weights, name)
    return graph.node("SkipLayerNormalization", values, before, *names, domain=_MICROSOFT, epsilon=_EPSILON)


def _norm(graph: _Graph, weights: Weights, name: str) -> tuple[str, str]:
    """The gain and the bias of a normalisation."""
    size = weights.shape.hidden
    return (
        graph.constant(f"{name}.w", weights.tensor(f"{name}.w", size)),
        graph.constant(f"{name}.b", weights.tensor(f"{name}.b", size)),
    )
