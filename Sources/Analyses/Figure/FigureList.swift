import Charts
import Encoder
import Files
import Foundation
import Lists
import Yams

/// A file that lists the figures of a talk or a manual.
///
/// ```yaml
/// model: sentence-transformers/all-MiniLM-L6-v2   # settings of all figures
/// theme: print
/// figures:
///   - output: figures/bank.pdf
///     kind: links
///     sentences: [The bank of the river was calm., She went to the bank.]
///     word: bank
///     side: both
/// ```
/// Settings have the names of the options of `report figure`. Paths are relative to the file. With `themes` a
/// figure is drawn once for each, to files whose names have the theme's in the place of `{theme}`.
package struct FigureList: Equatable, Sendable {
    /// One figure of the list.
    package struct Entry: Equatable, Sendable {
        /// Where in the file it stands, from 1.
        package let line: Int
        /// Which figure of the list it is, from 0; that of another theme is the same one.
        package let number: Int
        /// The file to write, as the list names it.
        let output: String
        /// The file for the text below the figure.
        let caption: String?
        /// A folder or a name, as the list has it; `nil` for the user's usual model.
        let model: String?
        let sentences: [WordInSentence]
        package let request: FigureRequest
        package let style: FigureStyle
        let format: FigureFormat
    }

    /// What to call the file in messages.
    package let name: String
    /// The folder that paths in the file are relative to.
    let folder: String
    let entries: [Entry]

    /// Reads a file.
    /// - Throws: `InputError` that names the line and column of what is wrong.
    package init(path: String) throws(InputError) {
        let source = try ByteSource(path: path)
        var bytes: [UInt8] = []
        while case let more = try source.read(), !more.isEmpty { bytes += more }
        let text = try UTF8Text.string(
            bytes, at: TextPlace(line: 1, column: 1), name: source.name, isList: false)
        let folder = FilePath.parent(of: path)
        let isInFolder = path != "-" && path.utf8.contains(UInt8(ascii: "/"))
        try self.init(text, name: source.name, folder: isInFolder ? folder : "")
    }

    init(_ text: String, name: String, folder: String) throws(InputError) {
        self.name = name
        self.folder = folder
        let top = try YAMLMapping(document: text, name: name)
        try top.refuseKeys(
            except: Set(Self.keys).subtracting(["output", "caption"]).union(["figures"]))
        var entries: [Entry] = []
        var lines: [String: Int] = [:]
        for (number, figure) in try top.mappings("figures").enumerated() {
            try figure.refuseKeys(except: Set(Self.keys))
            for entry in try Entry.entries(figure, over: top, number: number) {
                for (key, name) in [("output", entry.output), ("caption", entry.caption)] {
                    guard let name else { continue }
                    let file = FilePath.absolute(FilePath.join(folder, name))
                    guard let line = lines.updateValue(entry.line, forKey: file) else { continue }
                    throw figure.problem(
                        key, "the figure of line \(line) is written to \(name) already")
                }
                entries.append(entry)
            }
        }
        self.entries = entries
    }

    /// The path of a figure's file from the working directory.
    package func path(of entry: Entry) -> String { resolve(entry.output) }

    /// The path of the file for the text below a figure; `nil` where none is wanted.
    func captionPath(of entry: Entry) -> String? { entry.caption.map(resolve) }

    /// A figure's model: a folder beside the list if there is one, else what the list says.
    func model(of entry: Entry) -> String? {
        guard let model = entry.model else { return nil }
        let path = resolve(model)
        return FileManager.default.fileExists(atPath: path) ? path : model
    }

    private func resolve(_ path: String) -> String {
        FilePath.join(folder, path)
    }

    fileprivate static let keys = [
        "output", "kind", "sentences", "word", "word2", "forms", "occurrence1", "occurrence2",
        "side",
        "layer", "head", "special", "words", "bands", "model", "size", "width", "height", "dpi",
        "theme", "themes", "top", "horizontal", "title", "caption", "font-size", "colormap",
        "scale", "text",
    ]
}

extension FigureList.Entry {
    /// Stands in the name of a file for that of the theme.
    private static let themeMark = "{theme}"

    /// A figure of the list, in each of its themes.
    /// - Parameters:
    ///   - top: the settings of the whole file.
    ///   - number: which figure it is, from 0.
    fileprivate static func entries(
        _ figure: YAMLMapping, over top: YAMLMapping, number: Int
    ) throws(InputError) -> [Self] {
        // A theme of a figure's own takes the place of the file's, in whatever form.
        let keys: Set = ["theme", "themes"]
        let all = figure.over(top)
        let settings = figure.definesOwn(keys) ? all.withoutDefaults(keys) : all
        guard settings.has("themes") else {
            let theme = try settings.text("theme") ?? "light"
            return [try Self(settings, theme: theme, isFirst: true, number: number)]
        }
        if settings.has("theme") {
            throw settings.problem("themes", "give either theme or themes")
        }
        let themes = try settings.texts("themes")
        guard !themes.isEmpty else { throw settings.problem("themes", "expected names of themes") }
        if themes.count > 1, let name = try settings.text("output"), !name.contains(themeMark) {
            throw settings.problem(
                "output",
                "with several themes the name needs \(themeMark), as in \"bank-\(themeMark).svg\"")
        }
        var entries: [Self] = []
        for theme in themes {
            entries.append(
                try Self(settings, theme: theme, isFirst: entries.isEmpty, number: number))
        }
        return entries
    }

