import Foundation

/// Sends a client's requests: follows redirects, keeps the token from other hosts, tries again.
///
/// Redirects are followed here, not by the transport, so that the token goes to the endpoint alone:
/// large files are redirected to storage servers of other owners.
struct HubRequests {
    /// The header in which the hub names a large file's hash.
    static let linkedHash = "X-Linked-Etag"

    let settings: HubSettings
    var retry: RetryPolicy
    var onRetry: (_ delay: TimeInterval, _ reason: String) -> Void
    private let session: HTTPSession

    private static let mostRedirects = 5
    /// An attempt that brings as many bytes as this is no failure, although it was cut.
    private static let worthwhile = 1 << 20

    /// - Throws: `HubError.noTransport`.
    init(
        _ settings: HubSettings, retry: RetryPolicy = RetryPolicy(), stallTimeout: Int = 30,
        onRetry: @escaping (_ delay: TimeInterval, _ reason: String) -> Void = { _, _ in }
    ) throws(HubError) {
        self.settings = settings
        self.retry = retry
        self.onRetry = onRetry
        session = try HTTPSession(
            certificateFile: settings.certificateFile, stallTimeout: stallTimeout)
    }

    /// Sends a request once, and follows redirects.
    /// - Parameter body: receives the bytes of an answer of success.
    /// - Returns: the heads of all answers, the last that of success; but a redirect to another host
    ///   that names the file's hash ends a HEAD request: there is nothing more to learn.
    /// - Throws: `RetryableFailure`; `HubError`; what `body` throws.
    @discardableResult
    func send(
        _ request: HTTPRequest,
        body: @escaping (HTTPResponse, UnsafeRawBufferPointer) throws -> Void = { _, _ in }
    ) throws -> [HTTPResponse] {
        var url = request.url
        var heads: [HTTPResponse] = []
        while heads.count <= Self.mostRedirects {
            let head = try sendOnce(request, to: url, body: body)
            heads.append(head)
            guard [301, 302, 303, 307, 308].contains(head.status) else {
                try check(head, url)
                return heads
            }
            guard
                let target = head["Location"].flatMap({ URL(string: $0, relativeTo: url) })?
                    .absoluteURL,
                ["http", "https"].contains(target.scheme?.lowercased())
            else {
                throw HubError.invalidAnswer(
                    url: url.displayText,
                    problem: "the server redirects to \"\(head["Location"] ?? "")\"")
            }
            if request.method == .head, head[Self.linkedHash] != nil, !settings.isOwn(target) {
                return heads
            }
            url = target
        }
        throw HubError.invalidAnswer(
            url: request.url.displayText,
            problem: "the server redirects more than \(Self.mostRedirects) times")
    }

    private func sendOnce(
        _ request: HTTPRequest, to url: URL,
        body: @escaping (HTTPResponse, UnsafeRawBufferPointer) throws -> Void
    ) throws -> HTTPResponse {
        var request = request
        request.url = url
        // A compressed answer's length and ranges would not be the file's.
        request.headers += [("Accept-Encoding", "identity"), ("User-Agent", "attention-report")]
        if let token = settings.token, settings.isOwn(url) {
            request.headers.append(("Authorization", "Bearer \(token)"))
        }
        do {
            return try session.send(request) { head, bytes in
                if 200..<300 ~= head.status { try body(head, bytes) }
            }
        } catch let error as TransferError {
            let address = url.displayText
            throw RetryableFailure(reason: error.reason, mostAttempts: error.mostAttempts) {
                .unreachable(url: address, reason: error.reason, attempts: $0)
            }
        }
    }

    private func check(_ head: HTTPResponse, _ url: URL) throws {
        let status = head.status
        let address = url.displayText
        if 200..<300 ~= status { return }
        // A storage server denies access when the signature in its URL is too old: a new redirect
        // brings a new one.
        let isTransient =
            status == 408 || status == 429 || status >= 500
            || (!settings.isOwn(url) && (status == 401 || status == 403))
        guard isTransient else { throw HubError.refused(url: address, status: status, attempts: 1) }
        throw RetryableFailure(reason: "status \(status)", retryAfter: head["Retry-After"]) {
            .refused(url: address, status: status, attempts: $0)
        }
    }

    /// Does what sends requests, again when it fails for a reason that may pass.
    /// - Parameter gained: a number of bytes; an attempt that adds many to it is no failure.
    func retrying<R>(gained: () -> Int = { 0 }, _ body: () throws -> R) throws -> R {
        var failures = 0
        while true {
            let before = gained()
            do {
                return try body()
            } catch let failure as RetryableFailure {
                failures = gained() - before >= Self.worthwhile ? 1 : failures + 1
                guard failures < failure.mostAttempts ?? .max,
                    let delay = retry.delay(failures: failures, retryAfter: failure.retryAfter)
                else {
                    throw failure.error(failures)
                }
                onRetry(delay, failure.reason)
                retry.sleep(delay)
            }
        }
    }

    /// Whether a URL, as errors show it, is the endpoint's.
    func isOwn(_ text: String) -> Bool { URL(string: text).map(settings.isOwn) ?? false }
}

/// A failure that may pass.
struct RetryableFailure: Error {
    var reason: String
    /// The answer's `Retry-After`.
    var retryAfter: String?
    /// A bound for the number of attempts, where there is one for the reason.
    var mostAttempts: Int?
    /// The error to throw after a number of attempts.
    var error: @Sendable (_ attempts: Int) -> HubError

    init(
        reason: String, retryAfter: String? = nil, mostAttempts: Int? = nil,
        error: @escaping @Sendable (_ attempts: Int) -> HubError
    ) {
        self.reason = reason
        self.retryAfter = retryAfter
        self.mostAttempts = mostAttempts
        self.error = error
    }
}
