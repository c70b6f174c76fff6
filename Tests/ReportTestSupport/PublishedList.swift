import Testing

/// A small file in the layout of a published data set, with sentences of our own.
package struct PublishedList: CustomTestStringConvertible, Sendable {
    package var name: String
    package var text: String
    package var gold: String?
    /// What stands at the places of the word in both sentences, row by row.
    package var words: [[String]]
    package var labels: [String?]
    package var testDescription: String { name }

    static let first = "The banks of the river were calm."
    static let second = "She went to a bank to deposit money."

    package static let samples = [
        PublishedList(
            name: "wic.txt",
            text: "bank\tN\t1-4\tThe banks of it .\tShe went to a bank .\n", gold: "F\n",
            words: [["banks", "bank"]], labels: ["different"]),
        PublishedList(
            name: "xlwic.txt",
            text: "bank\tN\t4\t9\t14\t18\t\(first)\t\(second)\t0\n"
                + "bank\tN\t14\t18\t14\t18\t\(second)\t\(second)\t1\n", gold: nil,
            words: [["banks", "bank"], ["bank", "bank"]], labels: ["0", "1"]),
        PublishedList(
            name: "xl_test_data.txt",
            text: "bank\tN\t4\t9\t14\t18\t\(first)\t\(second)\n"
                + "bank\tN\t14\t18\t4\t9\t\(second)\t\(first)\n", gold: "0\n1\n",
            words: [["banks", "bank"], ["bank", "banks"]], labels: ["different", "same"]),
        PublishedList(
            name: "superglue.jsonl",
            text: """
                {"word":"bank","sentence1":"\(first)","sentence2":"\(second)","idx":0,"label":false,\
                "start1":4,"start2":14,"end1":9,"end2":18,"version":1.1}
                """, gold: nil, words: [["banks", "bank"]], labels: ["false"]),
        PublishedList(
            name: "mclwic.data",
            text: """
                [
                  {"id": "dev.en-en.0", "lemma": "bank", "pos": "NOUN", "sentence1": "\(first)",
                   "sentence2": "\(second)", "start1": "4", "end1": "9", "start2": "14", "end2": "18"},
                  {"id": "dev.en-en.1", "lemma": "turn off", "pos": "VERB",
                   "sentence1": "She turned it off.", "sentence2": "Turn off \\"it\\"}.",
                   "ranges1": "4-10,14-17", "ranges2": "0-4,5-8"}
                ]
                """,
            gold: #"[{"id": "dev.en-en.1", "tag": "T"}, {"id": "dev.en-en.0", "tag": "F"}]"#,
            words: [["banks", "bank"], ["turned off", "Turn off"]], labels: ["different", "same"]),
        PublishedList(
            name: "mclwic_test.data",
            text: """
                [
                    {
                        "id": "test.en-fr.0",
                        "lemma": "bank", "pos": "NOUN",
                        "sentence1": "\(first)",
                        "sentence2": "La rive était calme.",
                        "ranges1": "4-9",
                        "ranges2": "3-7"
                    }
                ]
                """, gold: nil, words: [["banks", "rive"]], labels: [nil]),
        PublishedList(
            name: "wicita.jsonl",
            text: """
                {"id":"a","lemma":"banca","sentence1":"La banca è chiusa.","sentence2":"Due banche.",\
                "start1":3,"end1":8,"start2":4,"end2":10,"label":1}
                """, gold: nil, words: [["banca", "banche"]], labels: ["1"]),
        PublishedList(
            name: "wicita_ranking.jsonl",
            text: """
                {"id":"a","lemma":"banca","sentence1":"La banca è chiusa.","sentence2":"Due banche.",\
                "start1":3,"end1":8,"start2":4,"end2":10,"score":2.5}
                """, gold: nil, words: [["banca", "banche"]], labels: ["2.5"]),
        PublishedList(
            name: "wicita_eng.jsonl",
            text: """
                {"id":"a","lemma1":"banche","lemma2":"bank","sentence1":"Due banche.",\
                "sentence2":"\(second)","start1":4,"end1":10,"start2":14,"end2":18}
                """, gold: nil, words: [["banche", "bank"]], labels: [nil]),
        PublishedList(
            name: "am2ico.tsv",
            text: "context1\tcontext2\tlabel\n\"The <word>bank</word> was steep.\tEine <word> Bank "
                + "</word> lieh.\tF\n", gold: nil, words: [["bank", "Bank"]], labels: ["F"]),
        PublishedList(
            name: "tempowic.jl",
            text: """
                {"id":"1","word":"bank","tweet1":{"text":"é bank it","tokens":["é","bank","it"],\
                "token_idx":1,"text_start":2,"text_end":6,"date":"2019-02"},\
                "tweet2":{"text":"😀 banks","tokens":["😀","banks"],"token_idx":1,"text_start":2,\
                "text_end":7,"date":"2020-02"}}
                """, gold: "1\t0\n", words: [["bank", "banks"]], labels: ["different"]),
        PublishedList(
            name: "rawc.csv",
            text:
                "word,sentence1,sentence2,same,ambiguity_type,Class,mean_relatedness,string\n"
                + "bank,He banked left.,He banked money.,False,Homonymy,V,0.5,banked\n",
            gold: nil, words: [["", ""]], labels: ["False"]),
        PublishedList(
            name: "cosimlex.tsv",
            text:
                "word1\tword2\tcontext1\tcontext2\tsim1\tsim2\nbank\tmoney\t<strong>Money</strong> "
                + "in the <strong>banks</strong>.\tA <strong>bank</strong>, no "
                + "<strong>money</strong>.\t5.5\t2.25\n", gold: nil,
            words: [["banks", "Money"], ["bank", "money"]], labels: ["5.5", "2.25"]),
        // Irregular forms, which the data set names.
        PublishedList(
            name: "cosimlex_en.csv",
            text: [
                [
                    "word1", "word2", "context1", "context2", "sim1", "sim2", "word1_context1",
                    "word2_context1", "word1_context2", "word2_context2",
                ],
                [
                    "good", "bad", "<strong>worse</strong> or <strong>better</strong>",
                    "<strong>bad</strong>, <strong>best</strong>", "3", "0.5", "better", "worse",
                    "best", "bad",
                ],
            ].map { $0.joined(separator: "\t") + "\n" }.joined(),
            gold: nil, words: [["better", "worse"], ["best", "bad"]], labels: ["3", "0.5"]),
        PublishedList(
            name: "rushifteval.tsv",
            text: [
                ["", "word", "sent1", "sent2", "mean", "annotator1", "annotator2"],
                [
                    "0", "банк", "Он пошёл в <b><i>банк.</i></b>",
                    "\"\"\"Нет <b><i>банка</i></b>\"\", там <b><i>банк</i></b>.\"", "3.5", "3", "4",
                ],
                ["1", "банк", "Банк закрыт.", "У <b><i>банка</i></b>.", "2.0", "1", "3"],
            ].map { $0.joined(separator: "\t") + "\n" }.joined(),
            gold: nil, words: [["банк", "банка"], ["", "банка"]], labels: ["3.5", "2.0"]),
    ]
}