    /// - Parameters:
    ///   - settings: the figure's, and those of the whole file behind them.
    ///   - isFirst: whether it is the one with the caption, which is the same in all themes.
    private init(
        _ settings: YAMLMapping, theme: String, isFirst: Bool, number: Int
    ) throws(InputError) {
        line = settings.line
        self.number = number
        model = try settings.text("model")
        output = try settings.required("output")
            .replacingOccurrences(of: Self.themeMark, with: theme)
        do {
            format = try FigureFormat(path: output)
        } catch {
            throw settings.problem("output", "expected a name that ends in .png, .svg or .pdf")
        }
        let caption = isFirst && settings.has("caption") ? try settings.required("caption") : nil
        do {
            if let caption { _ = try FigureCaption.Form(path: caption) }
        } catch {
            throw settings.problem("caption", "expected a name that ends in .tex, .md or .txt")
        }
        self.caption = caption
        let kind: FigureKind = try settings.required("kind")
        style = try Self.style(settings, theme: theme)
        // Settings of the whole file hold for the figures that show tokens.
        let limit: TokenLimit =
            try settings.choice("top", expected: "all or a number from 1") ?? .automatic
        let isHorizontal = try settings.flag("horizontal") ?? false
        request = FigureRequest(
            kind, side: try settings.choice("side") ?? .first,
            layer: try settings.choice("layer", expected: "last or a layer such as L3") ?? .last,
            head: try settings.choice("head", expected: "mean or a number from 0") ?? .mean,
            special: try settings.choice("special") ?? .apart,
            mergesWords: try settings.flag("words") ?? false,
            showsBands: try settings.flag("bands") ?? true,
            limit: kind.showsTokens || settings.definesOwn(["top"]) ? limit : .automatic,
            isHorizontal: isHorizontal
                && (kind.showsTokens || settings.definesOwn(["horizontal"])),
            room: try Self.room(style, settings), look: try Self.look(settings))
        sentences = try Self.sentences(settings)
        if kind.comparesSentences || request.side != .first, sentences.count < 2 {
            throw settings.problem(
                "sentences",
                kind.comparesSentences ? "\(kind.rawValue) compares two" : "there is no second")
        }
    }

    private static func room(
        _ style: FigureStyle, _ settings: YAMLMapping
    ) throws(InputError) -> FigureRoom {
        do {
            return try style.room()
        } catch {
            throw settings.problem(nil, "\(error)")
        }
    }

    private static func look(_ settings: YAMLMapping) throws(InputError) -> FigureLook {
        let keys: Set = ["colormap", "scale"]
        let colors = try settings.text("colormap")
        let colorMap = colors.flatMap(ColorMap.named)
        if let colors, colorMap == nil {
            throw settings.unknown(colors, for: "colormap", among: ColorMap.all.map(\.name))
        }
        return FigureLook(
            title: try settings.text("title").map(FigureLook.Title.init) ?? .own,
            colorMap: colorMap, scale: try settings.choice("scale") ?? .linear,
            refusesMismatch: settings.definesOwn(keys) || !keys.contains(where: settings.has))
    }

    private static func sentences(
        _ settings: YAMLMapping
    ) throws(InputError) -> [WordInSentence] {
        let texts = try settings.texts("sentences")
        guard 1...2 ~= texts.count else {
            throw settings.problem("sentences", "expected one or two, found \(texts.count)")
        }
        let word = try settings.required("word") as String
        let words = [word, try settings.text("word2") ?? word]
        let forms = try forms(settings)
        var sentences: [WordInSentence] = []
        for (index, text) in texts.enumerated() {
            let key = "occurrence\(index + 1)"
            let occurrence = try settings.number(key, expected: "a number from 1", as: Int.self)
            if let occurrence, occurrence < 1 {
                throw settings.problem(key, "expected a number from 1, found \(occurrence)")
            }
            sentences.append(
                WordInSentence(
                    text, word: words[index], occurrence: occurrence, forms: forms(words[index])))
        }
        return sentences
    }

    private static func forms(_ settings: YAMLMapping) throws(InputError) -> WordForms {
        guard let text = try settings.text("forms") else { return WordForms() }
        guard !text.hasPrefix("@"), let forms = WordForms(text) else {
            throw settings.problem(
                "forms",
                "expected forms such as banks,banking or bank=banks,banking;river=rivers, found "
                    + "\"\(text)\"")
        }
        return forms
    }

    private static func style(
        _ settings: YAMLMapping, theme: String
    ) throws(InputError) -> FigureStyle {
        // A size of a figure's own takes the place of the file's, in whatever form.
        let own: Set = ["size", "width", "height"]
        let sizes = settings.definesOwn(own) ? settings.withoutDefaults(own) : settings
        let style = FigureStyle(
            preset: try sizes.choice("size"), width: try sizes.text("width"),
            height: try sizes.text("height"),
            resolution: try settings.number("dpi", expected: "a number", as: Double.self),
            theme: theme,
            fontSize: try settings.number("font-size", expected: "a number", as: Double.self),
            text: try settings.choice("text") ?? .outlines)
        do {
            _ = try style.options()
        } catch {
            throw settings.problem(nil, "\(error)")
        }
        return style
    }
}
