/// Where the report of a pair lies below the folder of a batch: `pairs/3f/bank`.
///
/// The place follows from the id alone, so that it is the same in every run and every share of a
/// list. The first two digits of the id's hash spread a million pairs over 256 folders.
enum PairFolder {
    static let root = "pairs"

    static func path(id: String) -> String {
        let hash = ContentHash.hex(of: id.utf8)
        return "\(root)/\(hash.prefix(2))/\(name(id: id, hash: hash))"
    }

    /// The id itself where it is a safe name in small letters and composed; else its safe name and
    /// a part of its hash.
    ///
    /// A file system may take "Bank" and "bank", or "é" in one code point and in two, for the same
    /// name. Of all ids that it may confuse, at most one is used as it is. The others end with
    /// `~` and the hash, and no safe name has a `~`.
    private static func name(id: String, hash: String) -> String {
        let safe = SafeName.make(id)
        let folded = safe.uppercased().lowercased()
        let isPlain =
            safe.utf8.elementsEqual(id.utf8) && folded.utf8.elementsEqual(id.utf8)
        return isPlain ? safe : "\(safe)~\(hash.prefix(12))"
    }
}
