import Analyses
import ArgumentParser
import Batch
import Lists

extension SentenceList.Format: ExpressibleByArgument {}
extension BatchFigures: ExpressibleByArgument {}
extension BatchPages: ExpressibleByArgument {}
extension BatchTop.Order: ExpressibleByArgument {}

extension ShardChoice: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// `--formats png,svg`.
struct FormatsChoice: ExpressibleByArgument {
    let value: Set<PairFigure.Format>
    static let standard = FormatsChoice(value: [.svg])

    init(value: Set<PairFigure.Format>) { self.value = value }

    init?(argument: String) {
        var formats: Set<PairFigure.Format> = []
        for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let format = PairFigure.Format(rawValue: String(name)) else { return nil }
            formats.insert(format)
        }
        value = formats
    }

    var defaultValueDescription: String { "svg" }
}
