import ArgumentParser
import Files
import Pages

/// What pages are made with.
struct DesignOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A style sheet of your own; its rules come after the built-in ones.",
            valueName: "file"))
    var style: String?

    @Option(
        help: ArgumentHelp(
            "A folder with Mustache templates that replace the built-in ones of the same name.",
            valueName: "dir"))
    var templates: String?

    /// - Throws: `PageError`.
    func design() throws -> PageDesign { try PageDesign(style: style, templates: templates) }
}

/// How the commands that analyse write their pages.
struct PageOptions: ParsableArguments {
    @OptionGroup var designOptions: DesignOptions

    @Flag(
        help:
            "Write each page alone, with everything that it shows inside it; a batch keeps data.json beside it."
    )
    var singleFile = false

    @Option(
        help:
            "A date for the foot of pages (default: that of SOURCE_DATE_EPOCH, else none)."
    )
    var date: String?

    /// The date that pages show.
    var shownDate: String? { ReportDate.text(given: date) }

    /// - Throws: `PageError`.
    func design() throws -> PageDesign { try designOptions.design() }
}
