internal import COpenVINO
internal import Foundation
internal import Paperwork
internal import Synchronization

/// OpenVINO's C API, looked up when the program runs: where it is missing, another reader takes its place.
struct OpenVINOLibrary: @unchecked Sendable {
    typealias Status = Int32

    let readModel:
        @convention(c) (
            OpaquePointer, UnsafePointer<CChar>, UnsafePointer<CChar>?, UnsafeMutablePointer<OpaquePointer?>
        )
            -> Status
    let freeModel: @convention(c) (OpaquePointer) -> Void
    let compile:
        @convention(c) (
            OpaquePointer, OpaquePointer, UnsafePointer<CChar>, Int, UnsafePointer<ov_property_t>,
            UnsafeMutablePointer<OpaquePointer?>
        ) -> Status
    let freeCompiled: @convention(c) (OpaquePointer) -> Void
    let createRequest: @convention(c) (OpaquePointer, UnsafeMutablePointer<OpaquePointer?>) -> Status
    let freeRequest: @convention(c) (OpaquePointer) -> Void
    let createTensor:
        @convention(c) (UInt32, ov_shape_t, UnsafeMutableRawPointer, UnsafeMutablePointer<OpaquePointer?>) -> Status
    let freeTensor: @convention(c) (OpaquePointer) -> Void
    let setInput: @convention(c) (OpaquePointer, OpaquePointer) -> Status
    let infer: @convention(c) (OpaquePointer) -> Status
    let output: @convention(c) (OpaquePointer, UnsafeMutablePointer<OpaquePointer?>) -> Status
    let shape: @convention(c) (OpaquePointer, UnsafeMutablePointer<ov_shape_t>) -> Status
    let freeShape: @convention(c) (UnsafeMutablePointer<ov_shape_t>) -> Status
    let data: @convention(c) (OpaquePointer, UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Status
    /// Compiles for all that use the library in this process.
    let core: OpaquePointer

    /// 32-bit floats, in `ov_element_type_e`.
    static let float: UInt32 = 4

    /// The library in that folder, opened once in a process; nil where it isn't there or can't be loaded.
    static func opened(in folder: String) -> OpenVINOLibrary? {
        opened.withLock { known in
            if let library = known[folder] { return library }
            let library = OpenVINOLibrary(folder: folder)
            known[folder] = library
            return library
        }
    }

    private static let opened = Mutex<[String: OpenVINOLibrary?]>([:])

    private init?(folder: String) {
        let file = "\(folder)/\(SecondReader.library)"
        guard FileManager.default.isReadableFile(atPath: file), let handle = dlopen(file, RTLD_NOW | RTLD_LOCAL) else {
            return nil
        }
        func function<F>(_ name: String, as type: F.Type) -> F? {
            dlsym(handle, name).map { unsafeBitCast($0, to: type) }
        }
        typealias CreateCore = @convention(c) (UnsafeMutablePointer<OpaquePointer?>) -> Status
        guard let createCore = function("ov_core_create", as: CreateCore.self),
            let readModel = function("ov_core_read_model", as: type(of: readModel)),
            let freeModel = function("ov_model_free", as: type(of: freeModel)),
            let compile = function("ov_core_compile_model_props", as: type(of: compile)),
            let freeCompiled = function("ov_compiled_model_free", as: type(of: freeCompiled)),
            let createRequest = function("ov_compiled_model_create_infer_request", as: type(of: createRequest)),
            let freeRequest = function("ov_infer_request_free", as: type(of: freeRequest)),
            let createTensor = function("ov_tensor_create_from_host_ptr", as: type(of: createTensor)),
            let freeTensor = function("ov_tensor_free", as: type(of: freeTensor)),
            let setInput = function("ov_infer_request_set_input_tensor", as: type(of: setInput)),
            let infer = function("ov_infer_request_infer", as: type(of: infer)),
            let output = function("ov_infer_request_get_output_tensor", as: type(of: output)),
            let shape = function("ov_tensor_get_shape", as: type(of: shape)),
            let freeShape = function("ov_shape_free", as: type(of: freeShape)),
            let data = function("ov_tensor_data", as: type(of: data))
        else { return nil }
        var core: OpaquePointer?
        guard createCore(&core) == 0, let core else { return nil }
        (self.readModel, self.freeModel) = (readModel, freeModel)
        (self.compile, self.freeCompiled) = (compile, freeCompiled)
        (self.createRequest, self.freeRequest) = (createRequest, freeRequest)
        (self.createTensor, self.freeTensor, self.setInput) = (createTensor, freeTensor, setInput)
        (self.infer, self.output, self.shape) = (infer, output, shape)
        (self.freeShape, self.data, self.core) = (freeShape, data, core)
    }
}
