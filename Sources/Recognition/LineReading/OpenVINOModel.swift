internal import COpenVINO

/// A network that OpenVINO runs on the thread that calls it, on one processor; one thread at a time.
final class OpenVINOModel {
    private let library: OpenVINOLibrary
    private let compiled: OpaquePointer
    private let request: OpaquePointer

    /// What a network says of an input: `shape`'s product of numbers, valid within the call.
    struct Output {
        let shape: [Int]
        let values: UnsafePointer<Float>
    }

    /// Nil where the model's file can't be read or compiled.
    init?(file: String, in library: OpenVINOLibrary) {
        var model: OpaquePointer?
        guard library.readModel(library.core, file, nil, &model) == 0, let model else { return nil }
        defer { library.freeModel(model) }
        guard let compiled = Self.compile(model, in: library) else { return nil }
        var request: OpaquePointer?
        guard library.createRequest(compiled, &request) == 0, let request else {
            library.freeCompiled(compiled)
            return nil
        }
        (self.library, self.compiled, self.request) = (library, compiled, request)
    }

    private static func compile(_ model: OpaquePointer, in library: OpenVINOLibrary) -> OpaquePointer? {
        // Kernels kept for every shape that ever went through would hold hundreds of megabytes after a few papers.
        let settings: KeyValuePairs<StaticString, StaticString> = [
            "INFERENCE_NUM_THREADS": "1", "PERFORMANCE_HINT": "LATENCY", "CPU_RUNTIME_CACHE_CAPACITY": "0",
        ]
        let properties = settings.map { key, value in
            ov_property_t(key: key.characters, value: UnsafeRawPointer(value.utf8Start))
        }
        var compiled: OpaquePointer?
        return library.compile(library.core, model, "CPU", properties.count, properties, &compiled) == 0
            ? compiled : nil
    }

    deinit {
        library.freeRequest(request)
        library.freeCompiled(compiled)
    }

    /// Runs the network on an input of that shape; nil where it fails.
    func run<Result>(_ input: inout [Float], shape: [Int], _ body: (Output) -> Result) -> Result? {
        var dimensions = shape.map(Int64.init)
        return input.withUnsafeMutableBytes { bytes in
            dimensions.withUnsafeMutableBufferPointer { dimensions -> Result? in
                guard let start = bytes.baseAddress else { return nil }
                var tensor: OpaquePointer?
                let form = ov_shape_t(rank: Int64(dimensions.count), dims: dimensions.baseAddress)
                guard library.createTensor(OpenVINOLibrary.float, form, start, &tensor) == 0, let tensor else {
                    return nil
                }
                defer { library.freeTensor(tensor) }
                guard library.setInput(request, tensor) == 0, library.infer(request) == 0 else { return nil }
                return output().map(body)
            }
        }
    }

    private func output() -> Output? {
        var tensor: OpaquePointer?
        guard library.output(request, &tensor) == 0, let tensor else { return nil }
        defer { library.freeTensor(tensor) }
        var form = ov_shape_t()
        guard library.shape(tensor, &form) == 0 else { return nil }
        defer { _ = library.freeShape(&form) }
        var values: UnsafeMutableRawPointer?
        guard library.data(tensor, &values) == 0, let values else { return nil }
        let shape = (0..<Int(form.rank)).map { Int(form.dims[$0]) }
        return Output(shape: shape, values: UnsafePointer(values.assumingMemoryBound(to: Float.self)))
    }
}

extension StaticString {
    /// Its characters with a NUL behind them, as C takes them.
    fileprivate var characters: UnsafePointer<CChar> {
        UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
