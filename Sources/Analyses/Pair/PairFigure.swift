import Charts
import Files

/// What the page needs to know about a figure: everything but its bytes.
package struct PairFigure: Equatable, Sendable {
    package enum Format: String, CaseIterable, Comparable, Sendable {
        // In the order in which a page prefers them.
        case svg, png, pdf

        package static func < (a: Self, b: Self) -> Bool { a.order < b.order }
        private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// File name without its ending: `similarity`, `last-layer-1`, … A name that the page does
    /// not know goes to a section of further figures.
    package var name: String
    /// Short heading inside the caption.
    package var title: String
    /// How to read it, in one or two sentences.
    package var caption: String
    /// What the figure shows, for those who do not see it: the finding, not the chart kind.
    package var altText: String
    /// The formats on disk. The page shows the first of SVG and PNG and links to the others.
    package var formats: [Format]
    /// Size in CSS pixels, so that the page does not jump when the image arrives.
    package var width: Int
    package var height: Int
    /// Of its second drawing, for phones; `nil` without one.
    package var narrow: Narrow?
    /// Its numbers, and where they stand, in points; none in a figure that was not drawn as SVG.
    package var values: [ValueGrid] = []

    init(
        name: String, title: String, caption: String, altText: String, formats: [Format],
        width: Int, height: Int
    ) {
        self.name = name
        self.title = title
        self.caption = caption
        self.altText = altText
        self.formats = formats
        self.width = width
        self.height = height
    }

    /// Path below the report's folder.
    package func path(_ format: Format) -> String {
        "figures/\(SafeName.make(name, fallback: "figure")).\(format.rawValue)"
    }

    /// A drawing as wide as a phone, SVG.
    package struct Narrow: Equatable, Sendable {
        /// In CSS pixels.
        package let width: Int
        package let height: Int

        init(_ size: (width: Int, height: Int)) { (width, height) = size }
    }

    /// Path of the drawing for phones below the report's folder.
    package var narrowPath: String {
        "figures/\(SafeName.make(name, fallback: "figure"))-narrow.svg"
    }

    /// The format that the page shows as an image.
    package var shown: Format? { [.svg, .png].first(where: formats.contains) }
}

/// A figure with its bytes in every format drawn.
package struct RenderedFigure: Equatable, Sendable {
    package var figure: PairFigure
    package var contents: [PairFigure.Format: [UInt8]]
    /// The drawing for phones, if the figure has one.
    package var narrow: [UInt8]?

    /// - Parameters:
    ///   - width: width in CSS pixels; a point of an SVG in pt is 4/3 pixels.
    ///   - contents: one entry per format; the figure lists exactly these.
    init(
        name: String, title: String, caption: String, altText: String, width: Int, height: Int,
        contents: [PairFigure.Format: [UInt8]]
    ) {
        figure = PairFigure(
            name: name, title: title, caption: caption, altText: altText,
            formats: contents.keys.sorted(), width: width, height: height)
        self.contents = contents
    }
}

extension [RenderedFigure] {
    /// The files of figures, below a report's folder.
    package var files: [OutputFile] {
        flatMap { rendered in
            rendered.contents.sorted { $0.key < $1.key }.map { format, bytes in
                OutputFile(path: rendered.figure.path(format), bytes: bytes)
            }
                + [rendered.narrow].compactMap { $0 }.map {
                    OutputFile(path: rendered.figure.narrowPath, bytes: $0)
                }
        }
    }
}
