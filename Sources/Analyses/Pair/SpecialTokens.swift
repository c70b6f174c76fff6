/// What figures of attention do with the tokens that the model adds to a sentence, such as `[CLS]`.
///
/// Attention rests on them so much that beside them all other tokens look alike.
package enum SpecialTokens: String, CaseIterable, Codable, Sendable {
    /// They keep their places, but the scale belongs to the other tokens: values above its end are cut there
    /// and marked, and the figure says what part the special tokens take.
    case apart
    /// They are left out, and what remains of each row is divided by its sum.
    case hide
    /// They count for the scale as all tokens do.
    case scale
}
