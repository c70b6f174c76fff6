import Analyses
import Files
import Foundation

/// Where a page has its style sheet, figures and downloads: in files beside it, or inside it.
struct PageFiles: Sendable {
    /// For a page alone in its file: what else would be beside it, by path.
    private let embedded: [String: [UInt8]]?
    /// The way to the folder that has style sheet and script: empty for that of the page.
    let root: String

    /// Everything is a file of its own.
    static let beside = PageFiles(embedded: nil, root: "")

    /// The same, but pages share style sheet and script.
    /// - Parameter root: the way from the page to the folder that has them, ending in a slash.
    static func sharing(_ root: String) -> PageFiles { PageFiles(embedded: nil, root: root) }

    /// The page stands alone in its file.
    ///
    /// - Parameters:
    ///   - figures: each is embedded in the one format that a page shows, and as it is drawn for phones.
    ///   - data: what can be saved from the page.
    static func inside(_ figures: [RenderedFigure], _ data: [OutputFile]) -> PageFiles {
        var embedded: [String: [UInt8]] = [:]
        for file in data { embedded[file.path] = file.bytes }
        for rendered in figures {
            guard let format = rendered.figure.shown else { continue }
            embedded[rendered.figure.path(format)] = rendered.contents[format]
            embedded[rendered.figure.narrowPath] = rendered.narrow
        }
        return PageFiles(embedded: embedded, root: "")
    }

    var isSingleFile: Bool { embedded != nil }

    /// Where a file of the report is.
    func url(_ path: String) -> String {
        guard let bytes = embedded?[path] else { return HTMLEscaping.url(path: path) }
        let types = [
            "svg": "image/svg+xml", "png": "image/png", "json": "application/json",
            "csv": "text/csv",
        ]
        let type = types[String(path.split(separator: ".").last ?? "")] ?? "text/plain"
        return "data:\(type);base64,\(Data(bytes).base64EncodedString())"
    }
}

// MARK: - What templates see

extension PageFiles {
    /// What a figure's classes are: `broad` where it can only be read in the page's whole width, `slim` where it
    /// can be read on a phone.
    ///
    /// - Parameter isPaired: whether it may stand beside another, in half of the page.
    static func shape(_ name: String, _ figure: PairFigure, isPaired: Bool) -> String {
        if figure.width <= 360 { return name + " slim" }
        return figure.width > (isPaired ? 690 : 760) ? name + " broad" : name
    }

    /// The values of one figure.
    ///
    /// - Parameters:
    ///   - table: the caption of the table with the figure's numbers.
    ///   - isPaired: whether another may stand beside it.
    ///   - isLazy: whether it is loaded only when it is to be seen.
    ///   - isOfAttention: whether it shows weights, so that the page says what these are not.
    func values(
        _ figure: PairFigure, shape: String, table: String? = nil, isPaired: Bool = false,
        isLazy: Bool = false, isOfAttention: Bool = false
    ) -> PageValues {
        [
            "shape": Self.shape(shape, figure, isPaired: isPaired),
            "anchor": SafeName.make(figure.name, fallback: "figure"),
            "source": figure.shown.map { url(figure.path($0)) } ?? "", "alt": figure.altText,
            "title": figure.title, "caption": figure.caption, "width": figure.width,
            "height": figure.height, "hasNarrow": figure.narrow != nil,
            "narrowSource": figure.narrow.map { _ in url(figure.narrowPath) } ?? "",
            "narrowWidth": figure.narrow?.width ?? 0, "narrowHeight": figure.narrow?.height ?? 0,
            "links": links(figure), "isFile": !isSingleFile,
            "hasValues": !figure.values.isEmpty, "values": FigureValues(figure).json,
            "hasTable": table != nil, "table": table ?? "", "lazy": isLazy,
            "isOfAttention": isOfAttention,
        ]
    }

    /// None in a page alone in its file: its figures are part of it.
    func links(_ figure: PairFigure) -> [PageValues] {
        guard !isSingleFile else { return [] }
        return figure.formats.sorted().map { format in
            let name = format.rawValue.uppercased()
            return [
                "url": url(figure.path(format)), "format": name,
                "label": "\(name) of: \(figure.title)",
            ]
        }
    }

    /// The values of one file to save.
    func values(_ path: String, note: String) -> PageValues {
        ["path": path, "url": url(path), "note": note]
    }

    /// Style sheet and script, and the policy that lets in these and nothing else.
    ///
    /// - Parameter script: `nil` for a page without one.
    func values(_ design: PageDesign, script: [UInt8]?) -> PageValues {
        let style = String(decoding: design.style, as: UTF8.self)
        let script = script.map { String(decoding: $0, as: UTF8.self) }
        return [
            "isSingleFile": isSingleFile, "stylePath": root + PairPage.stylePath,
            "scriptPath": root + PairPage.scriptPath, "styleSource": isSingleFile ? style : "",
            "scriptSource": isSingleFile ? script ?? "" : "",
            "policy": isSingleFile
                ? PagePolicy.singleFile(
                    style: SourceInElement.escape(style),
                    script: script.map(SourceInElement.escape))
                : PagePolicy.folder(hasScript: script != nil),
        ]
    }
}
