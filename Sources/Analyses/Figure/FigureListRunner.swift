import Charts
import Encoder
import Files
import Foundation

/// Draws the figures of a list that are stale.
package struct FigureListRunner {
    /// What became of one figure.
    package struct Outcome {
        package let entry: FigureList.Entry
        /// What it was before.
        package let state: FigureState
        package var wasDrawn = false
        /// Why it could not be drawn.
        package var problem: String?
        package var missingCharacters: [MissingCharacters] = []
        /// What it shows, for people who cannot see it; `nil` for one that has never been drawn.
        package var description: String?
        /// Whether the model is not on this machine, and so is not known to be the one of the lock.
        package var lacksModel = false
    }

    private let list: FigureList
    private let listPath: String
    private let lockPath: String
    private let threadCount: Int
    private let precision: Precision
    private let hashes: WeightsHashCache?
    private let directory: (String?) throws -> String
    private let modelName: (String?) -> String
    private let tools: (Set<AnalysisNeed>, EncoderModel, String) throws -> AnalysisTools

    /// - Parameters:
    ///   - path: where the list was read from; its lock lies beside it.
    ///   - hashes: what is known of the hashes of weights; without it they are always read.
    ///   - directory: the folder of a model that the list names; of the usual one for `nil`.
    ///   - modelName: what captions call such a model.
    ///   - tools: prepares what figures need of a model, whose weights have the hash that is given.
    package init(
        _ list: FigureList, path: String, threadCount: Int, precision: Precision = .float32,
        hashes: WeightsHashCache? = nil, directory: @escaping (String?) throws -> String,
        modelName: @escaping (String?) -> String = { $0 ?? ModelReference.defaultName },
        tools: @escaping (Set<AnalysisNeed>, EncoderModel, String) throws -> AnalysisTools = {
            try AnalysisTools(
                .none, needs: $0, model: $1, weights: $2,
                cache: BaselineCache(environment: ProcessInfo.processInfo.environment))
        }
    ) {
        self.list = list
        listPath = path
        lockPath = FigureLock.path(of: path)
        self.threadCount = threadCount
        self.precision = precision
        self.hashes = hashes
        self.directory = directory
        self.modelName = modelName
        self.tools = tools
    }

    /// Says which figures are stale; draws and writes nothing, and reads nothing of a model but the hash of
    /// its weights. For a model that is not there, the lock has the hash of that time.
    package func check() throws -> [Outcome] {
        try plan(needsModels: false).outcomes
    }

    /// Draws what is stale, and notes it in the lock.
    ///
    /// A figure that cannot be drawn does not stop the others; its outcome says why. Nor does one in whose
    /// place is a file that was not drawn from this list.
    /// - Parameter redraws: draws what is current too, and over other files.
    /// - Throws: for a model that cannot be loaded, and for output that cannot be written.
    package func draw(redraws: Bool = false) throws -> [Outcome] {
        for path in list.entries.flatMap(paths) {
            try OutputTarget.check(path, isNot: [listPath])
        }
        var plan = try plan(needsModels: true)
        let stale = plan.outcomes.indices.filter { redraws || plan.outcomes[$0].state.isStale }
        let writers = Writers()
        defer { writers.rollBack() }
        for index in stale {
            for path in paths(of: plan.outcomes[index].entry) { try writers.probe(path) }
        }
        for directory in Set(plan.directories).sorted() {
            let wanted = stale.filter { plan.directories[$0] == directory }
            guard !wanted.isEmpty else { continue }
            let model = try EncoderModel(
                directory: directory, threadCount: threadCount, precision: precision)
            let needs = Set(wanted.flatMap { plan.outcomes[$0].entry.request.needs })
            let tools = try tools(needs, model, plan.weights[directory] ?? "")
            for start in stride(from: 0, to: wanted.count, by: Self.batchSize) {
                let batch = wanted[start..<min(start + Self.batchSize, wanted.count)]
                try draw(Array(batch), of: &plan, model, tools, writers, redraws: redraws)
                try writers.write(plan.lock.bytes(), to: lockPath)
            }
        }
        // Figures that left the list leave the lock.
        let names = Set(list.entries.map(\.output))
        plan.lock.figures = plan.lock.figures.filter { names.contains($0.key) }
        try writers.write(plan.lock.bytes(), to: lockPath)
        return plan.outcomes
    }

    /// The files of a figure.
    private func paths(of entry: FigureList.Entry) -> [String] {
        [list.path(of: entry)] + (list.captionPath(of: entry).map { [$0] } ?? [])
    }

    /// So many figures' arrays are in memory at a time.
    private static let batchSize = 32
}

