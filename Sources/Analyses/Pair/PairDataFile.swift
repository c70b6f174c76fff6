/// The names of the files that hold a pair's numbers.
package enum PairDataFile {
    package static let json = "data.json"
    package static let similarity = "similarity.csv"
    package static let attention = "attention.csv"
    package static let heads = "heads.csv"
    package static let tokens = "tokens.csv"
    package static let analyses = "analyses.csv"
}
