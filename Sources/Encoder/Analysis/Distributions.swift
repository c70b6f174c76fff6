internal import CKernels

// What is done with whole distributions: a vocabulary has some ten thousand probabilities in each layer, and
// the distances between all heads take half a million logarithms for two short sentences.

/// Makes probabilities of logits, in place: eˣ / Σ eˣ to about seven digits, summed in 64 bits.
///
/// What is more than 87 below the largest has none.
func softmax(_ logits: UnsafeMutableBufferPointer<Float>) {
    ck_softmax(logits.baseAddress, logits.count)
}

/// Σ min(aᵢ, bᵢ), the probability that two distributions share.
///
/// - Precondition: there are as many numbers in both.
func sumOfMinima(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Double {
    precondition(a.count == b.count, "minima of \(a.count) and \(b.count) numbers")
    return ck_sum_of_minima(a.baseAddress, b.baseAddress, a.count)
}

/// The entropy of (p + q) / 2 in nats, each term to about seven digits; of p alone where q is p.
///
/// - Parameters: positive numbers; NaN makes NaN.
/// - Precondition: there are as many in both.
func mixtureEntropy(_ p: [Float], _ q: [Float]) -> Double {
    precondition(p.count == q.count, "a mixture of \(p.count) and \(q.count) numbers")
    return ck_mixture_entropy(p, q, p.count)
}
