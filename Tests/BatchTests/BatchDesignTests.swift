import Foundation
import TestSupport
import Testing

@testable import Analyses
@testable import Batch
@testable import Pages

@Suite struct BatchDesignTests {
    private func write(_ text: String, _ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    private func house(_ directory: String, color: String = "red") throws -> PageDesign {
        try write("h1 { color: \(color) }", "\(directory)/house.css")
        try write("<i>row {{id}}</i>\n", "\(directory)/house/indexrow.mustache")
        try write("<figure>mine: {{title}}</figure>\n", "\(directory)/house/figure.mustache")
        return try PageDesign(
            style: "\(directory)/house.css", templates: "\(directory)/house")
    }

    private func options(_ design: PageDesign?) -> BatchOptions {
        var options = Batches.options()
        options.figures = .all
        options.formats = [.svg]
        options.design = design
        return options
    }

    @Test func pagesAndIndexHaveTheUsersDesign() throws {
        try withTemporaryDirectory { directory in
            let design = try house(directory)
            try Batches.run(in: directory, options: options(design))
            let output = "\(directory)/out"
            let page = "\(output)/\(PairFolder.path(id: "bank"))"
            #expect(text("\(output)/style.css").hasSuffix("h1 { color: red }"))
            #expect(text("\(page)/index.html").contains("href=\"../../../style.css\""))
            #expect(text("\(output)/style.css").contains(".pairs"))
            #expect(text("\(output)/index.html").contains("<i>row bank</i>"))
            #expect(text("\(page)/index.html").contains("<figure>mine: Similarity by layer"))

            // Made anew it is the same, and with another design it is none.
            let before = fileTree(output)
            _ = try BatchIndex(directory: output, design: design).rebuild()
            #expect(fileTree(output) == before)
            #expect(throws: PageError.otherDesign(directory: output)) {
                try BatchIndex(directory: output).rebuild()
            }
            #expect(throws: PageError.otherDesign(directory: output)) {
                try BatchMerge(sources: [output], directory: "\(directory)/all", jobs: 1).run()
            }
            #expect(fileTree(output) == before)
            let all = "\(directory)/all"
            _ = try BatchMerge(sources: [output], directory: all, jobs: 1, design: design).run()
            #expect(fileTree(all) == before)
        }
    }

    @Test func anotherDesignMakesThePagesAnew() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory, options: options(nil))
            var summary = try Batches.run(in: directory, options: options(house(directory)))
            #expect(summary.done == 4)
            summary = try Batches.run(in: directory, options: options(house(directory)))
            #expect(summary.kept == 4)
            summary = try Batches.run(
                in: directory, options: options(house(directory, color: "blue")))
            #expect(summary.done == 4)
        }
    }

    @Test func pagesAloneHaveAllButTheNumbersInside() throws {
        try withTemporaryDirectory { directory in
            var options = options(try house(directory))
            options.formats = [.png, .svg]
            options.isSingleFile = true
            try Batches.run(in: directory, options: options)
            let folder = "\(directory)/out/\(PairFolder.path(id: "bank"))"
            #expect(Set(listing(folder)) == ["index.html", "data.json", "thumbnail.svg"])
            let page = text("\(folder)/index.html")
            #expect(page.contains("h1 { color: red }") && page.contains("explore-data"))
            #expect(!page.contains("href=\"style.css\""))
        }
    }

    /// Those that stand out are drawn from the numbers beside their pages.
    @Test func pagesAloneCanBeDrawnLater() throws {
        try withTemporaryDirectory { directory in
            var options = options(nil)
            options.isSingleFile = true
            try Batches.run(in: directory, output: "all", options: options)
            options.top = BatchTop(count: 4)
            try Batches.run(in: directory, options: options)
            let (all, drawn) = (fileTree("\(directory)/all"), fileTree("\(directory)/out"))
            for (path, bytes) in try nonEmpty(all.filter { $0.key.hasPrefix("pairs/") }) {
                #expect(drawn[path] == bytes, "\(path)")
            }
        }
    }
}
