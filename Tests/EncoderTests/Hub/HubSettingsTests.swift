import Foundation
import Testing

@testable import Encoder

@Suite struct HubSettingsTests {
    @Test func readsTheEnvironment() throws {
        let plain = try HubSettings(environment: ["HF_TOKEN": ""])
        #expect(plain.endpoint.absoluteString == "https://huggingface.co")
        #expect(plain.token == nil)
        #expect(!plain.isOffline)
        let full = try HubSettings(environment: [
            "HF_ENDPOINT": "http://mirror:8080/hf/", "HF_TOKEN": " hf_x\n",
            "HF_HUB_OFFLINE": "True",
            "SSL_CERT_FILE": "/etc/ca.pem",
        ])
        #expect(full.endpoint.absoluteString == "http://mirror:8080/hf")
        #expect(full.token == "hf_x")
        #expect(full.isOffline)
        #expect(full.certificateFile == "/etc/ca.pem")
    }

    @Test(arguments: [
        ("1", true), ("ON", true), ("yes", true), ("0", false), ("no", false), ("", false),
    ])
    func knowsWhatIsTrue(value: String, expected: Bool) throws {
        #expect(try HubSettings(environment: ["HF_HUB_OFFLINE": value]).isOffline == expected)
        #expect(try HubSettings(environment: ["TRANSFORMERS_OFFLINE": value]).isOffline == expected)
    }

    /// What is to be unset is the variable that is set.
    @Test(arguments: ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
    func namesWhatForbidsTheNetwork(variable: String) throws {
        try Fixtures.withTemporaryDirectory { directory in
            let settings = try HubSettings(environment: [variable: "1"])
            let download = HubDownload(cache: HubCache(directory: directory), settings: settings)
            #expect(
                message(in: directory) { try download.fetch("org/name") }
                    == "org/name: the model is missing or incomplete in the cache DIR, and "
                    + "\(variable) forbids "
                    + "downloading it; unset \(variable), or give the path of a model folder")
        }
    }

    @Test(arguments: [
        "huggingface.co", "ftp://x", "https://", "https://me:pw@x", "https://x/?q", "file:///x",
    ])
    func refusesAnEndpointThatIsNone(text: String) {
        #expect(throws: HubError.invalidEndpoint(text)) { try HubSettings(endpoint: text) }
    }

    /// A line break would smuggle in a header.
    @Test func refusesATokenThatIsNone() {
        #expect(throws: HubError.invalidToken) { try HubSettings(token: "a\r\nHost: b") }
    }

    @Test func tellsItsOwnHostFromOthers() throws {
        let settings = try HubSettings(endpoint: "https://Hub.example/path")
        func isOwn(_ text: String) throws -> Bool {
            settings.isOwn(try #require(URL(string: text)))
        }
        #expect(try isOwn("https://hub.example/else"))
        #expect(try isOwn("HTTPS://hub.example:443/"))
        #expect(try !isOwn("http://hub.example/"))
        #expect(try !isOwn("https://hub.example:8443/"))
        #expect(try !isOwn("https://cdn.hub.example/"))
        #expect(try !isOwn("https://hub.example.evil/"))
        #expect(try !isOwn("https://hub.example@evil/"))
    }
}

@Suite struct HubIDTests {
    @Test(arguments: [
        "bert-base-uncased", "org/name", "A_1.b-2/x", String(repeating: "x", count: 96),
    ])
    func takesNamesOfTheHub(name: String) throws {
        let id = try #require(HubID(name))
        #expect(id.description == name)
        #expect(HubID(folderName: id.folderName) == id)
    }

    @Test func namesFolders() {
        #expect(HubID("org/name")?.folderName == "models--org--name")
        #expect(HubID(folderName: "datasets--x") == nil)
        #expect(HubID(folderName: "models--a--b--c") == nil)
        #expect(HubID(folderName: "models--..--x") == nil)
    }
}

@Suite struct RetryPolicyTests {
    private let policy: RetryPolicy = {
        var policy = RetryPolicy()
        policy.now = { Date(timeIntervalSince1970: 784_111_777) }
        return policy
    }()

    @Test func waitsTwiceAsLongEachTimeUpToABound() {
        var policy = policy
        policy.attempts = 8
        #expect(
            (1...8).map { policy.delay(failures: $0, retryAfter: nil) } == [
                1, 2, 4, 8, 16, 30, 30, nil,
            ])
    }

    @Test func honoursRetryAfter() {
        #expect(policy.delay(failures: 1, retryAfter: "12") == 12)
        #expect(policy.delay(failures: 1, retryAfter: "-3") == 0)
        #expect(policy.delay(failures: 1, retryAfter: "301") == nil)
        #expect(policy.delay(failures: 5, retryAfter: "1") == nil)
        // RFC 9110's example, 08:49:37, and half a minute later.
        #expect(policy.delay(failures: 1, retryAfter: "Sun, 06 Nov 1994 08:50:07 GMT") == 30)
        for other in [
            "Sun, 06 Nov 1994 08:50:07", "Sunday, 06-Nov-94 08:50:07 GMT",
            "Sun, 06 Nov 1994 08:50 GMT",
            "Sun, 06 Now 1994 08:50:07 GMT", "Sun, x Nov 1994 08:50:07 GMT",
            "Sun, 06 Nov -2147483648 08:50:07 GMT",
        ] {
            #expect(policy.delay(failures: 2, retryAfter: other) == 2)
        }
        #expect(policy.delay(failures: 2, retryAfter: "soon") == 2)
    }
}

@Suite struct BlobHashTests {
    @Test func hashesLikeGitAndSHA256Sum() throws {
        try Fixtures.withTemporaryDirectory { directory in
            let path = directory + "/file"
            try Data("hello\n".utf8).write(to: URL(fileURLWithPath: path))
            // git hash-object; sha256sum.
            let git = "ce013625030ba8dba906f756967f9e9ca394464a"
            let sum = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
            // sha1sum; md5sum.
            let content = "f572d396fae9206628714fb2ce00f72e94f2258f"
            let md5 = "b1946ac92492d2347c6235b4d2611184"
            let other = "\"" + String(repeating: "0", count: 40) + "\""
            for tag in [
                git, "W/\"\(sum.uppercased())\"", "\"\(content)\"", "\"\(md5)\"", "\"any-tag\"",
            ] {
                let hash = try #require(BlobHash(etag: tag))
                #expect(try hash.difference(from: path) == nil)
            }
            #expect(try BlobHash(etag: other)?.difference(from: path) == git)
            #expect(
                try BlobHash(etag: String(repeating: "0", count: 32))?.difference(from: path) == md5
            )
            #expect(
                try BlobHash(etag: String(repeating: "0", count: 64))?.difference(from: path) == sum
            )
        }
        #expect(BlobHash(etag: "") == nil)
        #expect(BlobHash(etag: "\"\"") == nil)
    }

    /// A tag becomes a file's name, which must not lead elsewhere.
    @Test func namesBlobsSafely() {
        #expect(BlobHash(etag: "\"5f3a-61bc\"")?.text == "5f3a-61bc")
        for tag in [
            "../../../x", "a/b", ".hidden", "a b", "a..b", "x.incomplete", "é",
            String(repeating: "a", count: 201),
        ] {
            let name = BlobHash(etag: tag)?.text ?? ""
            #expect(name.hasPrefix("etag-") && name.utf8.count == 69, "\(tag)")
        }
    }
}
