import Files

extension AnalyzedPair {
    /// What the similarity suggests about the two uses, in one sentence for the top of a page.
    ///
    /// Where the model is calibrated it is that of `Verdict`. Without, it goes by how far the similarity falls from the embeddings to the last layer, corrected where there is
    /// a baseline. “Far” and “somewhat” are words for the size of that number, no thresholds that were
    /// tested on pairs with known senses, and the sentence says so.
    package func verdict() -> Finding {
        if let calibrated = verdictFinding() { return calibrated }
        if let unknown = Side.allCases.first(where: isUnknown) {
            return """
                The model does not know \(word: sentence(unknown).word), so that its numbers say little about \
                the two uses.
                """
        }
        let corrected = analyses.corrected
        let numbers = corrected?.cosine ?? similarity.cosine
        guard let first = numbers.first, let last = numbers.last,
            let layer = similarity.layers.last,
            let cosine = similarity.cosine.last
        else { return "" }
        let usual =
            corrected?.baseline.last.map { " (unrelated words: \(Format.cosine($0)))" } ?? ""
        let value =
            "their cosine is \(Format.cosine(cosine)) after the last layer, \(layer)\(usual)"
        if corrected != nil, last < Self.smallDistance {
            return """
                To this model \(uses) are no more alike than unrelated words, which suggests two \
                senses: \(value).
                """
        }
        return """
            \(movement(first - last)): \(value), which by itself does not show whether the sense is \
            the same.
            """
    }

    private func isUnknown(_ side: Side) -> Bool {
        sentence(side).target.contains(where: sentence(side).isUnknown)
    }

    private func movement(_ fall: Float) -> Finding {
        if fall <= -Self.smallChange { return "The context brings \(uses) closer together" }
        if fall < 0.1 { return "The context hardly moves \(uses) apart" }
        return "The context moves \(uses) \(fall < 0.3 ? "somewhat" : "far") apart"
    }

    private var uses: Finding {
        let (first, second) = (sentences[0].word, sentences[1].word)
        return first.lowercased() == second.lowercased()
            ? "the two uses of \(word: first)" : "\(word: first) and \(word: second)"
    }
}
