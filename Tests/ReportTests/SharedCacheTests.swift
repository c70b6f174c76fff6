import Foundation
import Synchronization
import TestHub
import Testing

/// A cache of models that several users share, each with a umask of their own.
@Suite struct SharedCacheTests {
    private static let folder = "models--some-org--some-model"
    private static let blob = "\(folder)/blobs/\(sha256(FakeHub.weights))"

    private func withHub(_ body: (FakeHub, String) throws -> Void) throws {
        let hub = try FakeHub()
        defer { hub.stop() }
        try Program.withTemporaryDirectory { directory in
            chmod(directory, 0o777)
            try body(hub, directory + "/hub")
        }
    }

    /// Runs `report model fetch` under a umask.
    /// - Parameter user: the number of another user to be, in the group 54320.
    private func fetch(
        _ hub: FakeHub, _ cache: String, umask: String, user: Int? = nil
    ) throws -> Program.Outcome {
        let other = user.map { "setpriv --reuid=\($0) --regid=54320 --clear-groups " } ?? ""
        return try Program.run(
            [
                "-c", "umask \(umask); exec \(other)\"$0\" model fetch --quiet \(FakeHub.id)",
                Program.executable.path,
            ],
            environment: ["HF_ENDPOINT": hub.hub.url, "HF_HUB_CACHE": cache],
            executable: URL(fileURLWithPath: "/bin/sh"))
    }

    private func mode(_ path: String) -> String {
        var status = stat()
        return lstat(path, &status) == 0 ? String(status.st_mode & 0o7777, radix: 8) : "none"
    }

    /// Answers with a part of the weights, and then with nothing more.
    private func cutDownload(of hub: FakeHub) {
        let isFirst = Mutex(true)
        hub.storage.respond { request in
            let wasFirst = isFirst.withLock { first in
                defer { first = false }
                return first
            }
            guard wasFirst else { return .init(status: 404) }
            var response = content(FakeHub.weights, headers: [:], for: request)
            response.cut = 70_000
            return response
        }
    }

    @Test(arguments: [("002", "664", "775"), ("022", "644", "755"), ("077", "600", "700")])
    func filesHaveTheRightsThatTheUmaskLeaves(
        _ umask: String, _ file: String, _ folder: String
    ) throws {
        try withHub { hub, cache in
            cutDownload(of: hub)
            let cut = try fetch(hub, cache, umask: umask)
            #expect(cut.status == 69)
            #expect(mode("\(cache)/\(Self.blob).incomplete") == file)
            // While it is being fetched, the branch has its commit, so that nothing prunes it.
            #expect(
                FileManager.default.contents(atPath: "\(cache)/\(Self.folder)/refs/main")
                    == Data(FakeHub.commit.utf8))

            hub.storage.respond { content(FakeHub.weights, headers: [:], for: $0) }
            let whole = try fetch(hub, cache, umask: umask)
            #expect(whole.status == 0)
            #expect(hub.storage.requests.last?.headers["range"] == "bytes=70000-")
            #expect(mode("\(cache)/\(Self.blob)") == file)
            #expect(mode("\(cache)/\(Self.folder)/refs/main") == file)
            let blobs = "\(cache)/\(Self.folder)/blobs"
            for name in try FileManager.default.contentsOfDirectory(atPath: blobs) {
                #expect(mode("\(blobs)/\(name)") == file)
            }
            for name in ["", "/blobs", "/refs", "/snapshots", "/snapshots/\(FakeHub.commit)"] {
                #expect(mode("\(cache)/\(Self.folder)\(name)") == folder)
            }
            // As the Python tools have it, a lock is for the group under any umask.
            let locks = "\(cache)/.locks/\(Self.folder)"
            for name in try FileManager.default.contentsOfDirectory(atPath: locks) {
                #expect(mode("\(locks)/\(name)") == "664")
            }
        }
    }

    /// Other users can be tried by root alone.
    private static let canBeOthers =
        geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")
        && (try? Program.run(
            [
                "--reuid=54321", "--regid=54320", "--clear-groups", "test", "-r",
                Program.executable.path,
            ], executable: URL(fileURLWithPath: "/usr/bin/setpriv")
        ).status) == 0

    /// The partial file: by whom, with what rights, in a folder with what rights; and where the second user
    /// goes on.
    @Test(
        .enabled(if: canBeOthers),
        arguments: [
            ("664", "2775", "bytes=50000-"),
            // As older versions, and users with another umask, leave it: it can be replaced,
            ("644", "2775", nil),
            // or, in a folder with the sticky bit, only be left alone.
            ("644", "3775", nil),
        ])
    func nobodysCutDownloadBlocksAnother(
        _ rights: String, _ folderRights: String, _ range: String?
    ) throws {
        try withHub { hub, cache in
            // The first user's part of a download.
            let path = "\(cache)/\(Self.blob).incomplete"
            let folder = (path as NSString).deletingLastPathComponent
            let setup = """
                umask 002; mkdir -p -m 2775 "$0" "$0/\(Self.folder)" "$1" "$0/.locks/\(Self.folder)"
                chmod 2775 "$0/.locks"; head -c 50000 /dev/stdin > "$1/part" < "$2"
                touch "$0/.locks/\(Self.folder)/\(sha256(FakeHub.weights)).lock"
                chmod 644 "$0/.locks/\(Self.folder)/"*; mv "$1/part" "$3"; chmod \(rights) "$3"
                chown -R 54321:54320 "$0"; chmod \(folderRights) "$1"
                """
            let weights = cache + ".weights"
            try FakeHub.weights.write(to: URL(fileURLWithPath: weights))
            let made = try Program.run(
                ["-c", setup, cache, folder, weights, path],
                executable: URL(fileURLWithPath: "/bin/sh"))
            try #require(made.status == 0, "\(made.errors)")
            chmod(folder, folderRights == "3775" ? 0o3775 : 0o2775)

            let outcome = try fetch(hub, cache, umask: "002", user: 54322)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(hub.storage.requests.map { $0.headers["range"] } == [range])
            let snapshot = "\(cache)/\(Self.folder)/snapshots/\(FakeHub.commit)"
            #expect(
                FileManager.default.contents(atPath: snapshot + "/model.safetensors")
                    == FakeHub.weights)
            #expect(mode("\(cache)/\(Self.blob)") == "664")
        }
    }

    @Test(.enabled(if: canBeOthers)) func aWholeModelInACacheThatMayOnlyBeReadIsUsed() throws {
        try withHub { hub, cache in
            #expect(try fetch(hub, cache, umask: "022").status == 0)
            // Another commit's name was noted last.
            try "0".write(
                toFile: "\(cache)/\(Self.folder)/refs/main", atomically: false, encoding: .utf8)
            let outcome = try fetch(hub, cache, umask: "022", user: 54322)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.hasSuffix("/snapshots/\(FakeHub.commit)\n"))
        }
    }
}
