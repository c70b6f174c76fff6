#!/usr/bin/env python3
"""Writes the reference data that the Encoder tests compare with.

    python make_fixtures.py MODEL_DIR OUT_DIR

MODEL_DIR holds all-MiniLM-L6-v2. Every number comes from Hugging Face transformers in fp32 with
eager attention, one sentence at a time, without padding. requirements.txt pins the versions.

Files in OUT_DIR:

    minilm-pair.{safetensors,json}         the real model on the notebook's two sentences
    distilbert-tiny/                       random-weight checkpoints in the layout that the model
    bert-tiny/                             hub uses: config.json, model.safetensors, vocab.txt,
    bert-tiny-gelu-new/                    tokenizer_config.json
    <checkpoint>.{safetensors,json}        each of them on SENTENCES
    tokenizer-uncased.jsonl                tokenizer cases with MiniLM's vocabulary

Arrays of sentence K: K.input_ids I64 [T], K.hidden_states F32 [layers+1,T,dim],
K.attentions F32 [layers,heads,T,T]; for the tiny checkpoints also K.logits F32 [T,vocabulary].
"""

import json
import random
import string
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertForMaskedLM,
    BertModel,
    DistilBertConfig,
    DistilBertForMaskedLM,
)
from transformers.utils import logging

NOTEBOOK_PAIR = [
    "The bank of the river was calm.",
    "She went to the bank to deposit money.",
]

# The notebook's pair is sentences 1 and 2; between them they have one word, split words, a literal
# [MASK], letters that the tiny vocabulary lacks, and up to 47 tokens.
SENTENCES = [
    "Bank",
    *NOTEBOOK_PAIR,
    "The riverbanks of the [MASK] weren't calm, but the BANKER'S café was!",
    "銀行 is the bank; ☃ and Δ are unknown, x[SEP]y is not.",
    "In the early morning, before the streets filled with traders, the river rose over its bank, "
    "and the banker who had walked there for 27 years stopped, watched the water, and went home.",
]

# What a tiny vocabulary holds besides the special tokens, ASCII signs, and single letters.
WORDS = """
    an and are as at back bank banker be before but by calm count dark day deposit ear every fill
    flow for from had he her his home in into is it its king long man model money morning near new
    not of old on out over queen river rock rose sea she sky slow so stone stop stopped street that
    the their there they this to town trad up walk was water watched we went were when who will
    with word year years you ##bank ##banks ##ble ##day ##ed ##er ##ers ##es ##est ##ing ##ly ##ng
    ##ou ##th ##tre ##un ##wn
""".split()

PARAMETERS_SEED = 20240601
MIXTURES_SEED = 7


# Encodings


def describe(text, encoding):
    """The tokenizer's result for `text` as plain values; offsets count Unicode code points."""
    return {
        "text": text,
        "tokens": encoding.tokens,
        "ids": encoding.ids,
        "offsets": [list(offset) for offset in encoding.offsets],
        "word_ids": encoding.word_ids,
    }


def without_limits(tokenizer):
    """Switches the truncation and the padding of a `tokenizers.Tokenizer` off."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(model, tokenizer, texts):
    """Runs `model` on each text alone; returns the arrays by name and the texts' descriptions."""
    arrays, sentences = {}, []
    for number, text in enumerate(texts):
        encoding = tokenizer.encode(text)
        ids = torch.tensor([encoding.ids])
        with torch.no_grad():
            output = model(ids, output_hidden_states=True, output_attentions=True)
        arrays[f"{number}.input_ids"] = ids[0]
        arrays[f"{number}.hidden_states"] = torch.cat(output.hidden_states)  # [layers+1, T, dim]
        arrays[f"{number}.attentions"] = torch.cat(output.attentions)  # [layers, heads, T, T]
        if "logits" in output:
            arrays[f"{number}.logits"] = output.logits[0]  # [T, vocabulary]
        sentences.append(describe(text, encoding))
    return arrays, sentences


def pieces_of(sentence, word):
    """The positions of the tokens of the first occurrence of `word`."""
    start = sentence["text"].index(word)
    end = start + len(word)
    return [
        position
        for position, (first, last) in enumerate(sentence["offsets"])
        if first < last and start <= first and last <= end
    ]


