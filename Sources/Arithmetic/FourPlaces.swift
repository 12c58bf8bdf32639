/// Sixteen outputs at one place.
struct Sixteen {
    var low: SIMD8<Float>
    var high: SIMD8<Float>

    @inline(__always)
    mutating func add(_ weights: Sixteen, times input: Float) {
        #if AVX2
            low.addProduct(weights.low, SIMD8(repeating: input))
            high.addProduct(weights.high, SIMD8(repeating: input))
        #else
            low += weights.low * input
            high += weights.high * input
        #endif
    }

    /// What is not below zero of the first eight or of all, where `lanes` are so many.
    @inline(__always)
    func store(at place: UnsafeMutablePointer<Float>, lanes: Int) {
        low.positive.store(at: place)
        if lanes > 8 { high.positive.store(at: place + 8) }
    }
}

/// Sixteen outputs at each of four places.
struct FourPlaces {
    var first: Sixteen
    var second: Sixteen
    var third: Sixteen
    var fourth: Sixteen

    @inline(__always)
    init(bias: UnsafePointer<SIMD8<Float>>) {
        first = Sixteen(low: bias[0], high: bias[1])
        second = first
        third = first
        fourth = first
    }

    @inline(__always)
    var greatest: Sixteen {
        Sixteen(
            low: first.low.greater(second.low).greater(third.low.greater(fourth.low)),
            high: first.high.greater(second.high).greater(third.high.greater(fourth.high)))
    }
}

extension SIMD8<Float> {
    @inline(__always)
    func greater(_ other: Self) -> Self { replacing(with: other, where: self .< other) }

    @inline(__always)
    var positive: Self { replacing(with: 0, where: self .< 0) }

    @inline(__always)
    init(at place: UnsafePointer<Float>) { self = UnsafeRawPointer(place).loadUnaligned(as: Self.self) }

    @inline(__always)
    func store(at place: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(place).storeBytes(of: self, as: Self.self)
    }
}
