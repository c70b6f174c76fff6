import Foundation
import Synchronization

/// An HTTP/1.1 server on 127.0.0.1: one connection at a time, one request on each.
///
/// A handler sees the request as it came over the wire and says what goes back, also what no good
/// server would send: a body that is shorter than announced is a cut connection.
package final class LoopbackServer: Sendable {
    package struct Request: Sendable, Equatable {
        package var method: String
        /// The path as it was sent, with escapes.
        package var path: String
        /// By lower-case name.
        package var headers: [String: String]
    }

    package struct Response: Sendable {
        package var status: Int
        package var headers: [String: String] = [:]
        package var body = Data()
        /// How much of the body is sent before the connection is closed; `nil` for all of it.
        package var cut: Int?

        package init(
            status: Int, headers: [String: String] = [:], body: Data = Data(), cut: Int? = nil
        ) {
            self.status = status
            self.headers = headers
            self.body = body
            self.cut = cut
        }

        package static func redirect(_ target: String, headers: [String: String] = [:]) -> Response
        {
            Response(status: 302, headers: headers.merging(["Location": target]) { $1 })
        }
    }

    package typealias Handler = @Sendable (Request) -> Response

    package let port: UInt16
    private let listener: Int32
    private let log = Mutex<[Request]>([])
    private let handler: Mutex<Handler>
    private let finished = DispatchSemaphore(value: 0)
    private let isStopping = Mutex(false)

    /// The requests so far.
    package var requests: [Request] { log.withLock { $0 } }
    package var url: String { "http://127.0.0.1:\(port)" }

    /// Starts a server on a free port.
    package init(_ handler: @escaping Handler) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        port = UInt16(bigEndian: address.sin_port)
        self.handler = Mutex(handler)
        Thread.detachNewThread { [self] in
            serve()
            finished.signal()
        }
    }

    /// Closes the port and waits for the thread; once, whoever calls.
    package func stop() {
        let isFirst = isStopping.withLock { isStopping in
            defer { isStopping = true }
            return !isStopping
        }
        guard isFirst else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        finished.wait()
        close(listener)
    }

    /// Changes what the server answers.
    package func respond(_ handler: @escaping Handler) { self.handler.withLock { $0 = handler } }

    private func serve() {
        while !isStopping.withLock({ $0 }) {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { continue }
            defer { close(connection) }
            // A test that goes wrong must not leave this thread waiting.
            var limit = timeval(tv_sec: 5, tv_usec: 0)
            setsockopt(
                connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            guard let request = receive(from: connection) else { continue }
            log.withLock { $0.append(request) }
            let response = handler.withLock { $0 }(request)
            send(response, isHead: request.method == "HEAD", to: connection)
        }
    }

    private func receive(from connection: Int32) -> Request? {
        var head = Data()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while head.range(of: Data("\r\n\r\n".utf8)) == nil {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            head.append(contentsOf: buffer[..<count])
        }
        let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                .trimmingCharacters(in: .whitespaces)
        }
        return Request(method: words[0], path: words[1], headers: headers)
    }

    private func send(_ response: Response, isHead: Bool, to connection: Int32) {
        var headers = response.headers
        headers["Connection"] = "close"
        if headers["Content-Length"] == nil { headers["Content-Length"] = "\(response.body.count)" }
        var bytes = Data("HTTP/1.1 \(response.status) -\r\n".utf8)
        for (name, value) in headers { bytes += Data("\(name): \(value)\r\n".utf8) }
        bytes += Data("\r\n".utf8)
        if !isHead { bytes += response.body.prefix(response.cut ?? response.body.count) }
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
        // Without this the bytes under way could be lost with the connection.
        shutdown(connection, Int32(SHUT_WR))
    }
}