def similarity(arrays, sentences, first, second):
    """The cosine, layer by layer, of two words, each a (sentence number, word) pair.

    A word of several pieces is the mean of their states. Computed in fp64 from the fp32 states.
    """
    targets = [pieces_of(sentences[number], word) for number, word in (first, second)]
    vectors = [
        arrays[f"{number}.hidden_states"][:, target].double().mean(dim=1)  # [layers+1, dim]
        for (number, _), target in zip((first, second), targets)
    ]
    dots = (vectors[0] * vectors[1]).sum(dim=1)
    cosine = dots / (vectors[0].norm(dim=1) * vectors[1].norm(dim=1))
    return {
        "sentences": [first[0], second[0]],
        "words": [first[1], second[1]],
        "targets": targets,
        "layers": ["emb"] + [f"L{layer}" for layer in range(len(cosine) - 1)],
        "cosine": cosine.tolist(),
    }


def write_encodings(path, arrays, sentences, similarities):
    """Writes `path`.safetensors and `path`.json."""
    save_file({name: array.contiguous() for name, array in arrays.items()}, f"{path}.safetensors")
    document = {"sentences": sentences, "similarities": similarities}
    text = json.dumps(document, indent=1, ensure_ascii=False)
    Path(f"{path}.json").write_text(text + "\n", encoding="utf-8")


def make_pair(model_dir, out):
    """The notebook's pair through the real model."""
    model = BertModel.from_pretrained(
        model_dir, dtype=torch.float32, attn_implementation="eager", add_pooling_layer=False
    ).eval()
    tokenizer = without_limits(Tokenizer.from_file(str(model_dir / "tokenizer.json")))
    arrays, sentences = encode(model, tokenizer, NOTEBOOK_PAIR)
    bank = similarity(arrays, sentences, (0, "bank"), (1, "bank"))
    write_encodings(out / "minilm-pair", arrays, sentences, [bank])


# Tiny checkpoints


def tiny_vocabulary():
    """The special tokens, ASCII signs, digits, letters, word-internal ones, then WORDS."""
    alphabet = string.digits + string.ascii_lowercase
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    signs = sorted(string.punctuation)
    return special + signs + list(alphabet) + ["##" + c for c in alphabet] + WORDS


def randomise(model, seed):
    """Draws every parameter at the scale that trained ones have, so that each of them matters."""
    generator = torch.Generator().manual_seed(seed)
    for name, parameter in sorted(model.named_parameters()):
        noise = torch.randn(parameter.shape, generator=generator)
        if "embeddings.weight" in name:
            noise *= 0.02 if "position" in name or "token_type" in name else 0.05
        elif parameter.dim() == 2:  # a product keeps the size of its input
            noise *= 1.1 / parameter.shape[1] ** 0.5
        elif name.endswith("weight"):  # layer norm
            noise = 1 + 0.2 * noise
        else:
            noise *= 0.1
        parameter.data.copy_(noise)


def make_checkpoint(model, out, seed):
    """Saves `model` with random parameters in folder `out`, and its encodings beside the folder."""
    model.set_attn_implementation("eager")
    model.eval()
    randomise(model, seed)
    model.save_pretrained(out)
    (out / "vocab.txt").write_text("\n".join(tiny_vocabulary()) + "\n", encoding="utf-8")
    limit = model.config.max_position_embeddings
    settings = json.dumps({"do_lower_case": True, "model_max_length": limit})
    (out / "tokenizer_config.json").write_text(settings + "\n", encoding="utf-8")

    tokenizer = without_limits(AutoTokenizer.from_pretrained(out).backend_tokenizer)
    arrays, sentences = encode(model, tokenizer, SENTENCES)
    similarities = [
        similarity(arrays, sentences, (1, "bank"), (2, "bank")),
        similarity(arrays, sentences, (3, "riverbanks"), (2, "bank")),
        similarity(arrays, sentences, (3, "riverbanks"), (5, "streets")),
    ]
    write_encodings(out, arrays, sentences, similarities)


