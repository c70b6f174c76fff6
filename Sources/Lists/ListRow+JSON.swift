import Encoder
import Files

extension ListRow {
    /// Writes the row as an object with ascending names.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("forms1", forms1)
            json.member("forms2", forms2)
            json.member("id", id)
            json.member("idInList", idInList)
            json.member("label", label)
            json.member("occurrence1", occurrence1)
            json.member("occurrence2", occurrence2)
            json.member("range1", range1)
            json.member("range2", range2)
            json.member("sentence1", sentence1)
            json.member("sentence2", sentence2)
            json.member("word", word)
            json.member("word2", word2)
        }
    }

    /// Reads a row as `write(to:)` has written it; names that it does not know mean nothing.
    package init(_ scanner: inout JSONScanner) throws(JSONScanner.Failure) {
        var id: String?
        var word: String?
        var sentence1: String?
        var sentence2: String?
        var row = Self(id: "", word: "", sentence1: "", sentence2: "")
        try scanner.object { scanner, name throws(JSONScanner.Failure) in
            switch name {
            case "id": id = try scanner.string()
            case "word": word = try scanner.string()
            case "sentence1": sentence1 = try scanner.string()
            case "sentence2": sentence2 = try scanner.string()
            case "word2": row.word2 = try scanner.string()
            case "occurrence1": row.occurrence1 = try scanner.string()
            case "occurrence2": row.occurrence2 = try scanner.string()
            case "range1": row.range1 = try scanner.string()
            case "range2": row.range2 = try scanner.string()
            case "label": row.label = try scanner.string()
            case "forms1": row.forms1 = try scanner.strings()
            case "forms2": row.forms2 = try scanner.strings()
            case "idInList": row.idInList = try scanner.string()
            default: _ = try scanner.value()
            }
        }
        guard let id, let word, let sentence1, let sentence2 else {
            throw scanner.fail("expected an id, a word and two sentences")
        }
        row.id = id
        row.word = word
        row.sentence1 = sentence1
        row.sentence2 = sentence2
        self = row
    }

    private init(id: String, word: String, sentence1: String, sentence2: String) {
        self.id = id
        self.word = word
        self.sentence1 = sentence1
        self.sentence2 = sentence2
    }
}
