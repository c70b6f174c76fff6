import Encoder

/// Reads the bytes as the start of a safetensors file: it may be refused, and must not crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    if let header = try? SafetensorsHeader(parsing: bytes, fileSize: count) {
        // What was let through keeps the format's promises.
        var end = header.entries.first?.bytes.lowerBound ?? count
        for entry in header.entries {
            precondition(entry.bytes.lowerBound == end)
            if let bits = entry.type.bitCount {
                precondition(entry.elementCount * bits == 8 * entry.bytes.count)
            }
            end = entry.bytes.upperBound
        }
        precondition(end == count)
    }
    return 0
}
