import ArgumentParser
import Encoder
import Foundation

/// `report model verify M`: a model's numbers beside those that others have published of it.
struct ModelVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compares a model's output with values that others have published.",
        discussion: """
            Values are known for \(PublishedValues.all.map(\.name).joined(separator: ", ")). The exit \
            code is 1 when one of them does not agree.
            """)

    @OptionGroup var modelOptions: ModelOptions

    @Argument(help: "A model folder, or the name of a model on the Hugging Face hub.")
    var name: String?

    func run() throws {
        let reference = modelOptions.reference(to: name ?? modelOptions.model)
        guard let values = PublishedValues.of(reference) else {
            throw VerificationError.noPublishedValues(name: reference.name)
        }
        let folder = try ModelOptions.directory(of: reference, quiet: modelOptions.quiet)
        let model = try EncoderModel(directory: folder, threadCount: modelOptions.threadCount)
        let results = try values.verify(model)
        try Console.print(Self.text(of: results, values))
        guard results.allSatisfy(\.agrees) else { throw ExitCode(1) }
    }

    private static func text(of results: [VerifiedValue], _ values: PublishedValues) -> String {
        let width = results.map(\.name.count).max() ?? 0
        let rows = results.map { result in
            let name = result.name + String(repeating: " ", count: width - result.name.count)
            let numbers = [result.expected, result.found].map { number($0, "%9.4f") }
            let difference = number(result.difference, "%+10.6f")
            return ([name] + numbers + [difference, result.agrees ? "pass" : "FAIL"])
                .joined(separator: "  ")
        }
        let header =
            "value" + String(repeating: " ", count: max(0, width - 5))
            + "   expected      found  difference"
        let count = results.filter(\.agrees).count
        return
            (["\(values.name), as published in \(values.source)", "", header] + rows + [
                "", "\(count) of \(results.count) values agree",
            ]).joined(separator: "\n")
    }

    private static func number(_ value: Float, _ format: String) -> String {
        String(format: format, locale: Locale(identifier: "en_US_POSIX"), Double(value))
    }
}

/// Why a model cannot be verified.
enum VerificationError: Error, Equatable, CustomStringConvertible {
    /// Nobody's numbers of the model are known.
    case noPublishedValues(name: String)

    var description: String {
        switch self {
        case .noPublishedValues(let name):
            "\(name): no published values are known for this model; there are values for "
                + PublishedValues.all.map(\.name).joined(separator: ", ")
                + ", by name, or in a folder of that name"
        }
    }
}
