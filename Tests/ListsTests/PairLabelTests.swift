import ReportTestSupport
import Testing

@testable import Lists

@Suite struct PairLabelTests {
    @Test(arguments: [
        ("1.0", PairLabel.same), ("T ", .same), ("True", .same), (" yes", .same), ("1,0", .same),
        ("same", .same), ("0.0", .different), ("-1", .different), ("F", .different),
        ("No", .different), ("1.5", .grade(1.5)), ("2,5", .grade(2.5)), ("river", .other("river")),
    ])
    func isReadAsPeopleWriteIt(_ text: String, _ label: PairLabel) {
        #expect(PairLabel(text) == label)
    }

    @Test(arguments: [nil, "", " ", "NaN", "null"])
    func mayBeMissing(_ text: String?) { #expect(PairLabel(text) == nil) }

    @Test func labelsThatMeanNothingAreToldOnce() throws {
        let start = "word,sentence1,sentence2,label\n"
        let list = try readList((start + "a,a,a,x\na,a,b,z\na,a,c,x\na,a,d,T\n").utf8)
        #expect(list.warnings.count == 1)
        #expect(
            list.warnings[0].hasPrefix(
                "list.csv: the labels of 3 rows say neither the same sense nor another, and are only "
                    + "shown: \"x\", \"z\" "))
        let graded = try readList((start + "a,a,a,1\na,a,b,\"3,5\"\n").utf8)
        #expect(
            graded.warnings == [
                "list.csv: labels are numbers other than 1, 0 and -1, from 3.5 to 3.5: they are "
                    + "shown, and none is read as the same sense or another"
            ])
    }
}