// MARK: - Plan

extension FigureListRunner {
    private struct Plan {
        var lock: FigureLock
        var outcomes: [Outcome]
        /// For each figure, the model's folder and the hash of all that the figure is made from.
        var directories: [String]
        var requests: [String]
        /// The hash of each folder's weights.
        var weights: [String: String] = [:]
    }

    /// - Parameter needsModels: whether a model that is not there is an error.
    private func plan(needsModels: Bool) throws -> Plan {
        if FigureLock.isForeign(path: lockPath) { throw OutputError.foreign(path: lockPath) }
        var plan = Plan(
            lock: FigureLock(path: lockPath), outcomes: [], directories: [], requests: [])
        var known: [String?: (directory: String, hash: String)?] = [:]
        for entry in list.entries {
            let name = list.model(of: entry)
            let model = try known[name] ?? (needsModels ? model(name) : modelIfThere(name))
            known[name] = .some(model)
            let locked = plan.lock.figures[entry.output]
            let request = (model?.hash ?? locked?.model).map {
                entry.hash(model: $0 + precision.rawValue)
            }
            plan.directories.append(model?.directory ?? "")
            if let model { plan.weights[model.directory] = model.hash }
            plan.requests.append(request ?? "")
            plan.outcomes.append(
                Outcome(
                    entry: entry,
                    state: FigureState(
                        request: request, files: paths(of: entry).map(Self.hash),
                        locked: locked),
                    description: locked?.description, lacksModel: model == nil))
        }
        return plan
    }

    /// A model's folder, and the hash of its weights.
    private func model(_ name: String?) throws -> (directory: String, hash: String) {
        let directory = try directory(name)
        let hash =
            try hashes?.hash(ofModelIn: directory) ?? WeightsHash.ofModel(in: directory)
        return (directory, hash)
    }

    private func modelIfThere(_ name: String?) throws -> (directory: String, hash: String)? {
        do {
            return try model(name)
        } catch is ModelError {
            return nil
        }
    }

    /// The hash of a file; `nil` if there is none.
    private static func hash(_ path: String) -> String? {
        contents(path).map { ContentHash.hex(of: $0) }
    }

    /// Whether a file is none that was drawn for a figure: a run that was killed may have drawn it, and not
    /// recorded it.
    private static func isForeign(
        _ path: String, with bytes: [UInt8], recorded: String?
    ) -> Bool {
        guard recorded == nil, let contents = contents(path) else { return false }
        return !contents.elementsEqual(bytes)
    }

    /// What a file holds; `nil` for a pipe, too, which would have to be waited for.
    private static func contents(_ path: String) -> Data? {
        guard case .file(let file)? = try? OutputTarget(path) else { return nil }
        return FileManager.default.contents(atPath: file)
    }
}

extension FigureList.Entry {
    /// A hash of everything that decides what the figure's files hold, but for the fonts.
    /// - Parameter model: the hash of the model's weights, and their precision.
    fileprivate func hash(model: String) -> String {
        let sentences = sentences.flatMap {
            [$0.text, $0.word, $0.occurrence.map(String.init) ?? ""]
                + ($0.forms.isEmpty ? [] : ["forms \($0.forms.joined(separator: ","))"])
        }
        return ContentHash.hex(
            [
                ProgramVersion.number, model, format.rawValue, request.kind.rawValue,
                request.side.rawValue, "\(request.layer)", "\(request.head)",
                request.special.rawValue, "\(request.mergesWords)", "\(request.showsBands)",
                request.limit.description, "\(request.isHorizontal)",
                request.look.title.description, request.look.colorMap?.name ?? "",
                request.look.scale.rawValue, caption ?? "", self.model ?? "",
                style.preset?.rawValue ?? "", style.width ?? "", style.height ?? "",
                style.resolution.map { "\($0)" } ?? "", style.theme,
                style.fontSize.map { "\($0)" } ?? "", style.text.rawValue,
            ] + sentences)
    }
}

// MARK: - Drawing

