/// How far two divisions of the same things agree: groups that were found, and labels that were given.
struct GroupAgreement: Sendable, Equatable, Codable {
    /// How many things have a label: those that count.
    let labelled: Int
    /// The share of things that have the most frequent label of their group, in (0, 1] (Manning, Raghavan
    /// and Schütze 2008, section 16.3). It grows with the number of groups.
    let purity: Double
    /// The share of the most frequent label of all: the purity of one group, and the least that any division
    /// can have.
    let majority: Double
    /// The share of pairs on which both divisions agree, corrected for chance: 1 for the same division, 0
    /// for what chance gives, less for worse (Hubert and Arabie 1985).
    let adjustedRand: Double

    /// - Parameter labels: one for each thing, `nil` for one without.
    /// - Returns: `nil` when fewer than two things have a label.
    /// - Precondition: there are as many groups as labels.
    init?(groups: [Int], labels: [String?]) {
        precondition(groups.count == labels.count, "as many labels as things")
        var table: [Int: [String: Int]] = [:]
        var byLabel: [String: Int] = [:]
        var count = 0
        for (group, label) in zip(groups, labels) {
            guard let label else { continue }
            table[group, default: [:]][label, default: 0] += 1
            byLabel[label, default: 0] += 1
            count += 1
        }
        guard count >= 2 else { return nil }
        labelled = count
        let frequent = table.values.reduce(0) { $0 + ($1.values.max() ?? 0) }
        purity = Double(frequent) / Double(count)
        majority = Double(byLabel.values.max() ?? 0) / Double(count)

        func pairs(_ count: Int) -> Double { Double(count) * Double(count - 1) / 2 }
        let together = table.values.reduce(0.0) { $0 + $1.values.reduce(0.0) { $0 + pairs($1) } }
        let inGroups = table.values.reduce(0.0) { $0 + pairs($1.values.reduce(0, +)) }
        let inLabels = byLabel.values.reduce(0.0) { $0 + pairs($1) }
        let expected = inGroups * inLabels / pairs(count)
        let most = (inGroups + inLabels) / 2
        // Both divisions are trivial and therefore the same.
        adjustedRand = most == expected ? 1 : (together - expected) / (most - expected)
    }
}
