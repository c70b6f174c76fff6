import Foundation

/// Why a model could not be had from the hub.
public enum HubError: Error, Equatable, CustomStringConvertible {
    /// A text that cannot be a model's name.
    case invalidID(String)
    /// A text that cannot be a branch, a tag or a commit.
    case invalidRevision(String)
    /// An endpoint that is not the URL of a server.
    case invalidEndpoint(String)
    /// A token with characters that a header cannot hold.
    case invalidToken
    /// The network is forbidden by a variable of the environment, and the cache does not have the model.
    case offline(id: String, cache: String, variable: String)
    /// The hub does not know the model, or not its revision (404).
    case notFound(id: String, revision: String, endpoint: String)
    /// The hub wants a token, or another one (401, 403).
    case accessDenied(id: String, endpoint: String, status: Int, sentToken: Bool)
    /// The model's weights are in formats that are not read.
    case noSafetensors(id: String, found: [String])
    /// The model lacks a file without which it cannot be run.
    case missingFile(id: String, name: String)
    /// libcurl is missing.
    case noTransport
    /// No connection, or one that was cut each time.
    case unreachable(url: String, reason: String, attempts: Int)
    /// An answer that means failure, each time.
    case refused(url: String, status: Int, attempts: Int)
    /// An answer that no hub gives.
    case invalidAnswer(url: String, problem: String)
    /// A file came out shorter or longer than the hub says.
    case wrongSize(file: String, url: String, expected: Int, found: Int)
    /// A file's bytes are not those that the hub has.
    case wrongHash(file: String, url: String, expected: String, found: String)

    public var description: String {
        switch self {
        case .invalidID(let text):
            "\"\(text)\" is not the name of a model; expected \"name\" or \"organisation/name\" of "
                + "letters, digits, \"-\", \"_\" and \".\""
        case .invalidRevision(let text):
            "\"\(text)\" is not a revision; expected a branch, a tag or a commit"
        case .invalidEndpoint(let text):
            "HF_ENDPOINT is \"\(text)\"; expected a URL such as https://huggingface.co, without user "
                + "and password: a key goes into HF_TOKEN"
        case .invalidToken:
            "HF_TOKEN contains a character that tokens cannot have; expected printable ASCII "
                + "without spaces"
        case .offline(let id, let cache, let variable):
            "\(id): the model is missing or incomplete in the cache \(cache), and \(variable) "
                + "forbids downloading it; unset \(variable), or give the path of a model folder"
        case .notFound(let id, let revision, let endpoint):
            "\(id): \(endpoint) has no such model, or it has no revision \"\(revision)\"; check the name"
        case .accessDenied(let id, let endpoint, let status, let sentToken):
            "\(id): \(endpoint) denies access (status \(status)); there is no such model, or it is "
                + "private or gated: "
                + (sentToken
                    ? "check the name, accept the model's terms on its page, and check that HF_TOKEN is valid"
                    : "check the name, accept the model's terms on its page, and set HF_TOKEN")
        case .noSafetensors(let id, let found):
            "\(id): the model has no model.safetensors; its weights are "
                + (found.isEmpty ? "missing" : "in " + found.joined(separator: ", "))
                + "; convert them with transformers' save_pretrained, or take another model"
        case .missingFile(let id, let name):
            "\(id): the model has no \(name), so that it cannot be run; take another model"
        case .noTransport:
            "libcurl.so.4 cannot be loaded, and nothing can be downloaded without it; install it "
                + "(Debian: libcurl4)"
        case .unreachable(let url, let reason, let attempts):
            "\(url): \(reason) (\(attempts) \(attempts == 1 ? "attempt" : "attempts")); check the "
                + "network, the proxy and HF_ENDPOINT, then run the command again, which continues "
                + "the download; or give the path of a model folder"
        case .refused(let url, let status, let attempts):
            "\(url): the server answered with status \(status) (\(attempts) "
                + "\(attempts == 1 ? "attempt" : "attempts")); "
                + (status == 429
                    ? "it limits requests: wait a few minutes, or set HF_TOKEN"
                    : "try again later")
        case .invalidAnswer(let url, let problem):
            "\(url): \(problem); is HF_ENDPOINT a Hugging Face hub?"
        case .wrongSize(let file, let url, let expected, let found):
            "\(file): expected \(expected) bytes from \(url), found \(found); the connection was cut: "
                + "run the command again, which continues the download"
        case .wrongHash(let file, let url, let expected, let found):
            "\(file): expected the hash \(expected) of what \(url) sent, found \(found); the bytes were "
                + "discarded: run the command again; if the same happens, use another endpoint "
                + "or proxy"
        }
    }
}

extension URL {
    /// The URL to show: without the query, in which download servers put signatures.
    var displayText: String {
        absoluteString.split(separator: "?", maxSplits: 1).first.map(String.init) ?? ""
    }
}