extension FigureListRunner {
    private func draw(
        _ indices: [Int], of plan: inout Plan, _ model: EncoderModel, _ tools: AnalysisTools,
        _ writers: Writers, redraws: Bool
    ) throws {
        let entries = indices.map { plan.outcomes[$0].entry }
        let readings = entries.map { entry in
            Result {
                try FigureBuilder.read(
                    entry.sentences, for: [entry.request.kind], tokenizer: model.tokenizer)
            }
        }
        let encodings = try encode(readings.flatMap { (try? $0.get()) ?? [] }, model)
        let names = entries.map { modelName($0.model) }
        let results = try mapConcurrently(count: entries.count, threadCount: threadCount) { index in
            Result {
                try Self.render(
                    entries[index], readings[index].get(), encodings, tools, model: names[index])
            }
        }
        for (index, result) in zip(indices, results) {
            let entry = plan.outcomes[index].entry
            switch result {
            case .success(let figure):
                let files = zip(
                    paths(of: entry), [figure.bytes] + (figure.caption.map { [$0] } ?? []))
                let locked = plan.lock.figures[entry.output]
                let foreign = zip(files, [locked?.file, locked?.caption]).first {
                    Self.isForeign($0.0, with: $0.1, recorded: $1)
                }
                if !redraws, let path = foreign?.0.0 {
                    plan.outcomes[index].problem =
                        "\(path) is in the way, and was not drawn from this list: move it, or draw over it "
                        + "with --force"
                    continue
                }
                for (path, bytes) in files { try writers.write(bytes, to: path) }
                plan.outcomes[index].wasDrawn = true
                plan.outcomes[index].missingCharacters = figure.missing
                plan.outcomes[index].description = figure.description
                plan.lock.figures[entry.output] = FigureLock.Figure(
                    request: plan.requests[index], file: ContentHash.hex(of: figure.bytes),
                    caption: figure.caption.map { ContentHash.hex(of: $0) },
                    model: plan.weights[plan.directories[index]], description: figure.description)
            case .failure(let error):
                plan.outcomes[index].problem = "\(error)"
            }
        }
    }

    /// Encodes each distinct text once.
    private func encode(
        _ readings: [SentenceReading], _ model: EncoderModel
    ) throws -> [[UInt8]: ModelOutput] {
        var pool = SequencePool()
        for reading in readings {
            _ = pool.place(of: reading.sequence, attending: reading.target)
        }
        let encodings = try model.encode(pool.sequences, attentionFrom: pool.attendingTokens)
        let keys = pool.sequences.map { Array($0.text.utf8) }
        return Dictionary(uniqueKeysWithValues: zip(keys, encodings))
    }

    /// A figure's files, and what is to be said of it.
    private struct Rendered: Sendable {
        let bytes: [UInt8]
        let caption: [UInt8]?
        let description: String
        let missing: [MissingCharacters]
    }

    private static func render(
        _ entry: FigureList.Entry, _ readings: [SentenceReading],
        _ encodings: [[UInt8]: ModelOutput],
        _ tools: AnalysisTools, model: String
    ) throws -> Rendered {
        let builder = FigureBuilder(
            readings, readings.compactMap { encodings[Array($0.sequence.text.utf8)] },
            tools: tools)
        let chart = try builder.chart(entry.request)
        let renderer = ChartRenderer(options: try entry.style.options())
        return Rendered(
            bytes: try entry.format.render(chart, renderer),
            caption: try entry.caption.map { path in
                try builder.caption(entry.request, model: model)
                    .bytes(FigureCaption.Form(path: path))
            },
            description: chart.alternativeText(.short),
            missing: try renderer.missingCharacters(in: chart))
    }
}

/// The writers of the figures' files.
private final class Writers {
    private var writers: [String: FileWriter] = [:]

    /// Finds out before the slow work whether a file can be written.
    func probe(_ path: String) throws { try writer(of: path).probe() }

    func write(_ bytes: [UInt8], to path: String) throws {
        try writer(of: path).write(bytes)
    }

    /// Removes folders that were made and have got no file.
    func rollBack() {
        for writer in writers.values { writer.rollBack() }
    }

    private func writer(of path: String) -> FileWriter {
        if let writer = writers[path] { return writer }
        let writer = FileWriter(path: path)
        writers[path] = writer
        return writer
    }
}
