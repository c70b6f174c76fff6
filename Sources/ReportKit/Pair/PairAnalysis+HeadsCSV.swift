extension PairAnalysis {
    /// `heads.csv`: a line for each head, with what it looks at; `nil` if that was not analysed.
    ///
    /// `head` and `nearest_head` count from 0; `entropy` is the mean of the sentences', `entropy_1` and
    /// `entropy_2` are theirs.
    func headsCSV() -> [UInt8]? {
        guard let heads = analyses.heads else { return nil }
        var table = CSV(header: [
            "layer", "head", "next", "previous", "start", "end", "punctuation", "same_word",
            "entropy", "entropy_1", "entropy_2", "contrast", "similarity", "nearest_layer",
            "nearest_head", "nearest_distance", "plane_x", "plane_y",
        ])
        for layer in heads.profiles.indices {
            for (head, profile) in heads.profiles[layer].enumerated() {
                let numbers = [
                    profile.next, profile.previous, profile.start, profile.end,
                    profile.punctuation, profile.sameWord, profile.entropy,
                    heads.entropy[0][layer][head], heads.entropy[1][layer][head],
                    heads.contrast[layer][head], heads.similarity[layer][head],
                ]
                let nearest = heads.nearest[layer][head].map {
                    [Self.layerName($0.layer), String($0.head), CSV.number($0.distance)]
                }
                let place = heads.plane?.points[layer][head].map(CSV.number)
                table.append(
                    [Self.layerName(layer), String(head)] + numbers.map(CSV.number)
                        + (nearest ?? ["", "", ""]) + (place ?? ["", ""]))
            }
        }
        return table.bytes
    }
}