def make_checkpoints(out):
    """DistilBERT and BERT with a masked-language-model head; BERT with both kinds of GELU."""
    size = len(tiny_vocabulary())
    distilbert = DistilBertConfig(
        vocab_size=size, dim=64, n_layers=3, n_heads=4, hidden_dim=128, max_position_embeddings=64
    )
    make_checkpoint(DistilBertForMaskedLM(distilbert), out / "distilbert-tiny", PARAMETERS_SEED)

    bert = {
        "vocab_size": size,
        "hidden_size": 48,
        "num_hidden_layers": 2,
        "num_attention_heads": 3,
        "intermediate_size": 96,
        "max_position_embeddings": 64,
        "layer_norm_eps": 1e-5,
    }
    for folder, activation in [("bert-tiny", "gelu"), ("bert-tiny-gelu-new", "gelu_new")]:
        model = BertForMaskedLM(BertConfig(**bert, hidden_act=activation))
        make_checkpoint(model, out / folder, PARAMETERS_SEED + 1)


# Tokenizer cases

CASES = {
    "english": [
        *NOTEBOOK_PAIR,
        "bank",
        "Bank",
        "BANK",
        "The quick brown fox jumps over the lazy dog.",
        "Unbelievable antidisestablishmentarianism",
        "tokenization embeddings unaffable hypothyroidism",
        "Is this a question? Yes! It is: really; truly.",
        "Dr. Smith paid $3.50 to J. R. Jones Jr.",
        "iPhone McDonald eBay USA",
        "qwrtzpsdfg xzqj",
    ],
    "contractions": [
        "don't won't can't it's I'm we've they'll",
        "the bank's manager, the banks' managers",
        "rock 'n' roll",
        "don’t it’s ‘quoted’ “double”",
        "o'clock O'Brien y'all'd've",
        "'tis",
        "dogs'",
    ],
    "hyphens": [
        "state-of-the-art river-bank",
        "-start end-",
        "non\u2010breaking\u2011hyphen en\u2013dash em\u2014dash minus\u2212sign",
        "a--b---c",
        "soft\u00adhyphen",
        "well -known well- known",
    ],
    "punctuation": [
        "...",
        "?!?!",
        "Wait... what?!",
        "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
        "a,b;c:d",
        "(nested [brackets {here}])",
        "<b>bold</b> &amp;",
        "snake_case camelCase path/to/file.txt user@example.org",
        "«guillemets» „low“ ‹single›",
        "¿Qué? ¡Sí!",
        "§5 ¶2 †note ‡other •item",
        "。、「日本」！？",
        "100% 5° ±3 ×2 ÷4",
        "a^b ~c `d` |e| $f +g =h <i>",
        "€20 £30 ¥40 ₹50",
        "x\u2026y",
        "\u066a \u060c \u061b \u061f",
        "\u0964 \u0965",
        "\u2e4f \u2e52 \U0001e95e",
    ],
    "numbers": [
        "1234567890",
        "3.14159 1,000,000 -42 +7",
        "1st 2nd 3rd 4th",
        "2024-06-01T12:30:00Z",
        "0x1F 1e-5 12:30",
        "٣٤٥ १२३ ๔๕ 一二三",
        "½ ¼ ² ³ ₂ Ⅳ ⅷ ①",
        "１２３ ＡＢＣ ａｂｃ",
        "B2B 4x4 mp3 H2O",
    ],
    "accents": [
        "café naïve façade jalapeño",
        "cafe\u0301 nai\u0308ve fac\u0327ade jalapen\u0303o",
        "CAFÉ ÀÉÎÕÜ",
        "Ångström A\u030angstro\u0308m \u212bngstr\u00f6m",
        "Việt Nam tiếng Việt",
        "Vie\u0323\u0302t Vi\u00ea\u0323t",
        "Łódź Dvořák Şişli Đà Nẵng",
        "e\u0301\u0302\u0303\u0304\u0305x",
        "\u0301leading mark",
        "trailing mark \u0301",
        "a \u0301 b",
        "\u0301",
        "q\u0307\u0323 q\u0323\u0307",
        "o\u0338 ø Ø",
        "x\u20d7 y\u20dd",
        "ﾊﾟ ハ\u309a パ",
    ],
    "cjk": [
        "銀行",
        "河的岸 bank 銀行 river",
        "我去銀行存錢。",
        "東京タワーへ行きました",
        "カタカナ ひらがな 漢字",
        "bank銀行bank",
        "\u3400\u4dbf\u9fff\uf900\ufa1f",
        "\U00020000 \U0002a6df\U0002a700 \U0002b740\U0002ceb0 \U0002f800",
        "\u3005\u3006\u3007 \u30fb \u3000 \u2e80 \u31c0",
        "〇一二 ㍿ ㈱",
        "ｶﾞｷﾞ",
    ],
    "hangul": [
        "은행에 갔다",
        "\u1112\u1161\u11ab\u1100\u1173\u11af",
        "한글 \u1112\u1161\u11ab글",
        "각",
        "ㄱㄴㄷ ㅏㅑ",
        "\ud7a3\uac00",
    ],
    "thai": ["ธนาคาร", "ฉันไปธนาคารที่แม่น้ำ", "กำ \u0e01\u0e4d\u0e32", "น้ำ"],
    "devanagari": [
        "बैंक नदी",
        "क्षत्रिय \u0958 \u0915\u093c",
        "हिन्दी में लिखा हुआ",
        "বাংলা தமிழ் తెలుగు ಕನ್ನಡ",
        "தமிழ் கொ \u0bca \u0bc6\u0bbe",
    ],
    "arabic": [
        "بنك النهر",
        "الْبَنْكُ",
        "\u0622 \u0627\u0653 \u0623 \u0624",
        "\ufefb \ufdfa \ufe8d",
        "پارسی اردو ٹھیک",
    ],
    "hebrew": ["בנק הנהר", "שָׁלוֹם", "\ufb2a \u05e9\u05c1 \ufb1d", "״צה״ל״ ־ מקף"],
    "case": [
        "İstanbul ISPARTA ırmak Iğdır",
        "i\u0307 I\u0307",
        "ΟΔΥΣΣΕΥΣ ΛΟΓΟΣ. ΣΑΣ Σ",
        "Ὀδυσσεύς ᾼ ΐ \u0390 \u1fd3",
        "Straße STRASSE ẞ ß",
        "ﬁnance ﬂow oﬃce ﬅ ĳ Ĳ Ǆ ǅ ǆ",
        "ŉ ǰ \u01f0 ſ",
        "Ünïcödé ÆØÅ œ Œ",
        "ПРИВЕТ Ёлка ёлка Йод",
        "ԱՐԵՒ և ᲐᲑᲒ Ꭰ ꭰ",
        "K \u212a \u2126 Ω",
    ],
    "emoji": [
        "👍 ok",
        "river🏞️bank🏦",
        "👩\u200d💻 👨\u200d👩\u200d👧\u200d👦 codes",
        "🏳️\u200d🌈 🇩🇪🇫🇷 1️⃣",
        "👍🏽👍🏿",
        "☃ ☺️ ❤ ❤️",
        "🥰🫠🫨",
        "hello😀world",
        "→ ⇒ ∀x∈ℝ ∑ √2 ∞",
        "©2024 ®™",
    ],
    "invisible": [
        "zero\u200bwidth",
        "non\u200cjoiner jo\u200diner word\u2060joiner",
        "left\u200eto\u200fright \u202aembedded\u202c \u2066isolated\u2069",
        "a\u0000b",
        "\u0000",
        "\u0000bank\u0000",
        "\ufeffbank",
        "ba\ufeffnk \ufeff",
        "tab\there",
        "line\nbreak\r\nwindows\rmac",
        "bell\u0007 escape\u001b[0m delete\u007f",
        "\u0001\u0002\u0003",
        "next\u0085line c1\u0090x",
        "vertical\u000btab form\u000cfeed",
        "unit\u001fseparator file\u001cx group\u001dx record\u001ex",
        "\ufffd replaced\ufffdhere \ufffd",
        "private\ue000use \ue123 \U000f0000 \U0010fffd",
        "tag\U000e0041\U000e007f x\U000e0100",
        "non\ufffecharacter \uffff \U0001fffe",
        "unassigned \u0378 \u0379x \U000e0fff",
        "variation\ufe0fselector \ufe0e",
        "\u180e mongolian \u034f joiner \u115f filler \u3164",
        "interlinear\ufff9a\ufffab\ufffb",
    ],
    "astral": [
        "𝐛𝐚𝐧𝐤 𝓫𝓪𝓷𝓴 𝔟𝔞𝔫𝔨",
        "𐐀𐐁𐐂 𐐨𐐩",
        "𐌰𐌱 𐎀𐎁 𒀀𒀁",
        "𞤀𞤁 𞤢𞤣",
        "a𝟙b𝟚",
        "𝄞 clef 🂡 card",
        "\U0001d15e \U000110ab \U0001109a",
        "bank\U00010900bank",
    ],
    "spaces": [
        "no\u00a0break",
        "thin\u2009space hair\u200aspace em\u2003space figure\u2007space",
        "ideographic\u3000space narrow\u202fspace ogham\u1680space math\u205fspace",
        "line\u2028separator paragraph\u2029separator",
        "  two  spaces  ",
        "\tbank\t",
        "bank\n",
        " bank",
        "a  b   c    d",
    ],
    "empty": ["", " ", "   ", "\t\n\r", "\u00a0", "\u3000", "\u2028", "\u200b", "\u0085", "\u001c"],
    "special": [
        "[MASK]",
        "[mask]",
        "[Mask]",
        "x[SEP]y",
        "x[sep]y",
        "The bank of the [MASK] was calm.",
        "The bank of the [mask] was calm.",
        "[CLS] bank [SEP]",
        "[PAD][UNK][CLS][SEP][MASK]",
        "[MASK][MASK] [MASK]",
        "bank[MASK]bank",
        "[MASK]'s",
        "  [MASK]  ",
        "[ MASK ] [MASK [[MASK]] MASK]",
        "[MASK\u0301] [MA\u200bSK] [MASK]\u0301",
        "é[MASK]é e\u0301[MASK]e\u0301",
        "銀[SEP]行",
        "[unused0] [unused99]",
        "##bank ##s #hash ##",
        "\u0000[MASK]\u0000",
        "[MASK] [mask] [MASK]",
    ],
    "long": [
        "a" * 99,
        "a" * 100,
        "a" * 101,
        "a" * 150,
        "bank" * 25,
        "bank" * 25 + "s",
        "x " + "b" * 101 + " y",
        "é" * 100,
        "é" * 101,
        "e\u0301" * 100,
        "e\u0301" * 101,
        "x\u200b" * 100,
        "a" * 60 + "-" + "a" * 60,
        "銀" * 101,
        "ß" * 100,
        "İ" * 100,
        "\U00010400" * 100,
        "\U00010400" * 101,
        "한" * 33,
        "한" * 34,
        "!" * 101,
        "a" * 101 + "[MASK]" + "a" * 100,
        "bank " * 520,
    ],
}

