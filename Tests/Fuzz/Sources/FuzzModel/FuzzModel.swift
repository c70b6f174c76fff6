import Encoder
import Foundation

/// A folder for the files that the bytes become.
private let folder: String = {
    let path = NSTemporaryDirectory() + "fuzz-model-\(getpid())"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
}()

/// Reads the bytes as a model's `config.json` (first byte even) or `tokenizer.json` (odd): they may be
/// refused, and must not crash; a tokenizer that is accepted must tokenise.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let data = Data(bytes: start + 1, count: count - 1)
    let name = start[0] % 2 == 0 ? "config.json" : "tokenizer.json"
    let path = folder + "/" + name
    guard (try? data.write(to: URL(fileURLWithPath: path))) != nil else { return 0 }
    if name == "config.json" {
        _ = try? ModelConfiguration(contentsOf: path)
    } else if let tokenizer = try? Tokenizer(directory: folder) {
        for text in [
            "The bank of the river.", "", "e\u{301}\u{0}[MASK]銀行 \u{1F469}\u{200D}\u{1F4BB}",
        ] {
            let sequence = tokenizer.encode(text)
            precondition(sequence.ids.count == sequence.offsets.count)
        }
    }
    return 0
}
