import Analyses
import Encoder
import Lists

/// Runs a model on the sentences of one word, and compares the word's vectors.
package struct WordAnalyzer: Sendable {
    private let model: LoadedModel
    private let layer: Int
    private let clusters: Int?
    private let linkage: Linkage
    private let cache: BaselineCache
    private let reference: [String]

    /// - Parameters:
    ///   - layer: the layer whose output is grouped and shown.
    ///   - clusters: how many groups; `nil` for the number with the best silhouette, up to 8.
    ///   - linkage: what counts as the distance of two groups.
    ///   - reference: the sentences that the baseline is measured from.
    /// - Throws: `SelectionError` for a layer that the model does not have.
    package init(
        model: LoadedModel, layer: PairAnalyzer.Layer = .last, clusters: Int? = nil,
        linkage: Linkage = .ward, cache: BaselineCache,
        reference: [String] = ReferenceSentences.shipped
    ) throws(SelectionError) {
        self.layer = try PairAnalyzer.Selection(
            layer: layer, head: .standard, layerCount: model.summary.layers,
            headCount: model.summary.heads
        ).layer
        self.model = model
        self.clusters = clusters
        self.linkage = linkage
        self.cache = cache
        self.reference = reference
    }

    /// What a list gave: the analysis, and the similarity of every two sentences.
    package struct Result: Sendable {
        package let analysis: AnalyzedWord
        /// What the user should be told besides.
        package internal(set) var warnings: [String] = []
        private let vectors: [WordVectors]
        private let threadCount: Int
        /// That of the layer which is grouped and shown, in the order of the list.
        let shownMatrix: SymmetricMatrix

        init(
            analysis: AnalyzedWord, vectors: [WordVectors], shownMatrix: SymmetricMatrix,
            threadCount: Int
        ) {
            self.analysis = analysis
            self.vectors = vectors
            self.shownMatrix = shownMatrix
            self.threadCount = threadCount
        }

        /// The similarity of every two sentences, in the order of the list.
        ///
        /// Computed when it is asked for: those of all layers take more memory than anything else.
        /// - Parameter layer: 0 is the embeddings.
        func matrix(layer: Int) throws -> SymmetricMatrix {
            try CosineSimilarity.matrix(
                of: vectors.map { $0.layers[layer] }, threadCount: threadCount)
        }
    }

    /// - Throws: `InputError` for a list that cannot be read, `AnalyzedWordError` when fewer than two
    ///   sentences are left, the errors of `EncoderModel.encode`.
    package func analyze(_ list: WordList, word: String) throws -> Result {
        var contexts: [(row: WordList.Row, reading: SentenceReading)] = []
        var vectors: [WordVectors] = []
        var failed: [AnalyzedWord.Failure] = []
        var repeated = RepeatedWords()
        func flush() throws {
            let new = contexts[vectors.count...].map(\.reading)
            vectors += try WordVectors.encode(new, model.encoder)
        }
        while let row = try list.next() {
            do {
                let reading = try row.reading(
                    word: word, forms: list.forms, tokenizer: model.encoder.tokenizer)
                contexts.append((row, reading))
                repeated.add("row \(row.number)", [reading])
            } catch {
                failed.append(AnalyzedWord.Failure(row: row.number, reason: "\(error)"))
                continue
            }
            if contexts.count - vectors.count == WordVectors.batchSize { try flush() }
        }
        try flush()
        guard contexts.count >= 2 else {
            throw AnalyzedWordError.tooFewSentences(
                list: list.name, left: contexts.count,
                firstProblem: failed.first.map { "row \($0.row): \($0.reason)" })
        }
        var result = try result(word, contexts.map { ($0.row, $0.reading) }, vectors, failed)
        if let warning = repeated.warning(column: "occurrence") {
            result.warnings.append("\(list.name): \(warning)")
        }
        return result
    }

    private func result(
        _ word: String, _ contexts: [(WordList.Row, SentenceReading)], _ vectors: [WordVectors],
        _ failed: [AnalyzedWord.Failure]
    ) throws -> Result {
        let layerCount = model.summary.layers + 1
        let chosen = layer + 1
        let threadCount = model.encoder.threadCount
        let shown = try CosineSimilarity.matrix(
            of: vectors.map { $0.layers[chosen] }, threadCount: threadCount)
        let groups = WordGroups(shown, linkage: linkage, clusters: clusters)
        let plane = Plane(vectors.map { $0.layers[chosen] })
        let labels = contexts.map(\.0.label)
        let names = AnalyzedPair.Similarity(
            cosine: Array(repeating: 0, count: layerCount)
        ).layers
        let means = try MeanSimilarities(groups: groups.numbers, labels: labels).byLayer(
            vectors, baseline: cache.baseline(of: model, sentences: reference).layers)
        let analysis = AnalyzedWord(
            word: word, model: model.summary,
            options: .init(layer: names[chosen], clusters: clusters, linkage: linkage),
            layers: names,
            sentences: contexts.enumerated().map { index, context in
                let (row, reading) = context
                return AnalyzedWord.Context(
                    id: row.id, text: row.sentence, word: reading.word,
                    places: reading.target.map {
                        let place = reading.sequence.offsets[$0]
                        return [place.lowerBound, place.upperBound]
                    }, label: row.label, group: groups.numbers[index] + 1,
                    silhouette: groups.silhouettes[index], point: plane.points[index])
            },
            groups: groups.representatives(shown), order: groups.order,
            silhouette: groups.silhouettes.reduce(0, +) / Float(groups.silhouettes.count),
            evidence: groups.evidence, similarity: means, explained: plane.explained,
            agreement: GroupAgreement(groups: groups.numbers, labels: labels), failed: failed)
        return Result(
            analysis: analysis, vectors: vectors, shownMatrix: shown, threadCount: threadCount)
    }
}

/// The vectors of one layer on the plane of their first two principal components.
private struct Plane {
    let points: [[Float]]
    let explained: [Float]

    /// Directions count, not lengths, as they do for the cosine.
    init(_ vectors: [[Float]]) {
        let unit = vectors.map { vector in
            let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
            return length > 0 ? vector.map { Float(Double($0) / length) } : vector
        }
        let components = PrincipalComponents(of: unit.map { $0[...] }, count: 2)
        points = unit.map { components.project($0).map { Float($0) } }
        explained = components.explained.map { Float($0) }
    }
}
