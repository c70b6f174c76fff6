import ArgumentParser
import Files
import Pages

/// What the commands that make one report have in common: where it goes, how it looks, and what is
/// printed besides.
struct ReportOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "The folder that the report's folder is made in (default: Output).", valueName: "dir"))
    var output: String?

    @OptionGroup var pages: PageOptions

    @Flag(help: "Print data.json instead of the table; files are written only with -o.")
    var json = false

    /// What a page says of its making.
    func origin(_ command: String) -> ReportOrigin {
        ReportOrigin(
            producer: Producer(version: ProgramVersion.number), date: pages.shownDate,
            command: command)
    }

    func validate() throws {
        if output == "" { throw ValidationError("-o takes a folder, not an empty text") }
    }

    /// Prepares the report's folder, and takes it back if the report fails.
    ///
    /// Both are done before a model loads: a mistake in a template or a place that cannot be written
    /// shows at once.
    /// - Parameters:
    ///   - name: the name of the report's folder.
    ///   - identity: what report it is; `nil` where that is not known yet.
    ///   - body: makes the report; gets no folder where nothing is to be written. A report that it
    ///     ends with an exit code stays.
    func withFolder(
        _ name: String, _ identity: ReportIdentity?,
        _ body: (ReportFolder?, PageDesign) throws -> Void
    ) throws {
        let design = try pages.design()
        let isWritten = !json || output != nil
        let folder = isWritten ? ReportFolder(in: output ?? "Output", name: name) : nil
        try folder?.probe(
            identity,
            files: pages.singleFile ? ["index.html"] : ["index.html", "style.css", "data.json"])
        do {
            try body(folder, design)
        } catch let code as ExitCode {
            throw code
        } catch {
            folder?.rollBack()
            throw error
        }
    }

    /// Writes a report if there is a folder for it, and prints its data or what sums it up.
    ///
    /// - Parameters:
    ///   - table: what sums it up, without a final line break.
    ///   - data: the bytes of `data.json`.
    ///   - files: all files, or the page alone if the user wants that.
    func publish(
        to folder: ReportFolder?, of identity: @autoclosure () -> ReportIdentity, quiet: Bool,
        table: @autoclosure () throws -> String, data: @autoclosure () throws -> [UInt8],
        streams: [StreamedFile] = [], files: () throws -> [OutputFile]
    ) throws {
        let path = try folder.map {
            try write(files(), streams: streams, of: identity(), to: $0, quiet: quiet)
        }
        if json {
            try Console.print(bytes: data())
        } else if !quiet, let path {
            try Console.print(table())
            try Console.print("\n\(path)/index.html")
        }
    }

    /// Writes a report, and tells if another one has the folder of its name.
    /// - Returns: the folder that it is in.
    private func write(
        _ files: [OutputFile], streams: [StreamedFile], of identity: ReportIdentity,
        to folder: ReportFolder, quiet: Bool
    ) throws -> String {
        let path = try folder.write(files, streams: streams, of: identity)
        if !quiet, path != folder.usualPath {
            Console.note("\(folder.usualPath) holds another report; this one is in \(path)")
        }
        return path
    }
}
