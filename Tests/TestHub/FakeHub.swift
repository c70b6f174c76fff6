import Foundation
import Hashing
import Synchronization

/// A hub with one model, and the storage server to which it redirects for large files.
package final class FakeHub: Sendable {
    package static let commit = "0123456789abcdef0123456789abcdef01234567"
    package static let id = "some-org/some-model"

    package let hub: LoopbackServer
    package let storage: LoopbackServer
    package typealias Interception = @Sendable (LoopbackServer.Request) -> LoopbackServer.Response?

    private let interceptor = Interceptor()

    private final class Interceptor: Sendable {
        let body = Mutex<Interception>({ _ in nil })
    }

    /// The model's files, small ones unless they are named in `large`.
    package static let files: [String: Data] = [
        "config.json": Data(#"{"model_type": "bert"}"#.utf8),
        "vocab.txt": Data("[PAD]\n[UNK]\n".utf8),
        "README.md": Data("Not needed.".utf8),
        "pytorch_model.bin": Data("Not needed either.".utf8),
        "model.safetensors": weights,
    ]
    package static let weights = Data(
        (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })

    package init(
        files: [String: Data] = FakeHub.files, large: Set<String> = ["model.safetensors"]
    ) throws {
        let blobs = Dictionary(
            large.compactMap { name in files[name].map { ("/store/\(sha256($0))", $0) } }
        ) { $1 }
        storage = try LoopbackServer { request in
            let path = String(request.path.prefix { $0 != "?" })
            guard let data = blobs[path] else { return .init(status: 404) }
            return content(data, headers: ["ETag": "\"the-store's-own\""], for: request)
        }
        let store = storage.url
        hub = try LoopbackServer { _ in .init(status: 500) }
        hub.respond { [interceptor] request in
            if let response = interceptor.body.withLock({ $0 })(request) { return response }
            let revisions = "/api/models/\(Self.id)/revision/"
            if [revisions + "main", revisions + Self.commit].contains(request.path) {
                let names = files.keys.sorted().map { #"{"rfilename": "\#($0)"}"# }
                let json =
                    #"{"sha": "\#(Self.commit)", "siblings": [\#(names.joined(separator: ","))]}"#
                return .init(status: 200, body: Data(json.utf8))
            }
            let prefix = "/\(Self.id)/resolve/\(Self.commit)/"
            guard request.path.hasPrefix(prefix),
                let data = files[String(request.path.dropFirst(prefix.count))]
            else { return .init(status: 404, headers: ["X-Error-Code": "EntryNotFound"]) }
            let name = String(request.path.dropFirst(prefix.count))
            guard large.contains(name) else {
                let headers = ["ETag": "\"\(gitSHA1(data))\"", "X-Repo-Commit": Self.commit]
                return content(data, headers: headers, for: request)
            }
            return .redirect(
                "\(store)/store/\(sha256(data))?signature=secret",
                headers: [
                    "X-Repo-Commit": Self.commit, "X-Linked-Etag": "\"\(sha256(data))\"",
                    "X-Linked-Size": "\(data.count)",
                ])
        }
    }

    package func stop() {
        hub.stop()
        storage.stop()
    }

    /// Answers for the hub; `nil` leaves a request to the hub proper.
    package func intercept(
        _ body: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Response?
    ) {
        interceptor.body.withLock { $0 = body }
    }
}

/// Answers with data, or the part of it that `Range` asks for.
package func content(
    _ data: Data, headers: [String: String], for request: LoopbackServer.Request
) -> LoopbackServer.Response {
    guard let range = request.headers["range"], range.hasPrefix("bytes="), range.hasSuffix("-"),
        let start = Int(range.dropFirst(6).dropLast())
    else { return .init(status: 200, headers: headers, body: data) }
    guard start < data.count else { return .init(status: 416, headers: headers) }
    let part = ["Content-Range": "bytes \(start)-\(data.count - 1)/\(data.count)"]
    return .init(
        status: 206, headers: headers.merging(part) { $1 }, body: data.dropFirst(start))
}

package func sha256(_ data: Data) -> String { SHA256.hash(data: data).hexadecimal }

package func md5(_ data: Data) -> String { MD5.hash(data: data).hexadecimal }

package func sha1(_ data: Data) -> String { SHA1.hash(data: data).hexadecimal }

package func gitSHA1(_ data: Data) -> String {
    SHA1.hash(data: Data("blob \(data.count)\0".utf8) + data).hexadecimal
}
