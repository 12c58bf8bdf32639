internal import CPoppler
internal import Foundation

/// What lies over a page: comments, stamps and the values of form fields.
///
/// What only points at something, as the icon of a note or of an attached file, is no writing and is not drawn. The rest
/// is drawn as readers show it.
final class PDFAnnotations {
    /// In points from the page's lower left corner.
    struct Mark {
        var area: PopplerRectangle
        fileprivate var annotation: OpaquePointer
        fileprivate var flags: PopplerAnnotFlag
    }

    private let list: UnsafeMutablePointer<GList>?
    /// Those that are drawn.
    private(set) var drawn: [Mark] = []
    private var hidden: [PopplerRectangle] = []

    /// Hidden and NoView (ISO 32000-1, table 165).
    static let hiddenFlags = 2 | 32
    /// Kinds that are no more than a way to something else (ISO 32000-1, table 169).
    static let signposts: Set<String> = [
        "Text", "Link", "Popup", "FileAttachment", "Sound", "Movie", "Screen", "PrinterMark", "TrapNet", "3D",
        "RichMedia",
        "Projection",
    ]
    private static let signpostTypes = [
        POPPLER_ANNOT_TEXT, POPPLER_ANNOT_LINK, POPPLER_ANNOT_POPUP, POPPLER_ANNOT_FILE_ATTACHMENT, POPPLER_ANNOT_SOUND,
        POPPLER_ANNOT_MOVIE, POPPLER_ANNOT_SCREEN, POPPLER_ANNOT_PRINTER_MARK, POPPLER_ANNOT_TRAP_NET, POPPLER_ANNOT_3D,
    ]

    /// Hides the signposts, for as long as the document is open.
    init(of page: OpaquePointer) {
        list = poppler_page_get_annot_mapping(page)
        var next = list
        while let node = next {
            next = node.pointee.next
            guard let mapping = node.pointee.data?.assumingMemoryBound(to: PopplerAnnotMapping.self) else { continue }
            take(mapping.pointee)
        }
    }

    deinit { DrawingLibraries.turn.withLock { poppler_page_free_annot_mapping(list) } }

    private func take(_ mapping: PopplerAnnotMapping) {
        guard let annotation = mapping.annot else { return }
        let flags = poppler_annot_get_flags(annotation)
        guard Int(flags.rawValue) & Self.hiddenFlags == 0 else { return hidden.append(mapping.area) }
        if Self.signpostTypes.contains(poppler_annot_get_annot_type(annotation)) {
            poppler_annot_set_flags(annotation, PopplerAnnotFlag(rawValue: flags.rawValue | 2))
        } else {
            drawn.append(Mark(area: mapping.area, annotation: annotation, flags: flags))
        }
    }

    /// What `body` gives while none is drawn.
    func withoutAny<Result>(_ body: () -> Result) -> Result {
        for mark in drawn {
            poppler_annot_set_flags(mark.annotation, PopplerAnnotFlag(rawValue: mark.flags.rawValue | 2))
        }
        defer { for mark in drawn { poppler_annot_set_flags(mark.annotation, mark.flags) } }
        return body()
    }

    /// Where form fields have a value as text, save those that are hidden.
    func fieldsWithText(on page: OpaquePointer) -> [PopplerRectangle] {
        let fields = poppler_page_get_form_field_mapping(page)
        defer { poppler_page_free_form_field_mapping(fields) }
        var areas: [PopplerRectangle] = []
        var next = fields
        while let node = next {
            next = node.pointee.next
            guard let mapping = node.pointee.data?.assumingMemoryBound(to: PopplerFormFieldMapping.self).pointee,
                let field = mapping.field, Self.hasText(field), !hidden.contains(where: { $0.equals(mapping.area) })
            else { continue }
            areas.append(mapping.area)
        }
        return areas
    }

    private static func hasText(_ field: OpaquePointer) -> Bool {
        let text =
            switch poppler_form_field_get_field_type(field) {
            case POPPLER_FORM_FIELD_TEXT: poppler_form_field_text_get_text(field)
            case POPPLER_FORM_FIELD_CHOICE: poppler_form_field_choice_get_text(field)
            default: UnsafeMutablePointer<CChar>?.none
            }
        guard let text else { return false }
        defer { g_free(text) }
        return String(cString: text).contains { !$0.isWhitespace }
    }
}

extension PopplerRectangle {
    fileprivate func equals(_ other: PopplerRectangle) -> Bool {
        abs(x1 - other.x1) < 0.5 && abs(y1 - other.y1) < 0.5 && abs(x2 - other.x2) < 0.5 && abs(y2 - other.y2) < 0.5
    }
}
