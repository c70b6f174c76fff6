import Foundation

/// Typed access to a `config.json`, with errors that name the key.
struct ConfigurationKeys {
    private let values: [String: JSONValue]
    let path: String

    /// No real model has a larger dimension; products of a few of these still fit an `Int`.
    private static let largestSize = 1 << 20

    /// - Throws: `ModelError`, also where a name occurs twice.
    init(json data: Data, path: String) throws {
        do {
            let json = try JSONValue(data)
            guard case .object(let members) = json else {
                throw ModelError.invalidConfiguration(
                    path: path, problem: "the file is \(json.summary); expected a JSON object")
            }
            self.init(members, path: path)
        } catch let failure as JSONScanner.Failure {
            throw ModelError.invalidConfiguration(
                path: path,
                problem: "not valid at byte \(failure.offset): \(failure.problem); expected a JSON "
                    + "object; the file is damaged: get it again")
        }
    }

    private init(_ members: [JSONValue.Member], path: String) {
        // Swift may take two names for equal whose bytes differ, but no key that is asked for is one of these.
        values = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
        self.path = path
    }

    func invalid(_ problem: String) -> ModelError {
        .invalidConfiguration(path: path, problem: problem)
    }

    func string(_ key: String, default fallback: String? = nil) throws -> String {
        switch values[key] {
        case .string(let value): return value
        case nil:
            if let fallback { return fallback }
            throw invalid("\"\(key)\" is missing; expected a string")
        case let value?: throw invalid("\"\(key)\" is \(value.summary); expected a string")
        }
    }

    func number(_ key: String, default fallback: Float) throws -> Float {
        guard let value = values[key] else { return fallback }
        guard let number = value.double, Float(number).isFinite, number >= 0 else {
            throw invalid("\"\(key)\" is \(value.summary); expected a number that is not negative")
        }
        return Float(number)
    }

    /// A switch; `null` is off.
    func bool(_ key: String, default fallback: Bool) throws -> Bool {
        switch values[key] {
        case nil: return fallback
        case .bool(let value): return value
        case .null: return false
        case let value?: throw invalid("\"\(key)\" is \(value.summary); expected true or false")
        }
    }

    /// An activation function by its name.
    func activation(_ key: String, default fallback: String) throws -> Activation {
        let name = try string(key, default: fallback)
        guard let activation = Activation(configurationName: name) else {
            throw invalid("\"\(key)\" is \"\(name)\", an activation that is not supported")
        }
        return activation
    }

    /// Strings in a list, or in one string with a separator between them.
    func strings(
        _ key: String, separator: Character?, default fallback: [String]
    ) throws -> [String] {
        guard let value = values[key] else { return fallback }
        switch value {
        case .null: return fallback
        case .string(let text):
            if let separator {
                return text.split(separator: separator).map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
            }
        case .array(let elements):
            let strings = elements.compactMap { element -> String? in
                if case .string(let text) = element { text } else { nil }
            }
            if strings.count == elements.count { return strings }
        default: break
        }
        throw invalid("\"\(key)\" is \(value.summary); expected a list of strings")
    }

    /// The members of an object; `nil` where there is none.
    func object(_ key: String) throws -> ConfigurationKeys? {
        switch values[key] {
        case nil, .null: return nil
        case .object(let members): return ConfigurationKeys(members, path: path)
        case let value?: throw invalid("\"\(key)\" is \(value.summary); expected an object")
        }
    }

    /// Whether there is more than nothing under a key.
    func isSet(_ key: String) -> Bool {
        switch values[key] {
        case nil, .null: false
        case .array(let elements): !elements.isEmpty
        case .object(let members): !members.isEmpty
        default: true
        }
    }

    /// A size that need not be there: `nil` where the key is missing, null, or below 1.
    func sizeOrNone(_ key: String) throws -> Int? {
        guard let value = values[key], value != .null else { return nil }
        if let number = value.double, number < 1 { return nil }
        return try size(key, default: 1)
    }

    /// A dimension or a count: at least 1.
    func size(_ key: String, default fallback: Int) throws -> Int {
        try wholeNumber(key, default: fallback, in: 1...Self.largestSize)
    }

    /// An id: at least 0.
    func index(_ key: String, default fallback: Int) throws -> Int {
        try wholeNumber(key, default: fallback, in: 0...Self.largestSize)
    }

    private func wholeNumber(
        _ key: String, default fallback: Int, in range: ClosedRange<Int>
    ) throws -> Int {
        guard let value = values[key] else { return fallback }
        guard let whole = value.double.flatMap(Int.init(exactly:)), range ~= whole else {
            throw invalid(
                "\"\(key)\" is \(value.summary); expected a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound)")
        }
        return whole
    }

    /// Throws for settings that change a model's numbers and that this library does not implement.
    func rejectUnsupportedSettings() throws {
        let position = try string("position_embedding_type", default: "absolute")
        guard position == "absolute" else {
            throw invalid(
                "\"position_embedding_type\" is \"\(position)\"; only \"absolute\" is supported")
        }
        for key in ["is_decoder", "add_cross_attention", "is_encoder_decoder"] {
            switch values[key] {
            case nil, .null, .bool(false): break
            case let value?:
                throw invalid("\"\(key)\" is \(value.summary); only encoders are supported")
            }
        }
        for key in ["pruned_heads", "quantization_config"] {
            guard !isSet(key) else {
                throw invalid("\"\(key)\" is set; such models are not supported")
            }
        }
    }
}
