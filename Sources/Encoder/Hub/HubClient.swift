import Foundation

/// Speaks with a hub: what a model consists of, what a file's hash is, a file's bytes.
///
/// The paths and headers are those of Hugging Face's hub, which its mirrors share.
struct HubClient {
    let id: HubID
    private let requests: HubRequests

    private static let longestListing = 32 << 20

    init(_ requests: HubRequests, id: HubID) {
        self.requests = requests
        self.id = id
    }

    /// What a revision of a model consists of.
    struct Listing {
        var commit: String
        var files: [String]
    }

    /// A file of a commit.
    struct RemoteFile: Equatable {
        var name: String
        var url: URL
        var hash: BlobHash
        /// In bytes; `nil` where the server does not say.
        var size: Int?
    }

    /// Asks which commit a revision is, and for its files.
    func listing(revision: String) throws -> Listing {
        // A branch such as "refs/pr/1" is one part of the path.
        let url = try url("api/models/\(id)/revision/\(revision.replacing("/", with: "%2F"))")
        let data = try naming(revision) {
            try requests.retrying {
                var data = Data()
                try requests.send(HTTPRequest(method: .get, url: url)) { _, bytes in
                    guard data.count + bytes.count <= Self.longestListing else {
                        throw HubError.invalidAnswer(
                            url: url.displayText, problem: "the list of files is longer than 32 MB")
                    }
                    data.append(contentsOf: bytes)
                }
                return data
            }
        }
        guard let listing = try? Self.listing(data), HubRevision.isCommit(listing.commit) else {
            throw HubError.invalidAnswer(
                url: url.displayText,
                problem:
                    "expected a JSON object with \"sha\", a commit, and \"siblings\", the files")
        }
        return listing
    }

    private static func listing(_ answer: Data) throws -> Listing {
        let fields = try JSONFields(JSONValue(answer), place: "the answer")
        return Listing(
            commit: try fields.string("sha"),
            files: try fields.array("siblings").map {
                try JSONFields($0, place: "a sibling").string("rfilename")
            })
    }

    /// Asks for a file's hash and size.
    func metadata(of name: String, commit: String) throws -> RemoteFile {
        let url = try url("\(id)/resolve/\(commit)/\(name)")
        let heads = try naming(commit) {
            try requests.retrying { try requests.send(HTTPRequest(method: .head, url: url)) }
        }
        if let found = heads.lazy.compactMap({ $0["X-Repo-Commit"] }).first, found != commit {
            throw HubError.invalidAnswer(
                url: url.displayText, problem: "asked for commit \(commit), got \(found)")
        }
        // The hub itself names a large file's hash and size, on the redirect; the storage server
        // that this leads to has an ETag of its own.
        let linked = heads.first { $0[HubRequests.linkedHash] != nil }
        let tag = linked?[HubRequests.linkedHash] ?? heads.last?["ETag"]
        guard let hash = tag.flatMap(BlobHash.init(etag:)) else {
            throw HubError.invalidAnswer(
                url: url.displayText,
                problem: "expected an ETag, found " + (tag.map { "\"\($0)\"" } ?? "none"))
        }
        let size = (linked.map { $0["X-Linked-Size"] } ?? heads.last?["Content-Length"])
            .flatMap { Int($0) }
        let remote = RemoteFile(
            name: name, url: url, hash: hash, size: size.flatMap { $0 < 0 ? nil : $0 })
        if case .opaque(let tag) = hash, remote.size == nil {
            throw HubError.invalidAnswer(
                url: url.displayText,
                problem: "expected a hash as ETag, or the file's size, found neither: the ETag is "
                    + "\"\(tag)\"")
        }
        return remote
    }

    /// Brings a file's bytes; after a cut those that are missing.
    ///
    /// `If-Range` is not sent: a storage server's ETag is not the hub's. Nor is it needed, as the
    /// URL holds the commit, and the hash tells in the end.
    /// - Parameters:
    ///   - file: where they go; what it has already is not asked for again.
    ///   - onProgress: called with the number of bytes that are there.
    /// - Throws: `HubError`; what arrived stays in the file.
    func download(
        _ remote: RemoteFile, into file: PartialFile, onProgress: @escaping (Int) -> Void
    ) throws {
        if let size = remote.size, file.size > size { try file.clear() }
        onProgress(file.size)
        try naming(remote.url.pathComponents.dropLast().last ?? "") {
            try requests.retrying(gained: { file.size }) {
                if file.size == remote.size { return }
                try downloadRest(of: remote, into: file, onProgress: onProgress)
                guard let size = remote.size, file.size != size else { return }
                let error = HubError.wrongSize(
                    file: remote.name, url: remote.url.displayText, expected: size, found: file.size
                )
                throw RetryableFailure(reason: "the response ended early") { _ in error }
            }
        }
    }

    private func downloadRest(
        of remote: RemoteFile, into file: PartialFile, onProgress: @escaping (Int) -> Void
    ) throws {
        let start = file.size
        var request = HTTPRequest(method: .get, url: remote.url)
        if start > 0 { request.headers = [("Range", "bytes=\(start)-")] }
        var isFirstPiece = true
        do {
            try requests.send(request) { head, bytes in
                if isFirstPiece {
                    isFirstPiece = false
                    try prepare(file, for: head, of: remote)
                }
                if let size = remote.size, file.size + bytes.count > size {
                    let found = file.size + bytes.count
                    try file.clear()
                    throw HubError.wrongSize(
                        file: remote.name, url: remote.url.displayText, expected: size, found: found
                    )
                }
                try file.append(bytes)
                onProgress(file.size)
            }
        } catch HubError.refused(_, 416, _) where start > 0 {
            // The server has nothing behind what is there, so that this is not the file's beginning.
            try file.clear()
            throw RetryableFailure(
                reason: "the part downloaded earlier does not belong to this file"
            ) {
                .refused(url: remote.url.displayText, status: 416, attempts: $0)
            }
        }
    }

    /// Makes a partial file fit an answer: it goes on, or begins anew where the server sends all.
    private func prepare(_ file: PartialFile, for head: HTTPResponse, of remote: RemoteFile) throws
    {
        guard head.status == 206 else { return try file.clear() }
        let range = head["Content-Range"] ?? "none"
        guard range.hasPrefix("bytes \(file.size)-") else {
            throw HubError.invalidAnswer(
                url: remote.url.displayText,
                problem: "expected a Content-Range from byte \(file.size), found \(range)")
        }
    }

    private func url(_ path: String) throws(HubError) -> URL {
        let base = requests.settings.endpoint.absoluteString
        guard let url = URL(string: "\(base)/\(path)") else { throw .invalidEndpoint(base) }
        return url
    }

    /// Says of which model and revision it is that a request was denied.
    private func naming<R>(_ revision: String, _ body: () throws -> R) throws -> R {
        let endpoint = requests.settings.endpoint.absoluteString
        do {
            return try body()
        } catch HubError.refused(let url, 404, _) where requests.isOwn(url) {
            throw HubError.notFound(id: id.description, revision: revision, endpoint: endpoint)
        } catch HubError.refused(let url, let status, _)
            where (status == 401 || status == 403) && requests.isOwn(url)
        {
            throw HubError.accessDenied(
                id: id.description, endpoint: endpoint, status: status,
                sentToken: requests.settings.token != nil)
        }
    }
}
