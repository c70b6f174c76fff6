/// What the user chose for one pair, as far as it decides what the figures show.
///
/// Keys that are missing in JSON take their defaults and unknown keys are ignored, so an older
/// program reads a newer file and the other way round.
package struct PairOptions: Codable, Equatable, Sendable {
    /// Index of the layer that the "last layer" figures show.
    package var layer: Int
    /// Index of the head that the bar charts show; `nil` is the mean over heads.
    package var head: Int?
    /// What figures do with special tokens. In JSON `hide_special` says whether they are left out; `special` is
    /// there only where they count for the scale.
    package var special: SpecialTokens
    /// Which occurrence of the word is meant in each sentence, from 1; `nil` if not said.
    package var occurrence1: Int?
    package var occurrence2: Int?
    /// What is analysed besides similarity and attention.
    package var analyses: AnalysisChoice
    /// The user's file of sentences for the similarity baseline, as it was named.
    package var baseline: String?
    /// The user's list for calibration, as it was named. The key is there in JSON only then.
    package var calibration: String?

    package init(
        layer: Int, head: Int? = nil, special: SpecialTokens = .apart, occurrence1: Int? = nil,
        occurrence2: Int? = nil, analyses: AnalysisChoice = .none, baseline: String? = nil,
        calibration: String? = nil
    ) {
        self.layer = layer
        self.head = head
        self.special = special
        self.occurrence1 = occurrence1
        self.occurrence2 = occurrence2
        self.analyses = analyses
        self.baseline = baseline
        self.calibration = calibration
    }

    /// Whether figures leave out the special tokens.
    package var hidesSpecial: Bool { special == .hide }

    private enum CodingKeys: String, CodingKey {
        case layer, head, special, occurrence1, occurrence2, analyses, baseline, calibration
        case hideSpecial = "hide_special"
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        layer = try values.decode(Int.self, forKey: .layer)
        head = try values.decodeIfPresent(Int.self, forKey: .head)
        let hides = try values.decodeIfPresent(Bool.self, forKey: .hideSpecial) ?? false
        special =
            try values.decodeIfPresent(SpecialTokens.self, forKey: .special)
            ?? (hides ? .hide : .apart)
        occurrence1 = try values.decodeIfPresent(Int.self, forKey: .occurrence1)
        occurrence2 = try values.decodeIfPresent(Int.self, forKey: .occurrence2)
        analyses =
            try values.decodeIfPresent(AnalysisChoice.self, forKey: .analyses) ?? .none
        baseline = try values.decodeIfPresent(String.self, forKey: .baseline)
        calibration = try values.decodeIfPresent(String.self, forKey: .calibration)
    }

    /// Writes `null` for what was not chosen, so that files have the same keys.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(layer, forKey: .layer)
        try values.encode(head, forKey: .head)
        try values.encode(hidesSpecial, forKey: .hideSpecial)
        if special == .scale { try values.encode(special, forKey: .special) }
        try values.encode(occurrence1, forKey: .occurrence1)
        try values.encode(occurrence2, forKey: .occurrence2)
        try values.encode(analyses, forKey: .analyses)
        try values.encode(baseline, forKey: .baseline)
        try values.encodeIfPresent(calibration, forKey: .calibration)
    }
}
