import Foundation

@testable import Encoder

/// A configuration of a family with some keys besides, `"key": value` one behind the other.
func configuration(_ type: String, _ keys: String = "") throws -> ModelConfiguration {
    let json = "{\"model_type\": \"\(type)\"\(keys.isEmpty ? "" : ", ")\(keys)}"
    return try ModelConfiguration(json: Data(json.utf8), path: "config.json")
}

/// Why it is refused.
func problem(_ type: String, _ keys: String) -> String {
    do {
        _ = try configuration(type, keys)
        return "no error"
    } catch ModelError.invalidConfiguration(path: "config.json", let problem) {
        return problem
    } catch {
        return "another error: \(error)"
    }
}
