import Foundation

/// Typed access to a `config.json`, with errors that name the key.
struct ConfigurationKeys {
    private let values: [String: Value]
    let path: String

    /// No real model has a larger dimension; products of a few of these still fit an `Int`.
    private static let largestSize = 1 << 20

    /// A value as JSON has it. (`JSONSerialization` on Linux calls `true` a number.)
    private enum Value: Decodable, CustomStringConvertible {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
        case list([Value])
        case object([String: Value])

        init(from decoder: any Decoder) throws {
            if (try? decoder.unkeyedContainer()) != nil {
                self = .list(try decoder.singleValueContainer().decode([Value].self))
            } else {
                let value = try decoder.singleValueContainer()
                if value.decodeNil() {
                    self = .null
                } else if let object = try? value.decode([String: Value].self) {
                    self = .object(object)
                } else if let bool = try? value.decode(Bool.self) {
                    self = .bool(bool)
                } else if let string = try? value.decode(String.self) {
                    self = .string(string)
                } else {
                    // Valid JSON that is none of these is a number beyond 64 bits.
                    self = .number((try? value.decode(Double.self)) ?? .infinity)
                }
            }
        }

        var description: String {
            switch self {
            case .null: "null"
            case .bool(let value): "\(value)"
            case .number(let value): Int(exactly: value).map(String.init) ?? "\(value)"
            case .string(let value): "\"\(value)\""
            case .list: "a list"
            case .object: "an object"
            }
        }
    }

    init(json data: Data, path: String) throws {
        self.path = path
        do {
            values = try JSONDecoder().decode([String: Value].self, from: data)
        } catch {
            throw ModelError.invalidConfiguration(
                path: path, problem: "expected a JSON object; the file is damaged: get it again")
        }
    }

    private init(_ values: [String: Value], path: String) {
        self.values = values
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
        case let value?: throw invalid("\"\(key)\" is \(value); expected a string")
        }
    }

    func number(_ key: String, default fallback: Float) throws -> Float {
        guard let value = values[key] else { return fallback }
        guard case .number(let number) = value, Float(number).isFinite, number >= 0 else {
            throw invalid("\"\(key)\" is \(value); expected a number that is not negative")
        }
        return Float(number)
    }

    /// A switch; `null` is off.
    func bool(_ key: String, default fallback: Bool) throws -> Bool {
        switch values[key] {
        case nil: return fallback
        case .bool(let value): return value
        case .null: return false
        case let value?: throw invalid("\"\(key)\" is \(value); expected true or false")
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
        case .list(let elements):
            let strings = elements.compactMap { element -> String? in
                if case .string(let text) = element { text } else { nil }
            }
            if strings.count == elements.count { return strings }
        default: break
        }
        throw invalid("\"\(key)\" is \(value); expected a list of strings")
    }

    /// The members of an object; `nil` where there is none.
    func object(_ key: String) throws -> ConfigurationKeys? {
        switch values[key] {
        case nil, .null: return nil
        case .object(let members): return ConfigurationKeys(members, path: path)
        case let value?: throw invalid("\"\(key)\" is \(value); expected an object")
        }
    }

    /// Whether there is more than nothing under a key.
    func isSet(_ key: String) -> Bool {
        switch values[key] {
        case nil, .null: false
        case .list(let elements): !elements.isEmpty
        case .object(let members): !members.isEmpty
        default: true
        }
    }

    /// A size that need not be there: `nil` where the key is missing, null, or below 1.
    func sizeOrNone(_ key: String) throws -> Int? {
        switch values[key] {
        case nil, .null: return nil
        case .number(let number) where number < 1: return nil
        default: return try size(key, default: 1)
        }
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
        guard case .number(let number) = value, let whole = Int(exactly: number), range ~= whole
        else {
            throw invalid(
                "\"\(key)\" is \(value); expected a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound)")
        }
        return whole
    }

    /// Throws for settings that change a model's numbers and that this library does not implement.
    func refuseUnhonoured() throws {
        let position = try string("position_embedding_type", default: "absolute")
        guard position == "absolute" else {
            throw invalid(
                "\"position_embedding_type\" is \"\(position)\"; only \"absolute\" is supported")
        }
        for key in ["is_decoder", "add_cross_attention", "is_encoder_decoder"] {
            switch values[key] {
            case nil, .null, .bool(false): break
            case let value?: throw invalid("\"\(key)\" is \(value); only encoders are supported")
            }
        }
        for key in ["pruned_heads", "quantization_config"] {
            guard !isSet(key) else {
                throw invalid("\"\(key)\" is set; such models are not supported")
            }
        }
    }
}
