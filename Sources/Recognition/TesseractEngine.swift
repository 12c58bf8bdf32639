internal import CTesseract
internal import Foundation
internal import Imaging
internal import Paperwork
internal import Synchronization

/// A warm Tesseract engine with one language model; the one type that touches Tesseract's C API.
///
/// An engine belongs to one thread at a time.
final class TesseractEngine {
    /// One character that was seen.
    struct Symbol {
        /// In pixels of the picture.
        var left: Int
        var right: Int
        /// Best first; their scores add up to 1 at most.
        var alternatives: [Lattice.Alternative]
    }

    private let handle: OpaquePointer

    /// - Parameter dataPath: The folder with `*.traineddata`; nil for Tesseract's own.
    /// - Throws: `Trouble` of kind `installation` where the model is missing or unreadable.
    init(model: TesseractModel, dataPath: String?) throws(Trouble) {
        let folder = dataPath ?? Self.installedFolders.first { model.isInstalled(in: $0) }
        guard folder.map(model.isInstalled) ?? true else { throw model.missing }
        guard let handle = Self.makeAndBreak.withLock({ Self.make(model, folder: folder, isSilenced: &$0) }) else {
            throw model.missing
        }
        self.handle = handle
    }

    /// Tesseract keeps dictionaries, and settings that are text, in variables that all engines of a process share: engines
    /// are made and broken one at a time, and such a setting is written once. Holds whether it is.
    private static let makeAndBreak = Mutex(false)

    private static func make(_ model: TesseractModel, folder: String?, isSilenced: inout Bool) -> OpaquePointer? {
        stayOnThisThread()
        guard let handle = TessBaseAPICreate() else { return nil }
        guard TessBaseAPIInit2(handle, folder, model.rawValue, OEM_LSTM_ONLY) == 0 else {
            TessBaseAPIDelete(handle)
            return nil
        }
        if !isSilenced { isSilenced = TessBaseAPISetVariable(handle, "debug_file", "/dev/null") != 0 }
        TessBaseAPISetVariable(handle, "lstm_choice_mode", "2")
        TessBaseAPISetVariable(handle, "tessedit_do_invert", "0")
        TessBaseAPISetVariable(handle, "load_system_dawg", "0")
        return handle
    }

    deinit {
        Self.makeAndBreak.withLock { [handle] _ in
            TessBaseAPIEnd(handle)
            TessBaseAPIDelete(handle)
        }
    }

    /// The characters of one line of dark writing on white, left to right.
    ///
    /// - Parameter allowed: The characters to look for; empty for all that the model knows.
    func read(_ line: GrayPixels, allowed: String) -> [Symbol] {
        guard line.width > 2, line.height > 2 else { return [] }
        Self.stayOnThisThread()
        set("tessedit_char_whitelist", to: allowed)
        TessBaseAPISetPageSegMode(handle, PSM_SINGLE_LINE)
        line.bytes.withUnsafeBufferPointer { bytes in
            TessBaseAPISetImage(handle, bytes.baseAddress, Int32(line.width), Int32(line.height), 1, Int32(line.width))
        }
        TessBaseAPISetSourceResolution(handle, 300)
        defer { TessBaseAPIClear(handle) }
        guard TessBaseAPIRecognize(handle, nil) == 0, let results = TessBaseAPIGetIterator(handle) else { return [] }
        defer { TessResultIteratorDelete(results) }
        return symbols(in: results)
    }

    private func symbols(in results: OpaquePointer) -> [Symbol] {
        let page = TessResultIteratorGetPageIterator(results)
        var symbols: [Symbol] = []
        repeat {
            var left: Int32 = 0
            var top: Int32 = 0
            var right: Int32 = 0
            var bottom: Int32 = 0
            guard let text = TessResultIteratorGetUTF8Text(results, RIL_SYMBOL) else { continue }
            defer { TessDeleteText(text) }
            TessPageIteratorBoundingBox(page, RIL_SYMBOL, &left, &top, &right, &bottom)
            let best = Lattice.Alternative(
                String(cString: text), Double(TessResultIteratorConfidence(results, RIL_SYMBOL)) / 100)
            symbols.append(
                Symbol(left: Int(left), right: Int(right), alternatives: alternatives(beside: best, in: results)))
        } while TessResultIteratorNext(results, RIL_SYMBOL) != 0
        return symbols
    }

