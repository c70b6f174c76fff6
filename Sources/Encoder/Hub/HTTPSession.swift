internal import CCurl
import Foundation

/// A request without a body.
struct HTTPRequest {
    enum Method { case get, head }
    var method: Method
    var url: URL
    var headers: [(name: String, value: String)] = []
}

/// The head of an answer.
struct HTTPResponse: Sendable, Equatable {
    var status = 0
    /// By lower-case name; of a name that comes twice the last.
    var headers: [String: String] = [:]

    subscript(_ name: String) -> String? { headers[name.lowercased()] }
}

/// Why there was no whole answer.
struct TransferError: Error, Equatable {
    /// What libcurl says.
    var reason: String
    /// How often the request is worth sending in all; `nil` for no limit.
    ///
    /// A name that leads to no address leads to none at the next attempt either.
    var mostAttempts: Int?
}

/// Sends one request at a time and keeps connections open between them.
///
/// Nothing happens behind the caller's back: redirects are not followed, answers not decompressed,
/// nothing is cached, and there are no cookies. Proxies are those of the environment
/// (`https_proxy`, `no_proxy`).
final class HTTPSession {
    private let session: OpaquePointer
    private let certificateFile: String?
    private let stallTimeout: Int

    /// - Parameter stallTimeout: after so many seconds without a byte a transfer counts as cut.
    /// - Throws: `HubError.noTransport`.
    init(certificateFile: String? = nil, stallTimeout: Int = 30) throws(HubError) {
        guard let session = ccurl_open() else { throw .noTransport }
        self.session = session
        self.certificateFile = certificateFile
        self.stallTimeout = stallTimeout
    }

    deinit { ccurl_close(session) }

    /// Sends a request and waits for the whole answer.
    /// - Parameter body: receives the answer's head and the bytes of its body, piece by piece.
    /// - Returns: the head, whatever the status.
    /// - Throws: `TransferError`; the error of `body`, which ends the transfer.
    @discardableResult
    func send(
        _ request: HTTPRequest,
        body: @escaping (HTTPResponse, UnsafeRawBufferPointer) throws -> Void = { _, _ in }
    ) throws -> HTTPResponse {
        for header in request.headers {
            ccurl_add_header(session, "\(header.name): \(header.value)")
        }
        let receiver = Receiver(body: body)
        var message = [CChar](repeating: 0, count: 256)
        let result = withExtendedLifetime(receiver) {
            request.url.absoluteString.withCString { url in
                withOptionalCString(certificateFile) { certificates in
                    var call = ccurl_request(
                        url: url, head: request.method == .head ? 1 : 0, certificates: certificates,
                        connect_timeout_ms: 1000 * stallTimeout, stall_timeout_s: stallTimeout,
                        on_header: receiveHeader, on_body: receiveBody,
                        context: Unmanaged.passUnretained(receiver).toOpaque())
                    return ccurl_perform(session, &call, &message)
                }
            }
        }
        if let error = receiver.error { throw error }
        guard result == Int32(ccurl_ok) else {
            let end = message.firstIndex(of: 0) ?? message.endIndex
            throw TransferError(
                reason: String(
                    decoding: message[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self),
                mostAttempts: Self.mostAttempts(after: Int(result)))
        }
        return receiver.response
    }

    private static func mostAttempts(after result: Int) -> Int? {
        switch result {
        case Int(ccurl_failed): nil
        default: 1
        }
    }

    private func withOptionalCString<R>(
        _ text: String?, _ body: (UnsafePointer<CChar>?) -> R
    ) -> R {
        guard let text else { return body(nil) }
        return text.withCString(body)
    }
}

/// What libcurl's callbacks write to.
private final class Receiver {
    var response = HTTPResponse()
    var error: (any Error)?
    private let body: (HTTPResponse, UnsafeRawBufferPointer) throws -> Void

    init(body: @escaping (HTTPResponse, UnsafeRawBufferPointer) throws -> Void) { self.body = body }

    /// Takes one line of the head.
    func header(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines)
        if line.hasPrefix("HTTP/") {
            // A new head: of the answer proper, after that of a proxy or of "100 Continue".
            let status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            response = HTTPResponse(status: status ?? 0)
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            response.headers[line[..<colon].lowercased()] = value
        }
    }

    /// Takes a piece of the body.
    /// - Returns: whether to go on.
    func body(_ bytes: UnsafeRawBufferPointer) -> Bool {
        do {
            try body(response, bytes)
            return true
        } catch {
            self.error = error
            return false
        }
    }
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer
) -> Int {
    let receiver = Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue()
    receiver.header(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}

private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer
) -> Int {
    let receiver = Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue()
    let goesOn = receiver.body(UnsafeRawBufferPointer(start: bytes, count: size * count))
    // Any other number than that of the bytes ends the transfer, also for no bytes at all.
    return goesOn ? size * count : size * count + 1
}
