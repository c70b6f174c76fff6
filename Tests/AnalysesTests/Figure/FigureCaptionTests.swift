import ReportTestSupport
import Testing

@testable import Analyses
@testable import Lists

@Suite struct FigureCaptionTests {
    private func text(_ caption: FigureCaption, _ form: FigureCaption.Form) -> String {
        String(decoding: caption.bytes(form), as: UTF8.self)
    }

    @Test func everyFormIsSafe() {
        let caption = FigureCaption(
            title: "Where “a_b” attends: 50 %", remarks: ["", #"C:\x {y} $z$ & #1 ~^ <[CLS]> …"#])
        #expect(
            text(caption, .latex)
                == ##"\caption{\textbf{Where ``a\_b'' attends: 50 \%.} C:\textbackslash{}x \{y\} \$z\$ \& \#1 "##
                + #"\textasciitilde{}\textasciicircum{} \textless{}[CLS]\textgreater{} \dots{}}"#
                + "\n")
        #expect(
            text(caption, .markdown)
                == #"**Where “a\_b” attends: 50 %.** C:\\x {y} $z$ & #1 ~^ \<\[CLS\]\> …"# + "\n")
        #expect(
            text(caption, .text)
                == #"Where “a_b” attends: 50 %. C:\x {y} $z$ & #1 ~^ <[CLS]> …"# + "\n")
    }

    @Test func theNameSaysTheForm() throws {
        #expect(try FigureCaption.Form(path: "a/b.TEX") == .latex)
        #expect(try FigureCaption.Form(path: "b.md") == .markdown)
        #expect(throws: FigureError.unknownCaption(name: "b.png")) {
            try FigureCaption.Form(path: "b.png")
        }
    }

    private func caption(
        _ name: String, _ side: FigureRequest.Side, look: FigureLook = FigureLook()
    ) throws -> FigureCaption {
        let kind = try #require(FigureKind(rawValue: name))
        let model = try TinyModel.load()
        let sentences = [TinyModel.pair.sentence1, TinyModel.pair.sentence2]
        return try FigureBuilder(
            sentences.map { WordInSentence($0, word: "bank") }, for: [kind], model: model.encoder,
            tools: TinyModel.tools(.none, needs: kind.needs, of: model)
        ).caption(FigureRequest(kind, side: side, look: look), model: "tiny")
    }

    @Test func everyKindHasOne() throws {
        for kind in FigureKind.allCases {
            let caption = try caption(kind.rawValue, .both)
            #expect(!caption.title.isEmpty && !caption.title.hasSuffix("."))
            #expect(caption.remarks.last == "Model: tiny.")
            for sentence in [TinyModel.pair.sentence1, TinyModel.pair.sentence2] {
                #expect(caption.remarks.contains { $0.contains("“\(sentence)”") })
            }
        }
    }

    @Test func panelsAreReadOneByOne() throws {
        let caption = try caption("bars", .both)
        let second = try self.caption("bars", .second)
        #expect(second.remarks[0].hasPrefix("“bank” attends most to "))
        #expect(second.remarks[1] == "Sentence: “\(TinyModel.pair.sentence2)”")
        #expect(
            caption.remarks[0].hasPrefix(
                "Sentence 1: “\(TinyModel.pair.sentence1)” “bank” attends most to "))
        #expect(
            caption.remarks[1]
                == "Sentence 2: “\(TinyModel.pair.sentence2)” \(second.remarks[0])")
    }

    @Test func titlesAreThoseOfTheFigure() throws {
        let own = try caption("heatmap", .first)
        #expect(own.title.hasPrefix("Where “bank” attends"))
        #expect(try caption("heatmap", .first, look: FigureLook(title: .none)).title == own.title)
        #expect(
            try caption("heatmap", .first, look: FigureLook(title: .text("Mine."))).title == "Mine")
    }
}
