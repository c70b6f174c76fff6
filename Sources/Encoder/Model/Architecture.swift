/// How the models of a family differ from BERT, which the default values describe.
struct Architecture: Sendable, Equatable {
    /// What a token's place adds to its embedding.
    var positions = Positions.absolute(paddingID: nil)
    /// Whether the embeddings are normalised.
    var normalizesEmbeddings = true
    /// A linear layer from the embeddings to the hidden states.
    var embeddingProjection: EmbeddingProjection?
    /// Where a layer's two layer norms stand.
    var normalization = Normalization.afterResidual
    /// The tensors of a layer norm of the last hidden states, if there is one.
    var finalNorm: String?
    /// Whether layer norms have a bias.
    var normsHaveBias = true
    /// How a layer's queries, keys and values are stored.
    var attentionWeights = AttentionWeights.separate
    var attentionHasBias = true
    var feedForwardHasBias = true
    /// Whether the feed-forward block multiplies two products: activation(x·A) · (x·B).
    var feedForwardIsGated = false
    /// What is added to attention scores by relative position.
    var relativePositions = RelativePositions.none
    var rotation = Rotation.halves
    /// The layers, first to last; two that have the same tensors share them.
    var layers: [Layer] = []
    /// A convolution over the embeddings, whose result is added to the first layer's output.
    var convolution: Convolution?
    var head = Head()

    enum Positions: Sendable, Equatable {
        case none
        /// A row of a table. Where there is a padding id, positions count from behind it, and a token of
        /// this id has no position of its own.
        case absolute(paddingID: Int?)

        /// The row of the first token.
        var start: Int {
            if case .absolute(let paddingID?) = self { paddingID + 1 } else { 0 }
        }
    }

    struct EmbeddingProjection: Sendable, Equatable {
        var hasBias: Bool
        /// Whether the layer norm comes after it, and not before it.
        var precedesNorm: Bool
    }

    enum Normalization: Sendable, Equatable {
        /// norm(x + block(x)) (Vaswani et al. 2017).
        case afterResidual
        /// x + block(norm(x)). Without a norm before the first layer's attention, where the embeddings have
        /// just been normalised.
        case beforeBlock(firstAttentionToo: Bool)
    }

    enum AttentionWeights: Sendable, Equatable {
        case separate
        /// One matrix: all queries, all keys, all values.
        case joined
        /// One matrix without bias: query, key and value of the first head, of the second one …, and
        /// biases for queries and values alone.
        case byHead
        /// `separate`, with DeBERTa's names.
        case projections
    }

    enum RelativePositions: Sendable, Equatable {
        case none
        /// MPNet's bias for each of so many distances.
        case bias(count: Int)
        case disentangled(Disentanglement)
    }

    /// The relative positions of DeBERTa's attention (He et al. 2021).
    struct Disentanglement: Sendable, Equatable {
        /// Adds query · position key, and key · position query.
        var contentToPosition: Bool
        var positionToContent: Bool
        /// The number of terms whose sum is scaled, the product of queries and keys among them.
        var termCount: Int
        /// Whether there are relative positions at all; without them only the scale differs.
        var isRelative = true
        /// Half the number of position embeddings.
        var span: Int
        /// Where distances share embeddings: how many there are in all, and the distance from which on all
        /// share the last one.
        var buckets: Buckets?
        /// Whether the content's own projections serve for positions.
        var sharesProjections: Bool
        /// The names of the layer's projections for positions, where it has its own.
        var names = Names()
        var normalizesEmbeddings: Bool

        struct Buckets: Sendable, Equatable {
            var count: Int
            var maximumDistance: Int
        }

        struct Names: Sendable, Equatable {
            var key = "pos_key_proj"
            var keyHasBias = true
            var query = "pos_query_proj"
        }
    }

    /// Which of a head's scalars are turned together by rotary positions.
    enum Rotation: Sendable, Equatable {
        /// Scalar i with scalar i + headSize/2.
        case halves
        /// Scalar 2i with scalar 2i + 1.
        case neighbours
    }

    struct Layer: Sendable, Hashable {
        /// What the names of its tensors begin with.
        var scope: String
        /// The base of its rotary positions, if it has them (Su et al. 2021).
        var rotaryBase: Float?
        /// The largest distance that its attention sees, if that is limited.
        var window: Int?
    }

    struct Convolution: Sendable, Equatable {
        var width: Int
        var groupCount: Int
        var activation: Activation
    }

    /// The masked-language-model head.
    struct Head: Sendable, Equatable {
        /// What it is called in BERT's names.
        var scope = "cls.predictions"
        /// `nil` for that of the layers.
        var activation: Activation?
        /// Whether its last layer norm is as wide as the embeddings, not as the hidden states.
        var hasEmbeddingSize = false
        var transformHasBias = true
        /// Whether the words' logits have a bias.
        var decoderHasBias = true
        /// Whether the decoder is always the table of word embeddings.
        var isAlwaysTied = false
    }
}
