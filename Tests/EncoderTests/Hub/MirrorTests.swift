import Foundation
import TestHub
import Testing

@testable import Encoder

/// Servers that name files in their own ways.
@Suite struct MirrorTests {
    /// How a mirror makes an ETag of a file.
    enum Tag: CaseIterable {
        case md5, contentSHA1, opaque, path

        func of(_ data: Data) -> String {
            switch self {
            case .md5: TestHub.md5(data)
            case .contentSHA1: sha1(data)
            case .opaque: "\(String(data.count, radix: 16))-5f3a61bc"
            case .path: "/store/\(data.count);v=1"
            }
        }
    }

    /// Lets the hub answer for all files itself, without redirect and SHA-256.
    private func serve(_ hub: FakeHub, _ tag: Tag, changed: Bool = false) {
        hub.intercept { request in
            let parts = request.path.split(separator: "/")
            guard parts.count == 5, parts[2] == "resolve", let name = parts.last,
                let data = FakeHub.files[String(name)]
            else { return nil }
            var sent = data
            if changed, request.method == "GET" { sent[sent.startIndex] ^= 1 }
            return content(sent, headers: ["ETag": "\"\(tag.of(data))\""], for: request)
        }
    }

    @Test(arguments: Tag.allCases) func downloadsWhateverTheTag(tag: Tag) throws {
        try FakeHub.with { hub, cache in
            serve(hub, tag)
            let snapshot = try download(cache, hub).fetch(FakeHub.id)
            for name in ["config.json", "model.safetensors", "vocab.txt"] {
                #expect(
                    FileManager.default.contents(atPath: "\(snapshot)/\(name)")
                        == FakeHub.files[name])
            }
            let blobs = "\(cache.directory)/\(modelFolder)/blobs"
            #expect(try FileManager.default.contentsOfDirectory(atPath: blobs).count == 3)
            // Nothing is fetched twice.
            let count = hub.hub.requests.filter { $0.method == "GET" }.count
            #expect(try download(cache, hub).fetch(FakeHub.id) == snapshot)
            #expect(hub.hub.requests.filter { $0.method == "GET" }.count == count + 1)
        }
    }

    @Test(arguments: [Tag.md5, .contentSHA1]) func refusesChangedBytes(tag: Tag) throws {
        try FakeHub.with { hub, cache in
            serve(hub, tag, changed: true)
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            guard case .wrongHash("config.json", _, _, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
}
