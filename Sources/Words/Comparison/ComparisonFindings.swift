import Analyses
import Files
import Foundation

/// What a comparison says in sentences, computed from its numbers.
struct ComparisonFindings {
    let comparison: ModelComparison

    var findings: [String] {
        let own: [String?] =
            comparison.pairs.isOnePair ? [opinions, spread] : ranking + [disagreement]
        return own.compactMap(\.self) + [twins].compactMap(\.self) + unread
    }

    private var models: [ComparedModel] { comparison.models }

    // MARK: One pair

    /// What a model's verdict comes to.
    private enum Side: CaseIterable { case same, different, undecided, uninformed }

    private func side(_ model: ComparedModel) -> Side {
        guard let odds = model.opinions[0]?.logOdds else { return .uninformed }
        if abs(odds) < log(Verdict.leastRatio) { return .undecided }
        return odds > 0 ? .same : .different
    }

    private var opinions: String? {
        let parts = Side.allCases.compactMap { side -> String? in
            let names = models.filter { self.side($0) == side }.map(\.name)
            guard !names.isEmpty else { return nil }
            let list = Format.list(names)
            switch side {
            case .same: return "for the same sense in \(list)"
            case .different: return "for different senses in \(list)"
            case .undecided:
                return
                    "for neither in \(list) (neither is \(Int(Verdict.leastRatio)) times as likely as the other)"
            case .uninformed:
                return
                    "for nothing in \(list), which \(names.count == 1 ? "does" : "do") not tell labelled pairs apart"
            }
        }
        return "Judged by labelled pairs, the similarity speaks "
            + parts.joined(separator: "; ") + "."
    }

    private var spread: String? {
        let known = models.compactMap { model in
            model.opinions[0]?.logOdds.map { (model.name, $0) }
        }
        guard let low = known.min(by: { $0.1 < $1.1 }), let high = known.max(by: { $0.1 < $1.1 }),
            low.1 < high.1
        else { return nil }
        return
            "The log-odds of the same sense run from \(Format.fixed(low.1, decimals: 2)) (\(low.0)) to "
            + "\(Format.fixed(high.1, decimals: 2)) (\(high.0)); above 0 they speak for the same sense."
    }

    // MARK: A list

    static func interval(_ estimate: SenseRanking.Estimate) -> String {
        "\(percent(estimate.low)) to \(percent(estimate.high))"
    }

    static func percent(_ share: Double) -> String { Format.percent(Float(share)) }

    /// Log-odds in a table; a dash where there are none.
    static func odds(_ value: Double?) -> String { value.map(Format.cell) ?? "–" }

    /// Percentage points.
    static func points(_ share: Double) -> String { Format.fixed(100 * share, decimals: 1) }

    static let nothingToDisagree =
        "Fewer than two of the models tell labelled pairs apart: there is nothing for them to disagree on."

    private var ranking: [String?] {
        guard let ranking = comparison.ranking, let best = ranking.entries.first,
            let second = ranking.entries.dropFirst().first
        else {
            return [
                "The list has fewer than \(SenseRanking.leastPairs) pairs with the same sense or with different senses "
                    + "that all models read: too few to say which model tells the senses apart best."
            ]
        }
        let name = models[best.model].name
        let pairs = Format.grouped(ranking.pairs)
        let lead =
            "Of the \(pairs) labelled pairs that all models read, \(name) judges "
            + "\(Self.percent(best.accuracy.value)) correctly (95% interval: \(Self.interval(best.accuracy))), "
            + "on held-out \(ranking.unit.rawValue); chance is 50%."
        guard best.accuracy.low > 0.5 else {
            return [lead, "So no model is certain to tell these pairs apart better than chance."]
        }
        let behind = second.accuracyBehind
        let gap =
            "\(Self.points(behind.value)) percentage points behind (95% interval: "
            + "\(Self.points(behind.low)) to \(Self.points(behind.high)))"
        let level = ranking.entries.dropFirst().filter { $0.accuracyBehind.low <= 0 }
        guard !level.isEmpty else {
            return [
                lead,
                "So \(name) tells the senses apart best: \(models[second.model].name), the next one, is \(gap).",
            ]
        }
        return [
            lead,
            "On these pairs its lead over \(Format.list(level.map { models[$0.model].name })) may be chance: "
                + "\(models[second.model].name), the next one, is \(gap).",
        ]
    }

    private var disagreement: String? {
        guard comparison.informed.count > 1 else { return Self.nothingToDisagree }
        let count = comparison.common.count { index in
            let odds = comparison.informed.compactMap { $0.opinions[index]?.logOdds }
            let least = log(Verdict.leastRatio)
            return odds.contains { $0 >= least } && odds.contains { $0 <= -least }
        }
        guard let most = comparison.disagreements.first, most.spread > 0 else {
            return "The models agree on every pair."
        }
        let pair = comparison.pairs.entries[most.pair].pair
        let number = count == 0 ? "none" : count == 1 ? "one" : Format.grouped(count)
        return
            "On \(number) of the \(Format.grouped(comparison.common.count)) pairs"
            + "\(count == 0 ? " does one model speak" : ", one model speaks") for the same sense and another for "
            + "different senses, each at least \(Int(Verdict.leastRatio)) times as likely. They disagree most on "
            + "“\(pair.id)”."
    }

    // MARK: Both

    /// Models whose weights are the same.
    private var twins: String? {
        let groups = Dictionary(grouping: models, by: \.model.sha256).values
            .filter { $0.count > 1 }
            .map { Format.list($0.map(\.name)) }.sorted()
        guard !groups.isEmpty else { return nil }
        return groups.map { "\($0) have the same weights" }.joined(separator: "; ") + "."
    }

    private var unread: [String] {
        models.filter { !$0.failures.isEmpty }.map { model in
            let all = comparison.pairs.entries.count
            return
                "\(model.name) finds the word in \(Format.grouped(all - model.failures.count)) of \(Format.grouped(all)) "
                + "pairs; all models are compared on the \(Format.grouped(comparison.common.count)) that all of them read."
        }
    }
}
