import Analyses
import Encoder
import Lists

/// Runs a model on the sentences of one word, and compares the word's vectors.
package struct WordAnalyzer: Sendable {
    private let model: LoadedModel
    private let layer: Int
    private let clusters: Int?
    private let cache: BaselineCache
    private let reference: [String]

    /// - Parameters:
    ///   - layer: the layer whose output is grouped and shown.
    ///   - clusters: how many groups; `nil` for the number with the best silhouette, up to 8.
    ///   - reference: the sentences that the baseline is measured from.
    /// - Throws: `SelectionError` for a layer that the model does not have.
    package init(
        model: LoadedModel, layer: PairAnalyzer.Layer = .last, clusters: Int? = nil,
        cache: BaselineCache, reference: [String] = ReferenceSentences.shipped
    ) throws(SelectionError) {
        self.layer = try PairAnalyzer.Selection(
            layer: layer, head: .standard, layerCount: model.summary.layers,
            headCount: model.summary.heads
        ).layer
        self.model = model
        self.clusters = clusters
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
        /// That of the layer which is grouped and shown: `[n][n]`, in the order of the list.
        let shownMatrix: [[Float]]

        init(
            analysis: AnalyzedWord, vectors: [WordVectors], shownMatrix: [[Float]], threadCount: Int
        ) {
            self.analysis = analysis
            self.vectors = vectors
            self.shownMatrix = shownMatrix
            self.threadCount = threadCount
        }

        /// The similarity of every two sentences, `[n][n]`, in the order of the list.
        ///
        /// Computed when it is asked for: those of all layers take more memory than anything else.
        /// - Parameter layer: 0 is the embeddings.
        func matrix(layer: Int) throws -> [[Float]] {
            try SimilarityMatrix.cosines(
                vectors.map { $0.layers[layer] }, threadCount: threadCount)
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
        func matrix(_ layer: Int) throws -> [[Float]] {
            try SimilarityMatrix.cosines(
                vectors.map { $0.layers[layer] }, threadCount: threadCount)
        }
        let shown = try matrix(chosen)
        let (groups, order, silhouettes) = grouping(shown)
        let plane = Plane(vectors.map { $0.layers[chosen] })
        let labels = contexts.map(\.0.label)
        let names = AnalyzedPair.Similarity(
            cosine: Array(repeating: 0, count: layerCount)
        ).layers
        let means = try MeanSimilarities(groups: groups, labels: labels).byLayer(
            (0..<layerCount), baseline: cache.baseline(of: model, sentences: reference).layers
        ) { $0 == chosen ? shown : try matrix($0) }
        let analysis = AnalyzedWord(
            word: word, model: model.summary,
            options: .init(layer: names[chosen], clusters: clusters), layers: names,
            sentences: contexts.enumerated().map { index, context in
                let (row, reading) = context
                return AnalyzedWord.Context(
                    id: row.id, text: row.sentence, word: reading.word,
                    places: reading.target.map {
                        let place = reading.sequence.offsets[$0]
                        return [place.lowerBound, place.upperBound]
                    }, label: row.label, group: groups[index] + 1, silhouette: silhouettes[index],
                    point: plane.points[index])
            },
            groups: SimilarityMatrix.groups(groups, shown), order: order,
            silhouette: silhouettes.reduce(0, +) / Float(silhouettes.count),
            similarity: means, explained: plane.explained,
            agreement: GroupAgreement(groups: groups, labels: labels), failed: failed)
        return Result(
            analysis: analysis, vectors: vectors, shownMatrix: shown, threadCount: threadCount)
    }

    /// The group of each sentence, the order of the tree's leaves, and how well each fits.
    private func grouping(
        _ matrix: [[Float]]
    ) -> (groups: [Int], order: [Int], silhouettes: [Float]) {
        let distances = matrix.map { $0.map { 1 - $0 } }
        let clustering = Clustering(distances: distances)
        let groups =
            clusters.map(clustering.groups) ?? clustering.bestGroups(distances: distances).groups
        return (
            groups, clustering.leafOrder, Silhouette.values(groups: groups, distances: distances)
        )
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
