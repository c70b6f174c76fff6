import ArgumentParser
import Encoder
import Foundation

/// `report model list`: what the Hugging Face cache holds.
struct ModelListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the models in the Hugging Face cache.",
        discussion: """
            The cache is the folder that HF_HUB_CACHE names, else $HF_HOME/hub, else \
            $XDG_CACHE_HOME/huggingface/hub, else ~/.cache/huggingface/hub. It is shared with \
            transformers and other tools, so it may hold models that this program cannot run.
            """)

    func run() throws {
        let cache = HubCache(environment: ProcessInfo.processInfo.environment)
        let models = cache.models()
        guard !models.isEmpty else {
            Console.note("there are no models in \(cache.directory)")
            return
        }
        try Console.print(Self.table(of: models))
    }

    /// A line for each model; the numbers to the right, the path last, as it may be long.
    static func table(of models: [CachedModel]) -> String {
        let header = ["model", "type", "size", "revision", "state", "path"]
        let rows =
            [header]
            + models.map { model in
                [
                    model.id, model.type ?? "–",
                    ByteCount.text(model.byteCount),
                    (model.references + [String(model.commit.prefix(8))]).joined(separator: " "),
                    state(of: model), model.path,
                ].map(\.printable)
            }
        let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                switch header[column] {
                case "path": return cell.0
                case "size": return space + cell.0
                default: return cell.0 + space
                }
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private static func state(of model: CachedModel) -> String {
        switch model.status {
        case .supported: "ready"
        case .unsupportedType: "not supported"
        case .missing(let name): "no " + name
        }
    }
}
