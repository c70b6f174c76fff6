import Foundation

/// Where models come from, and on what terms.
public struct HubSettings: Sendable, Equatable {
    /// The server: scheme, host, port, and a path where the hub is mirrored below one.
    public let endpoint: URL
    /// A user's key for private and gated models; sent to the endpoint's host and to no other.
    public let token: String?
    /// Whether the network must not be used.
    public var isOffline: Bool { offlineVariable != nil }
    /// The variable of the environment that forbids the network.
    public let offlineVariable: String?
    /// Certificates to trust in place of the system's, a PEM file.
    public let certificateFile: String?

    /// - Throws: `HubError.invalidEndpoint`, `.invalidToken`.
    public init(
        endpoint: String = "https://huggingface.co", token: String? = nil, isOffline: Bool = false,
        offlineVariable: String = "HF_HUB_OFFLINE", certificateFile: String? = nil
    ) throws(HubError) {
        let trimmed = endpoint.trimmingCharacters(in: ["/", " "])
        guard let url = URL(string: trimmed), url.user == nil, url.password == nil,
            url.query == nil,
            url.fragment == nil, let scheme = url.scheme, ["http", "https"].contains(scheme),
            url.host.map(\.isEmpty) == false
        else { throw .invalidEndpoint(endpoint) }
        let key = token?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        guard key.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { throw .invalidToken }
        self.endpoint = url
        self.token = key.isEmpty ? nil : key
        self.offlineVariable = isOffline ? offlineVariable : nil
        self.certificateFile = certificateFile
    }

    /// The settings that the environment makes: `HF_ENDPOINT`, `HF_TOKEN`, `HF_HUB_OFFLINE` (else
    /// `TRANSFORMERS_OFFLINE`), which is true as `1`, `on`, `yes` or `true`, and `SSL_CERT_FILE`.
    public init(environment: [String: String]) throws(HubError) {
        func value(_ key: String) -> String? { environment[key].flatMap { $0.isEmpty ? nil : $0 } }
        let variable = value("HF_HUB_OFFLINE") == nil ? "TRANSFORMERS_OFFLINE" : "HF_HUB_OFFLINE"
        let offline = value(variable) ?? ""
        try self.init(
            endpoint: value("HF_ENDPOINT") ?? "https://huggingface.co", token: value("HF_TOKEN"),
            isOffline: ["1", "on", "yes", "true"].contains(offline.lowercased()),
            offlineVariable: variable,
            certificateFile: value("SSL_CERT_FILE"))
    }

    /// Whether a URL is the endpoint's: same scheme, host and port. Only then may it see the token.
    func isOwn(_ url: URL) -> Bool {
        func origin(_ url: URL) -> [String?] {
            let port = url.port ?? (url.scheme?.lowercased() == "https" ? 443 : 80)
            return [url.scheme?.lowercased(), url.host?.lowercased(), "\(port)"]
        }
        return origin(url) == origin(endpoint)
    }
}