    /// The lines of a page, read as one block of lines.
    ///
    /// - Parameter page: Dark on white, upright.
    func read(page: GrayPixels, dpi: Int) -> [PageTextReader.Line] {
        guard page.width > 2, page.height > 2 else { return [] }
        Self.stayOnThisThread()
        set("tessedit_char_whitelist", to: "")
        TessBaseAPISetPageSegMode(handle, PSM_SINGLE_BLOCK)
        page.bytes.withUnsafeBufferPointer { bytes in
            TessBaseAPISetImage(handle, bytes.baseAddress, Int32(page.width), Int32(page.height), 1, Int32(page.width))
        }
        TessBaseAPISetSourceResolution(handle, Int32(dpi))
        defer { TessBaseAPIClear(handle) }
        guard TessBaseAPIRecognize(handle, nil) == 0, let results = TessBaseAPIGetIterator(handle) else { return [] }
        defer { TessResultIteratorDelete(results) }
        let place = TessResultIteratorGetPageIterator(results)
        var lines: [PageTextReader.Line] = []
        repeat {
            guard let text = TessResultIteratorGetUTF8Text(results, RIL_SYMBOL) else { continue }
            defer { TessDeleteText(text) }
            var (left, top, right, bottom) = (Int32(0), Int32(0), Int32(0), Int32(0))
            if lines.isEmpty || TessPageIteratorIsAtBeginningOf(place, RIL_TEXTLINE) != 0 {
                TessPageIteratorBoundingBox(place, RIL_TEXTLINE, &left, &top, &right, &bottom)
                lines.append(PageTextReader.Line(bounds: .between(left, top, right, bottom), characters: []))
            }
            TessPageIteratorBoundingBox(place, RIL_SYMBOL, &left, &top, &right, &bottom)
            let best = Lattice.Alternative(
                String(cString: text), Double(TessResultIteratorConfidence(results, RIL_SYMBOL)) / 100)
            let line = lines[lines.count - 1].bounds
            // All characters of a line are as high as the line, so that signs stand in it too.
            lines[lines.count - 1].characters.append(
                PageTextReader.Character(
                    alternatives: alternatives(beside: best, in: results),
                    bounds: .between(left, Int32(line.y), right, Int32(line.maxY)),
                    startsWord: TessPageIteratorIsAtBeginningOf(place, RIL_WORD) != 0))
        } while TessResultIteratorNext(results, RIL_SYMBOL) != 0
        return lines
    }

    private func alternatives(
        beside best: Lattice.Alternative, in results: OpaquePointer
    ) -> [Lattice.Alternative] {
        var others: [Lattice.Alternative] = []
        if let choices = TessResultIteratorGetChoiceIterator(results) {
            defer { TessChoiceIteratorDelete(choices) }
            repeat {
                guard let text = TessChoiceIteratorGetUTF8Text(choices) else { continue }
                let score = Double(TessChoiceIteratorConfidence(choices)) / 100
                others.append(Lattice.Alternative(String(cString: text), score))
            } while TessChoiceIteratorNext(choices) != 0
        }
        return Lattice.Alternative.ranked([best] + others.filter { $0.text != best.text }, first: best.text)
    }

    private func set(_ variable: String, to value: String) {
        TessBaseAPISetVariable(handle, variable, value)
    }

    /// Keeps Tesseract's OpenMP regions on the thread that calls it, which OpenMP counts for each thread: workers are many,
    /// and on single lines the helper threads cost more than they bring. OpenMP has read its environment before `main`, so
    /// it is told by `omp_set_max_active_levels`; a Tesseract that is built without OpenMP needs nothing.
    private static func stayOnThisThread() { limitActiveLevels?(0) }

    private static let limitActiveLevels: (@convention(c) (Int32) -> Void)? =
        dlsym(nil, "omp_set_max_active_levels").map { unsafeBitCast($0, to: (@convention(c) (Int32) -> Void).self) }

    /// Where the models are: in the folder that `TESSDATA_PREFIX` names, as for Tesseract itself; without one, where Debian
    /// and others keep them.
    static let installedFolders =
        ProcessInfo.processInfo.environment["TESSDATA_PREFIX"].map { [$0] } ?? [
            "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
        ]
}

extension PixelRect {
    fileprivate static func between(_ left: Int32, _ top: Int32, _ right: Int32, _ bottom: Int32) -> PixelRect {
        PixelRect(x: Int(left), y: Int(top), width: max(1, Int(right - left)), height: max(1, Int(bottom - top)))
    }
}
