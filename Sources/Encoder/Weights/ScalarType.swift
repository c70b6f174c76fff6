/// The number type of a tensor, by the name that a safetensors file gives it.
///
/// A file may hold types of any name. They matter only where a tensor's numbers are read.
public struct ScalarType: RawRepresentable, Hashable, Sendable {
    /// The name in the file: "F32".
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public static let bool = ScalarType(rawValue: "BOOL")
    public static let uint8 = ScalarType(rawValue: "U8")
    public static let int8 = ScalarType(rawValue: "I8")
    public static let int16 = ScalarType(rawValue: "I16")
    public static let uint16 = ScalarType(rawValue: "U16")
    public static let float16 = ScalarType(rawValue: "F16")
    public static let bfloat16 = ScalarType(rawValue: "BF16")
    public static let int32 = ScalarType(rawValue: "I32")
    public static let uint32 = ScalarType(rawValue: "U32")
    public static let float32 = ScalarType(rawValue: "F32")
    public static let float64 = ScalarType(rawValue: "F64")
    public static let int64 = ScalarType(rawValue: "I64")
    public static let uint64 = ScalarType(rawValue: "U64")

    /// The size of one scalar in bits; `nil` for a type that the format did not have when this was written
    /// (safetensors 0.8). Some have less than a byte, and several of them share one.
    public var bitCount: Int? {
        switch rawValue {
        case "F4": 4
        case "F6_E2M3", "F6_E3M2": 6
        case "BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ": 8
        case "I16", "U16", "F16", "BF16": 16
        case "I32", "U32", "F32": 32
        case "F64", "I64", "U64", "C64": 64
        default: nil
        }
    }

    /// Whether the type holds fractions: parameters do, indices and masks do not. Of an unknown type its name
    /// tells.
    public var isFloatingPoint: Bool { rawValue.hasPrefix("F") || rawValue.hasPrefix("BF") }
}
