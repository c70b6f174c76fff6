import Charts
import Encoder

/// Figures of what goes beyond raw attention.
extension FigureBuilder {
    private var words: [String] { sides.map(\.word) }

    /// What the figures by layer and token show: `[layers][tokens]`; nothing for others.
    func rows(_ side: Side, _ kind: FigureRequest.Kind) throws -> [[Float]] {
        switch kind {
        case .rollout: return AttentionRollout.byLayer(from: side.target, in: side.encoding)
        case .norm:
            guard let transform = tools.transform else { throw missing(.norm) }
            return try transform.flow(to: side.target, in: side.encoding).norms.layers
        default: return []
        }
    }

    /// What the heads do in one sentence, or in both together.
    func heads(_ kind: FigureRequest.Kind, _ sides: [Side]) throws -> any Chart {
        let encodings = sides.map(\.encoding)
        let layers = encodings[0].layerCount
        switch kind {
        case .headDistance:
            return AnalysisCharts.headDistance(
                try HeadDistance.matrix(in: encodings), layers: layers)
        case .headPlane:
            let plane = PairAnalyses.Heads.Plane(
                try HeadDistance.matrix(in: encodings), layers: layers)
            let sequence = encodings[0].sequence
            let special = sequence.isSpecial.indices.filter { sequence.isSpecial[$0] }
            return AnalysisCharts.headPlane(
                plane,
                roles: HeadProfile.byHead(in: encodings).map { heads in
                    heads.map { $0.roles.first?.name(sequence.tokens, special: special) }
                })
        default:
            let entropy = HeadProfile.byHead(in: encodings).map { $0.map(\.entropy) }
            guard sides.count == 2 else { return AnalysisCharts.entropy(entropy) }
            return AnalysisCharts.headProfile(
                words: words, entropy: entropy,
                contrast: HeadContrast.byHead(
                    encodings[0], sides[0].target, encodings[1], sides[1].target))
        }
    }

    func corrected() throws -> LineChart {
        guard let baseline = tools.baseline else { throw missing(.corrected) }
        let cosine = cosine
        return AnalysisCharts.corrected(
            words: words, cosine: cosine, baseline: baseline.layers,
            corrected: baseline.corrected(cosine))
    }

    func tokenSimilarity(_ request: FigureRequest) throws -> Heatmap {
        let layer = try layer(request)
        let map = CosineSimilarity.tokenMap(
            sides[0].encoding, sides[1].encoding, layer: layer + 1)
        // Of a word's pieces the cosines are averaged: a sum would leave the range.
        let groups = sides.map {
            TokenGroups(
                $0.encoding.sequence, mergesWords: request.mergesWords,
                hidesSpecial: request.hidesSpecial)
        }
        let values = groups[0].groups.map { rows in
            groups[1].groups.map { columns in
                let cosines = rows.flatMap { row in columns.map { map[row][$0] } }
                return cosines.reduce(0, +) / Float(cosines.count)
            }
        }
        let sentences = zip(sides, groups).map { side, groups in
            AnalysisCharts.Sentence(
                text: side.encoding.sequence.text, word: side.word, tokens: groups.labels,
                marked: groups.indices(of: side.target))
        }
        return AnalysisCharts.tokenSimilarity(
            sentences[0], sentences[1], cosine: values, place: place(layer))
    }

    func neighbours(_ request: FigureRequest) throws -> Panels {
        let layer = try layer(request)
        let lists = [(0, 1), (1, 0)].map { own, other in
            let sequence = sides[other].encoding.sequence
            let nearest = NearestTokens.byLayer(
                of: sides[own].target, in: sides[own].encoding, to: sides[other].encoding,
                count: PairAnalyses.Neighbours.count)[layer + 1]
            return AnalysisCharts.Ranking(
                title: "Sentence \(own + 1): \(sides[own].encoding.sequence.text)",
                words: nearest.map {
                    (
                        sequence.tokens[$0.token], $0.cosine,
                        sides[other].target.contains($0.token)
                    )
                })
        }
        return AnalysisCharts.neighbours(words: words, lists, place: place(layer))
    }

    func substitutes(_ request: FigureRequest) throws -> Panels {
        guard let finder = tools.finder else { throw missing(.substitutes) }
        let layer = try layer(request)
        let found = try finder.compare(
            sides[0].encoding.sequence, sides[0].target, sides[1].encoding.sequence,
            sides[1].target
        ).words.map { $0[layer + 1] }
        let common = Set(found[0].map(\.id)).intersection(found[1].map(\.id))
        let lists = zip(sides, found).enumerated().map { index, entry in
            AnalysisCharts.Ranking(
                title: "Sentence \(index + 1): \(entry.0.encoding.sequence.text)",
                words: entry.1.map { ($0.word, $0.probability, common.contains($0.id)) })
        }
        return AnalysisCharts.substitutes(words: words, lists, place: place(layer))
    }

    func geometry() -> ScatterChart {
        AnalysisCharts.geometry(
            words: words,
            PairAnalyses.Geometry(
                sides.map { PairAnalyses.Side(encoding: $0.encoding, target: $0.target) }),
            labels: PairAnalysis.Similarity(cosine: cosine).layers,
            shown: sides.map { side in
                let isSpecial = side.encoding.sequence.isSpecial
                return isSpecial.indices.filter { !isSpecial[$0] && !side.target.contains($0) }
            })
    }

    private func missing(_ kind: AnalysisKind) -> FigureError {
        .unavailable(
            kind: kind.rawValue, reason: tools.unavailable[kind] ?? "it was not prepared")
    }

    private func layer(_ request: FigureRequest) throws -> Int {
        try PairAnalyzer.Selection(
            layer: request.layer, head: .mean, layerCount: sides[0].encoding.layerCount,
            headCount: sides[0].encoding.headCount
        ).layer
    }

    private func place(_ layer: Int) -> String {
        let name = PairAnalysis.layerName(layer)
        return layer == sides[0].encoding.layerCount - 1 ? "last layer (\(name))" : "layer \(name)"
    }
}
