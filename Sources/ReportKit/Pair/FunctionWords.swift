/// Words that carry grammar rather than meaning, and so say little about what separates two
/// meanings: English articles, pronouns, prepositions, conjunctions, auxiliaries and a few
/// particles, with the remains of contractions (`don ' t`).
///
/// The list only decides which words the findings name. Figures and data show every token. For a
/// sentence in another language it has no effect.
enum FunctionWords {
    /// Whether `word` is in the list, in any case.
    static func contains(_ word: String) -> Bool { words.contains(word.lowercased()) }

    private static let words = Set(
        """
        a an the this that these those some any no each every either neither both all such
        i me my mine myself you your yours yourself he him his himself she her hers herself it its
        itself we us our ours ourselves they them their theirs themselves one
        who whom whose which what when where why how there here
        about above across after against along among around as at before behind below beneath
        beside between beyond by despite down during except for from in inside into like near of
        off on onto out outside over past per since than through throughout to toward towards under
        until up upon via with within without
        and or but nor so yet if because although though while whether unless
        am is are was were be been being do does did doing have has had having
        can could may might must shall should will would ought
        not too very just also only then
        s t d m ll re ve don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn
        """
        .split(whereSeparator: \.isWhitespace).map(String.init))
}
