import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct OutputTargetTests {
    private func target(_ path: String) throws -> OutputTarget { try OutputTarget(path) }

    @Test func linksAreFollowedToTheirEnd() throws {
        try withTemporaryDirectory { base in
            try FileManager.default.createDirectory(
                atPath: base + "/data", withIntermediateDirectories: false)
            #expect(symlink("second", base + "/first") == 0)
            #expect(symlink("data/real", base + "/second") == 0)
            #expect(symlink(base + "/data/real", base + "/absolute") == 0)
            for name in ["data/real", "second", "first", "absolute"] {
                // Whether the file is there or not.
                #expect(try target("\(base)/\(name)") == .file(base + "/data/real"))
            }
            try Data().write(to: URL(fileURLWithPath: base + "/data/real"))
            #expect(try target(base + "/first") == .file(base + "/data/real"))
        }
    }

    @Test func pipesAndDevicesAreWrittenTo() throws {
        try withTemporaryDirectory { base in
            #expect(mkfifo(base + "/pipe", 0o600) == 0)
            #expect(symlink("pipe", base + "/link") == 0)
            let targets = try ["\(base)/link", "/dev/null", "/dev/stdout"].map(target)
            #expect(
                targets == [
                    .stream(base + "/pipe"), .stream("/dev/null"), .stream("/proc/self/fd/1"),
                ])
        }
    }

    @Test func nothingElseIsAPlaceForAFile() throws {
        try withTemporaryDirectory { base in
            #expect(throws: OutputError.notAFile(path: base, kind: "a folder")) {
                try target(base)
            }
            #expect(symlink("circle", base + "/circle") == 0)
            #expect(throws: OutputError.cannotCreate(path: base + "/circle", code: ELOOP)) {
                try target(base + "/circle")
            }
            let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(socket) }
            // Its own folder: the name of a socket is short.
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let path = "/tmp/report-\(getpid()).socket"
            defer { unlink(path) }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let size = socklen_t(MemoryLayout<sockaddr_un>.size)
            let bound = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) }
            }
            #expect(bound == 0)
            #expect(throws: OutputError.notAFile(path: path, kind: "a socket")) {
                try target(path)
            }
        }
    }
}
