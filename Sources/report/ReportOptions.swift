import ArgumentParser
import ReportKit

/// What the commands that make one report have in common: where it goes, how it looks, and what is
/// printed besides.
struct ReportOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "The folder that the report's folder is made in (default: Output).", valueName: "dir"))
    var output: String?

    @OptionGroup var designOptions: DesignOptions

    @Flag(help: "Write the page alone, with everything that it shows inside it.")
    var singleFile = false

    @Flag(help: "Print data.json instead of the table; files are written only with -o.")
    var json = false

    @Option(
        help:
            "A date for the page's foot; without it, and without SOURCE_DATE_EPOCH, there is none.")
    var date: String?

    /// The date that the page shows.
    var shownDate: String? { ReportDate.text(given: date) }

    /// What a page says of its making.
    func origin(_ command: String) -> ReportOrigin {
        ReportOrigin(
            producer: Producer(version: ProgramVersion.number), date: shownDate, command: command)
    }

    /// Prepares the report's folder, and takes it back if the report fails.
    ///
    /// Both are done before a model loads: a mistake in a template or a place that cannot be written
    /// shows at once.
    /// - Parameters:
    ///   - folder: the name of the report's folder.
    ///   - body: makes the report; gets no writer where nothing is to be written. A report that it
    ///     ends with an exit code stays.
    func withWriter(
        _ folder: String, _ body: (ReportWriter?, PageDesign) throws -> Void
    ) throws {
        let design = try designOptions.design()
        let isWritten = !json || output != nil
        let writer =
            isWritten ? ReportWriter(directory: "\(output ?? "Output")/\(folder)") : nil
        try writer?.probe()
        do {
            try body(writer, design)
        } catch let code as ExitCode {
            throw code
        } catch {
            writer?.rollBack()
            throw error
        }
    }
}
