import Foundation

/// A safetensors file mapped into memory: opening it reads the header only.
public final class SafetensorsFile: @unchecked Sendable {
    // Sendable: immutable after init; the mapping is read-only.

    /// The file's path as given.
    public let path: String
    /// The checked table of contents.
    public let header: SafetensorsHeader
    private let descriptor: Int32
    private let mapping: UnsafeRawBufferPointer

    /// Opens and maps a file.
    /// - Throws: `SafetensorsError` for a file that breaks a rule of the format or is not a regular
    ///   file, `SystemError` for one that cannot be opened or mapped.
    public init(path: String) throws {
        // Without O_NONBLOCK a named pipe would wait here for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw SystemError(path: path, operation: "open", code: errno)
        }
        var keep = false
        defer { if !keep { close(descriptor) } }
        let size = try Self.size(of: descriptor, path: path)
        guard size >= 8 else {
            throw SafetensorsError(
                path: path,
                problem: "the file has \(size) bytes, fewer than the 8 of a header length")
        }
        guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
        else {
            throw SystemError(path: path, operation: "map", code: errno)
        }
        defer { if !keep { munmap(base, size) } }
        let mapping = UnsafeRawBufferPointer(start: base, count: size)
        self.header = try SafetensorsHeader(parsing: mapping, fileSize: size, path: path)
        self.path = path
        self.mapping = mapping
        self.descriptor = descriptor
        keep = true
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: mapping.baseAddress), mapping.count)
        close(descriptor)
    }

    /// The bytes of a tensor, valid while the file object lives.
    func bytes(of entry: SafetensorsHeader.Entry) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: mapping[entry.bytes])
    }

    /// Throws when the file is no longer as long as it was when it was mapped: reading past its new
    /// end would end the process.
    func checkUnchanged() throws {
        let size = try Self.size(of: descriptor, path: path)
        guard size == mapping.count else {
            throw SafetensorsError(
                path: path,
                problem:
                    "the file had \(mapping.count) bytes when it was opened and has \(size) now")
        }
    }

    /// Lets the system drop the pages of a tensor that has been copied; they are read again from
    /// the file if they are needed after all.
    func releasePages(of entry: SafetensorsHeader.Entry) {
        let page = Int(getpagesize())
        let first = (entry.bytes.lowerBound + page - 1) / page * page
        let last = entry.bytes.upperBound / page * page
        guard first < last, let base = mapping.baseAddress else { return }
        madvise(UnsafeMutableRawPointer(mutating: base + first), last - first, MADV_DONTNEED)
    }

    private static func size(of descriptor: Int32, path: String) throws -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw SystemError(path: path, operation: "read the size of", code: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SafetensorsError(path: path, problem: "not a regular file")
        }
        return Int(status.st_size)
    }
}
