/// The models of which values are published.
extension PublishedValues {
    /// Token ids whose first one is masked in the publication: it is left out, and the others keep
    /// their positions, which gives the same numbers.
    private static func masked(_ ids: [Int]) -> Input {
        var sequence = TokenSequence(ids: ids)
        sequence.firstPosition = 1
        return .ids(sequence)
    }

    private static let wordPieces = masked([345, 232, 328, 740, 140, 1695, 69, 6078, 1588, 2])
    private static let bytePieces = masked([
        31414, 232, 328, 740, 1140, 12695, 69, 46078, 1588, 2,
    ])

    static let distilBERT = PublishedValues(
        name: "distilbert/distilbert-base-uncased",
        source: "the tests of transformers and the model's own page",
        aliases: ["distilbert-base-uncased"],
        checks: [
            .lastHiddenState(
                wordPieces, row: 0,
                expected: [
                    [-0.1639, 0.3299, 0.1648], [-0.1746, 0.3289, 0.1710],
                    [-0.1884, 0.3357, 0.1810],
                ]),
            .lastHiddenState(
                .ids(TokenSequence(ids: [101, 7592, 1010, 2026, 3899, 2003, 10140, 102])), row: 1,
                expected: [
                    [0.1483, 0.3433, -0.5248], [0.5309, 0.3716, 0.0803], [0.3805, 0.5581, -0.4261],
                ]),
            .fills(
                "Hello I'm a [MASK] model.",
                expected: [
                    ("role", 0.05293), ("fashion", 0.03969), ("business", 0.03474),
                    ("model", 0.03462),
                ]),
        ])

    static let bert = PublishedValues(
        name: "google-bert/bert-base-uncased", source: "the tests of transformers",
        aliases: ["bert-base-uncased"],
        checks: [
            .lastHiddenState(
                wordPieces, row: 0,
                expected: [
                    [0.4249, 0.1008, 0.7531], [0.3771, 0.1188, 0.7467], [0.4152, 0.1098, 0.7108],
                ])
        ])

    static let miniLM = PublishedValues(
        name: "sentence-transformers/all-MiniLM-L6-v2",
        source: "the documentation of sentence-transformers",
        aliases: ["all-MiniLM-L6-v2"],
        checks: [
            .similarities(
                [
                    "The weather is lovely today.", "It's so sunny outside!",
                    "He drove to the stadium.",
                ],
                expected: [(0, 1, 0.6660), (0, 2, 0.1046), (1, 2, 0.1411)])
        ])

    /// The last number of each token's state, from fairseq's model; the tests allow ten times as much as others.
    static let xlmRoberta = PublishedValues(
        name: "FacebookAI/xlm-roberta-base",
        source: "the tests of transformers (test_modeling_xlm_roberta.py at 00ee70b)",
        aliases: ["xlm-roberta-base"],
        checks: [
            .lastHiddenState(
                .ids(
                    TokenSequence(ids: [
                        0, 581, 10269, 83, 99942, 136, 60742, 23, 70, 80583, 18276, 2,
                    ])), row: 0, column: 767,
                expected: [
                    -0.0101, 0.1218, -0.0803, 0.0801, 0.1327, 0.0776, -0.1215, 0.2383, 0.3338,
                    0.3106, 0.0300, 0.0252,
                ].map { [$0] }, tolerance: 1e-3)
        ])

    static let camembert = PublishedValues(
        name: "almanach/camembert-base",
        source: "the tests of transformers (test_modeling_camembert.py at 1001bb0)",
        aliases: ["camembert-base", "camembert/camembert-base"],
        checks: [
            .lastHiddenState(
                .ids(TokenSequence(ids: [5, 121, 11, 660, 16, 730, 25543, 110, 83, 6])), row: 0,
                column: 0,
                expected: [
                    [-0.0254, 0.0235, 0.1027], [0.0606, -0.1811, -0.0418],
                    [-0.1561, -0.1127, 0.2687],
                ])
        ])

    static let albert = PublishedValues(
        name: "albert/albert-base-v2",
        source: "the tests of transformers (test_modeling_albert.py at 08ace74)",
        aliases: ["albert-base-v2"],
        checks: [
            .lastHiddenState(
                wordPieces, row: 0,
                expected: [
                    [-0.6513, 1.5035, -0.2766], [-0.6515, 1.5046, -0.2780],
                    [-0.6512, 1.5049, -0.2784],
                ])
        ])

    static let deberta = PublishedValues(
        name: "microsoft/deberta-base",
        source: "the tests of transformers (test_modeling_deberta.py at 00d316b)",
        aliases: [],
        checks: [
            .lastHiddenState(
                bytePieces, row: 0,
                expected: [
                    [-0.5986, -0.8055, -0.8462], [1.4484, -0.9348, -0.8059],
                    [0.3123, 0.0032, -1.4131],
                ])
        ])

    static let debertaV2 = PublishedValues(
        name: "microsoft/deberta-v2-xlarge",
        source: "the tests of transformers (test_modeling_deberta_v2.py at 040e1a7)",
        aliases: [],
        checks: [
            .lastHiddenState(
                bytePieces, row: 0,
                expected: [
                    [0.2356, 0.1948, 0.0369], [-0.1063, 0.3586, -0.5152],
                    [-0.6399, -0.0259, -0.2525],
                ])
        ])

    static let modernBERT = PublishedValues(
        name: "answerdotai/ModernBERT-base",
        source: "the tests of transformers (test_modeling_modernbert.py at 052b1dc)",
        aliases: [],
        checks: [
            .lastHiddenState(
                .text("Hello World!"), row: 0, column: 0,
                expected: [
                    [0.3151, -0.6417, -0.7027], [-0.7834, -1.5810, 0.4576],
                    [1.0614, -0.7268, -0.0871],
                ]),
            .logits(
                .text("Hello World!"),
                expected: [
                    [3.8387, -0.2017, 12.2839], [3.6300, 0.6869, 14.7123],
                    [-5.1137, -3.8122, 11.9874],
                ]),
        ])
}