# What the mixtures are drawn from.
SCRAPS = [
    *"aAbBzZ09éÉßİıΣσς",
    *["bank", "River", "un", "able", "don't", "it’s", "[MASK]", "[SEP]", "[mask]", "##s"],
    *[" ", " ", " ", "  ", "\t", "\n", "\u00a0", "\u3000", "\u2009", "\u2028"],
    *[".", ",", "-", "--", "...", "'", "’", "—", "。", "¿", "$", "^", "_"],
    *["\u0301", "\u0308", "\u0323", "\u20dd", "\u200b", "\u200d", "\ufeff", "\u0000", "\u00ad"],
    *["銀", "行", "東京", "か\u3099", "カ", "한", "\u1112\u1161\u11ab", "ที่", "น้ำ", "क्ष", "हि"],
    *["بن", "ك\u064f", "ש\u05c1", "ﬁ", "Å", "\u212b", "Ⅳ", "１", "²", "𝐛", "𐐀", "\U00020000"],
    *["👍🏽", "👩\u200d💻", "☃", "❤️", "\ue000", "\u007f", "\u0085", "\ufffd", "€", "→"],
]


def mixtures(count):
    """Random strings of scraps, the same ones at every run."""
    chance = random.Random(MIXTURES_SEED)
    return ["".join(chance.choices(SCRAPS, k=chance.randint(3, 30))) for _ in range(count)]


def make_tokenizer_cases(model_dir, out):
    """Every case through the fast tokenizer, one JSON object a line."""
    tokenizer = without_limits(Tokenizer.from_file(str(model_dir / "tokenizer.json")))
    lines = []
    for group, texts in (CASES | {"mixtures": mixtures(80)}).items():
        for text in texts:
            case = {"group": group} | describe(text, tokenizer.encode(text))
            lines.append(json.dumps(case) + "\n")  # ASCII, as many of the texts are invisible
    (out / "tokenizer-uncased.jsonl").write_text("".join(lines), encoding="ascii")


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: make_fixtures.py MODEL_DIR OUT_DIR")
    model_dir, out = map(Path, sys.argv[1:])
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    out.mkdir(parents=True, exist_ok=True)
    make_pair(model_dir, out)
    make_checkpoints(out)
    make_tokenizer_cases(model_dir, out)


if __name__ == "__main__":
    main()
