"""The texts of the tokenizer cases, and the text that the tests' own vocabularies are trained on."""

import random

CASES = {
    "english": [
        "The bank of the river was calm.",
        "She went to the bank to deposit money.",
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



def mixtures(seed, count):
    """Random strings of scraps."""
    chance = random.Random(seed)
    return ["".join(chance.choices(SCRAPS, k=chance.randint(3, 30))) for _ in range(count)]


def scattered(seed, count):
    """Texts of characters from all of Unicode, assigned or not, between letters and marks."""
    chance = random.Random(seed)
    between = ["a", "B", " ", "1", ".", "\u0301", "\u0323", "é"]
    ranges = [(0x80, 0x370), (0x370, 0x3100), (0x3100, 0xD800), (0xE000, 0x10000),
              (0x10000, 0x20000), (0x20000, 0x110000)]
    weights = [4, 8, 2, 2, 4, 1]

    def character():
        low, high = chance.choices(ranges, weights)[0]
        return chr(chance.randrange(low, high))

    return [
        "".join(character() + chance.choice(between) for _ in range(chance.randint(4, 12)))
        for _ in range(count)
    ]


# Words in many scripts, for the vocabularies that are trained here.
WORDS = {
    "English": """the a of to and in is was that it he she went bank river money deposit calm water
        street morning early Bank River Money The She In London Doctor Smith's don't never walking
        walked walker unwalkable deposits depositing rivers banks banking banker bankers kindness
        unkind happily happiness quickly quicker nation national international""",
    "German": "die Straße groß größer Flüsse Bänke über Übung schön ein eine einer Häuser Haus für",
    "French": "été élève garçon façade où déjà naïve cœur œuvre l'eau d'été Noël",
    "Turkish": "İstanbul Iğdır ırmak ılık şişe güneş çocuk öğrenci",
    "Vietnamese": "Việt Nam tiếng nước người được không",
    "decomposed": "cafe\u0301 nai\u0308ve A\u030angstro\u0308m Vie\u0323\u0302t jalapen\u0303o",
    "Greek": "Οδυσσεύς λόγος λόγοι θάλασσα ποταμός τράπεζα Σωκράτης",
    "Russian": "банк берег реки деньги спокойная вода Ёлка ёлка утром",
    "Arabic": "بنك النهر الماء هادئ الْبَنْكُ",
    "Hebrew": "בנק הנהר שָׁלוֹם מים",
    "Hindi": "बैंक नदी पानी हिन्दी क्षत्रिय",
    "Thai": "ธนาคาร แม่น้ำ น้ำ ฉันไป",
    "Chinese": "銀行 河 岸 我 去 存 錢 北京 大學 中文 銀",
    "Japanese": "東京 カタカナ ひらがな タワー 行きました",
    "Korean": "은행에 갔다 한글 서울 강물",
    "signs": "1 2 3 10 42 2024 3.14 . , ! ? ; : - — ' ’ “ ” ( ) 👍 ☃ ½ € $ & / @ #",
}


def training(seed, count):
    """Made-up sentences of those words and of words that only sound like some."""
    chance = random.Random(seed)
    onsets = "b c d f g h k l m n p r s t v w st tr pl ch sh".split()
    nuclei = "a e i o u ai ee ou".split()
    codas = ["", "", "n", "r", "s", "t", "l", "nd", "ng"]

    def invented():
        syllables = chance.randint(1, 4)
        parts = [chance.choice(list_) for _ in range(syllables) for list_ in (onsets, nuclei, codas)]
        return "".join(parts)

    invented_words = [invented() for _ in range(1500)]
    lists = [words.split() for words in WORDS.values()]

    def word():
        return chance.choice(chance.choice(lists) if chance.random() < 0.6 else invented_words)

    return [" ".join(word() for _ in range(chance.randint(3, 15))) for _ in range(count)]


TRAINING = training(5, 4000)
