/// The architectures that can be run, by the name that `model_type` in a `config.json` gives.
public enum ModelFamily: String, Sendable, CaseIterable {
    /// BERT (Devlin et al. 2019).
    case bert
    /// DistilBERT: BERT without token types (Sanh et al. 2019).
    case distilBERT = "distilbert"
    /// RoBERTa and DistilRoBERTa: positions counted from behind the padding id (Liu et al. 2019).
    case roberta
    /// ELECTRA: embeddings may be narrower than the layers (Clark et al. 2020).
    case electra
    /// MPNet: a bias by relative position on the attention scores (Song et al. 2020).
    case mpnet

    /// What the family's configuration class assumes for keys that a `config.json` leaves out.
    var defaults: (hiddenSize: Int, headCount: Int, intermediateSize: Int, vocabularySize: Int) {
        switch self {
        case .bert, .distilBERT: (768, 12, 3072, 30522)
        case .roberta: (768, 12, 3072, 50265)
        case .electra: (256, 4, 1024, 30522)
        case .mpnet: (768, 12, 3072, 30527)
        }
    }

    /// Whether sentences have a token type of their own ("segment").
    var hasTokenTypes: Bool {
        switch self {
        case .bert, .roberta, .electra: true
        case .distilBERT, .mpnet: false
        }
    }
}
