import Analyses
import Pages

/// What made a batch, and how to name it: below the list of the first page.
extension IndexPage {
    func provenance() -> PageValues {
        let producer = Producer(version: header.version)
        var rows =
            PageSetting.model(header.model) + [.program(producer)]
            + PageSetting.figures(header.options)
        if let baseline = header.baseline {
            rows += PageSetting.baseline(
                words: baseline.tokenCount, sha256: baseline.sentencesHash, header.options)
        }
        let citation = Citation(
            title: "\(title): attention in \(header.model.name)", source: "Attention report, batch",
            id: "batch", models: [header.model], producer: producer, date: header.date)
        return [
            "settings": rows.map(\.values), "command": header.command,
            "modelIsFolder": header.modelFolder != nil,
            "citation": citation.text, "bibtex": citation.bibtex,
        ]
    }
}

extension BatchHeader {
    /// The command that makes the batch again, for a POSIX shell. `LIST` stands for the list, whose name is
    /// no part of the result.
    var command: String {
        var named = [
            ("model", modelFolder ?? model.name), ("layer", String(options.layer)),
            ("head", options.head.map(String.init) ?? "mean"),
            ("special", options.special.rawValue), ("analyses", options.analyses.description),
            ("figures", figures),
        ]
        if !formats.isEmpty { named.append(("formats", formats.joined(separator: ","))) }
        if let pages { named.append(("pages", pages)) }
        if let top { named += [("top", String(top.count)), ("by", top.by.rawValue)] }
        named += model.loadingOptions
        if let baseline = options.baseline { named.append(("baseline", baseline)) }
        if let list = options.calibration { named.append(("calibration", list)) }
        return ShellCommand.text(
            ["report", "batch", "LIST"] + named.flatMap { ShellCommand.option($0, $1) }
                + (isPacked == true ? ["--gzip"] : [])
                + (isSingleFile == true ? ["--single-file"] : []))
    }
}
