import ArgumentParser
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
