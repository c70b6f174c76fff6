import Testing

@testable import Encoder

/// Hidden states (and logits) must be within 1e-5 + 1e-4·|reference|.
func expectStates(
    _ found: Tensor, _ reference: Tensor, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(found.shape == reference.shape, sourceLocation: sourceLocation)
    #expect(
        excess(found, reference, absolute: 1e-5, relative: 1e-4) <= 0,
        sourceLocation: sourceLocation)
}

/// Attentions must be within 2e-6.
func expectAttentions(
    _ found: Tensor, _ reference: Tensor, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(found.shape == reference.shape, sourceLocation: sourceLocation)
    #expect(excess(found, reference, absolute: 2e-6) <= 0, sourceLocation: sourceLocation)
}

/// The largest excess of |found − reference| over a tolerance.
private func excess(
    _ found: Tensor, _ reference: Tensor, absolute: Float, relative: Float = 0
) -> Float {
    zip(found.scalars, reference.scalars).reduce(-Float.infinity) { worst, pair in
        let difference = abs(pair.0 - pair.1)
        return max(
            worst, difference.isNaN ? .infinity : difference - absolute - relative * abs(pair.1))
    }
}
