import ReportTestSupport
import Testing

@testable import Analyses

@Test func similarityTableListsEveryLayer() throws {
    #expect(
        SimilarityTable.text(for: try Sample.analysis())
            == """
            1  bank: The bank of the river was calm.
            2  bank: She went to the bank to deposit money.

            layer  cosine
            emb    0.9581
            L0     0.8804
            L1     0.8569
            L2     0.8064
            L3     0.8477
            L4     0.8720
            L5     0.8114
            """)
}
