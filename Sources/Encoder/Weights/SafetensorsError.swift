/// Why a safetensors file was refused.
public struct SafetensorsError: Error, Equatable, CustomStringConvertible {
    /// The file, or an empty string for bytes in memory.
    public let path: String
    /// What was expected and what was found.
    public let problem: String

    public var description: String {
        (path.isEmpty ? "" : "\(path): ") + problem
            + "; the file is damaged or is not a safetensors file: get it again"
    }
}
