import Foundation

/// The weights of linear layers in the order in which products read them, kept in a file by an earlier process.
///
/// Packing a model takes several times as long as encoding a pair of sentences. A mapped file costs only the pages
/// that are read, which all processes share. It is a safetensors file: each layer's panels (see `ck_product`) are under
/// the names of the tensors that they were made from, and the data begin on a page of their own.
package final class PackedWeights: Sendable {
    private let file: SafetensorsFile
    private let panels: [String: SafetensorsHeader.Entry]

    /// A change of how panels lie in memory gets a new number.
    private static let layout = "panels/1"
    private static let pageSize = 4096

    /// Maps a file.
    /// - Parameters:
    ///   - path: the file.
    ///   - source: what tells the weights that it was made from from all others.
    /// - Returns: `nil` unless it is there, whole, and made from these weights in this layout.
    package init?(path: String, source: String) {
        guard let file = try? SafetensorsFile(path: path),
            file.header.metadata == Self.metadata(source)
        else { return nil }
        self.file = file
        panels = Dictionary(
            file.header.entries.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func metadata(_ source: String) -> [String: String] {
        ["layout": layout, "source": source]
    }

    /// A layer's panels, which must not be written to; `nil` if the file has none of this name and size.
    func buffer(named name: String, byteCount: Int) -> AlignedBuffer? {
        guard let entry = panels[name], entry.bytes.count == byteCount,
            let base = file.bytes(of: entry).baseAddress,
            Int(bitPattern: base) % AlignedBuffer.alignment == 0
        else { return nil }
        return AlignedBuffer(
            base: UnsafeMutableRawPointer(mutating: base), byteCount: byteCount, ownedBy: file)
    }

    /// Throws when the file changed its size since it was mapped.
    func checkUnchanged() throws { try file.checkUnchanged() }

    /// Writes such a file of the layers that a model has packed itself.
    /// - Parameters:
    ///   - source: as for `init`.
    ///   - append: writes bytes at the file's end.
    /// - Throws: what `append` throws.
    package static func write(
        _ model: EncoderModel, source: String, append: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let panels = model.packedPanels
        var header: [String: Any] = ["__metadata__": metadata(source)]
        var end = 0
        for (name, buffer) in panels {
            header[name] = [
                "dtype": ScalarType.float32.rawValue,
                "shape": [buffer.byteCount / MemoryLayout<Float>.stride],
                "data_offsets": [end, end + buffer.byteCount],
            ]
            end += buffer.byteCount
        }
        var table = try JSONSerialization.data(
            withJSONObject: header, options: [.sortedKeys, .withoutEscapingSlashes])
        let length = MemoryLayout<UInt64>.size
        let padding = (pageSize - (length + table.count) % pageSize) % pageSize
        table.append(contentsOf: repeatElement(UInt8(ascii: " "), count: padding))
        try withUnsafeBytes(of: UInt64(table.count).littleEndian, append)
        try table.withUnsafeBytes(append)
        for (_, buffer) in panels {
            try withExtendedLifetime(buffer) {
                try append(UnsafeRawBufferPointer(start: buffer.base, count: buffer.byteCount))
            }
        }
    }
}

extension EncoderModel {
    /// The size of the panels that the model has packed itself, in bytes.
    package var packedByteCount: Int { packedPanels.reduce(0) { $0 + $1.buffer.byteCount } }
}
