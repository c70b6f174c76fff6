/// Files that are given for a list by mistake, known by their first bytes.
enum FileKind {
    /// What the file is and how to make a list of it; `nil` for what may be text.
    static func problem(of head: [UInt8]) -> String? {
        func starts(_ text: String) -> Bool { head.starts(with: Array(text.utf8)) }
        func names(_ text: String) -> Bool {
            String(decoding: head.prefix(1 << 16), as: UTF8.self).contains(text)
        }
        let pandas =
            "; in Python, pandas.read_%(file).to_csv(\"list.csv\", index=False) makes a list"
        func python(_ reader: String) -> String { pandas.replacing("%", with: reader) }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            if names("opendocument.spreadsheet") {
                return "this is a LibreOffice spreadsheet (.ods); save the sheet as Text CSV "
                    + "with the character set UTF-8"
            }
            if names("opendocument.text") || names("word/document.xml") {
                return
                    "this is a document of a word processor; save it as plain text in UTF-8, with "
                    + "a sentence on each line"
            }
            if names("[Content_Types].xml") || names("xl/") || names("_rels/") {
                return "this is an Excel workbook (.xlsx); save the sheet as CSV UTF-8"
            }
            return "this is a ZIP archive; unpack it and give the list in it"
        }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return "this is an old Excel workbook (.xls); save the sheet as CSV UTF-8"
        }
        if starts("PAR1") { return "this is a Parquet file" + python("parquet") }
        if starts("ARROW1") || starts("FEA1") {
            return "this is an Arrow (Feather) file" + python("feather")
        }
        // As the library datasets keeps its tables.
        if head.starts(with: [0xFF, 0xFF, 0xFF, 0xFF]) {
            return "this is an Arrow file; in Python, datasets.Dataset.from_file(file)"
                + ".to_csv(\"list.csv\") makes a list"
        }
        if starts("RDX2\n") || starts("RDX3\n") || starts("X\n\0\0\0") {
            return "this is a file of R's own kind; in R, write.csv(table, \"list.csv\", "
                + "row.names = FALSE) makes a list"
        }
        if starts("$FL2") || starts("$FL3") {
            return "this is an SPSS file" + python("spss")
        }
        if starts("{\\rtf") {
            return "this is a document in Rich Text Format; save it as plain text in UTF-8"
        }
        if starts("SQLite format 3\0") {
            return "this is an SQLite database; export the table as CSV"
        }
        if let first = head.first, first == 0x80, head.count > 1, 2...5 ~= head[1] {
            return "this is a Python pickle" + python("pickle")
        }
        if starts("%PDF-") { return "this is a PDF; copy the table into a CSV file" }
        // What was packed once is unpacked by now.
        if head.starts(with: [0x1F, 0x8B]) {
            return "this was packed with gzip twice; unpack it once"
        }
        if starts("BZh") || head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0])
            || head.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
        {
            return "this is packed with bzip2, xz or zstd; unpack it first, or pack it with gzip"
        }
        let text = String(decoding: head.prefix(64), as: UTF8.self).lowercased()
        if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") {
            return "this is a web page, not the file that it links to; download that one"
        }
        if text.hasPrefix("<?xml") {
            return "this is XML; expected CSV, JSON or text with a sentence on each line"
        }
        if text.hasPrefix("version https://git-lfs") {
            return
                "this is Git LFS's stand-in for the file; fetch the file itself with git lfs pull"
        }
        return nil
    }
}
