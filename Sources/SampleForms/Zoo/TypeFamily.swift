import Foundation
internal import Paperwork

/// A family of type of a Debian package, and the split that it lies in.
///
/// Families of one design lie together: IPA, IPAex, Takao and IPAmj are one outline; VL Gothic, UmePlus and Migu hold M+'s and
/// IPA's. `train` holds all that the glyph reader's shapes and the networks for handwriting were drawn from.
package struct TypeFamily: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Mincho, Gothic, rounded or dotted: kanji, kana, digits.
        case japanese
        /// Digits, signs and Latin letters only.
        case latin
        /// As if written by hand.
        case hand
    }

    /// As fontconfig knows it.
    package var name: String
    package var kind: Kind
    package var split: ZooSplit
    /// The Debian package.
    package var package: String
    /// Under `/usr/share/fonts`.
    var file: String
    /// Digits of one width, as printers of lists have them.
    var isMonospaced = false

    /// Characters that random forms may hold and some families lack; half-width kana beside.
    private static let lacking: [String: String] = [
        "M PLUS 1": "△▲〒皷－", "Sawarabi Gothic": "濱皷", "Sawarabi Mincho": "枦濱皷", "MotoyaLCedar": "¥", "MotoyaLMaru": "¥",
        "GNUTypewriter": "¥", "OCR B": "¥",
    ]
    private static let withoutHalfWidthKana: Set<String> = ["M PLUS 1", "Sawarabi Gothic", "Sawarabi Mincho"]

    /// Whether the family of that name has every character of `text`, so that none is drawn as an empty box.
    static func holds(_ text: String, name: String) -> Bool {
        let lacking = lacking[name] ?? ""
        return !text.contains(where: lacking.contains)
            && (!withoutHalfWidthKana.contains(name)
                || !text.unicodeScalars.contains { (0xFF61...0xFF9F).contains($0.value) })
    }

    /// It lacks nothing that forms hold.
    var isComplete: Bool { Self.lacking[name] == nil }

    /// Whether this machine has it.
    package var isInstalled: Bool {
        FileManager.default.fileExists(atPath: "/usr/share/fonts/" + file)
    }

    private static func japanese(_ name: String, _ split: ZooSplit, _ package: String, _ file: String) -> TypeFamily {
        TypeFamily(name: name, kind: .japanese, split: split, package: package, file: file)
    }

    private static func latin(
        _ name: String, _ split: ZooSplit, _ package: String, _ file: String, isMonospaced: Bool = true
    ) -> TypeFamily {
        TypeFamily(
            name: name, kind: .latin, split: split, package: package, file: file, isMonospaced: isMonospaced)
    }

    private static func hand(_ name: String, _ split: ZooSplit, _ package: String, _ file: String) -> TypeFamily {
        TypeFamily(name: name, kind: .hand, split: split, package: package, file: file)
    }

    package static let all: [TypeFamily] = [
        .japanese("IPAexMincho", .train, "fonts-ipaexfont", "opentype/ipaexfont-mincho/ipaexm.ttf"),
        .japanese("IPAexGothic", .train, "fonts-ipaexfont", "opentype/ipaexfont-gothic/ipaexg.ttf"),
        .japanese("IPAPGothic", .train, "fonts-ipafont", "opentype/ipafont-gothic/ipagp.ttf"),
        .japanese("IPAPMincho", .train, "fonts-ipafont", "opentype/ipafont-mincho/ipamp.ttf"),
        .japanese("Noto Sans CJK JP", .train, "fonts-noto-cjk", "opentype/noto/NotoSansCJK-Regular.ttc"),
        .japanese("Noto Serif CJK JP", .train, "fonts-noto-cjk", "opentype/noto/NotoSerifCJK-Regular.ttc"),
        .japanese("VL Gothic", .train, "fonts-vlgothic", "truetype/vlgothic/VL-Gothic-Regular.ttf"),
        .japanese("M PLUS 1", .train, "fonts-mplus", "opentype/mplus/Mplus1-Bold.otf"),
        .japanese("UmePlus Gothic", .train, "fonts-umeplus", "truetype/umeplus/umeplus-gothic.ttf"),
        .japanese("MotoyaLCedar", .train, "fonts-motoya-l-cedar", "truetype/motoya-l-cedar/MTLc3m.ttf"),
        .japanese("MotoyaLMaru", .train, "fonts-motoya-l-maruberi", "truetype/motoya-l-maruberi/MTLmr3m.ttf"),
        .japanese(
            "Sawarabi Gothic", .train, "fonts-sawarabi-gothic", "truetype/sawarabi-gothic/sawarabi-gothic-medium.ttf"),
        .japanese(
            "BIZ UDGothic", .train, "fonts-morisawa-bizud-gothic", "truetype/bizud-gothic/BIZUDGothic-Regular.ttf"),
        .japanese("Konatu", .choose, "fonts-konatu", "truetype/konatu/Konatu.ttf"),
        .japanese("HanaMinA", .choose, "fonts-hanazono", "truetype/hanazono/HanaMinA.ttf"),
        .japanese("Monapo", .choose, "fonts-monapo", "truetype/monapo/monapo.ttf"),
        .japanese(
            "BIZ UDMincho", .report, "fonts-morisawa-bizud-mincho", "truetype/bizud-mincho/BIZUDMincho-Regular.ttf"),
        .japanese("Ume Mincho", .report, "fonts-horai-umefont", "truetype/horai-umefont/ume-tmo3.ttf"),
        .japanese(
            "Sawarabi Mincho", .report, "fonts-sawarabi-mincho", "truetype/sawarabi-mincho/sawarabi-mincho-medium.ttf"),
        .japanese("DotGothic16", .report, "fonts-dotgothic16", "truetype/dotgothic16/DotGothic16-Regular.ttf"),

        .latin("DejaVu Sans Mono", .train, "fonts-dejavu-core", "truetype/dejavu/DejaVuSansMono.ttf"),
        .latin("Hack", .train, "fonts-hack", "truetype/hack/Hack-Regular.ttf"),
        .latin("Inconsolata", .train, "fonts-inconsolata", "truetype/inconsolata/Inconsolata.otf"),
        .latin("Nimbus Mono PS", .train, "fonts-urw-base35", "opentype/urw-base35/NimbusMonoPS-Regular.otf"),
        .latin(
            "Nimbus Sans Narrow", .train, "fonts-urw-base35", "opentype/urw-base35/NimbusSansNarrow-Regular.otf",
            isMonospaced: false),
        .latin("JetBrains Mono", .train, "fonts-jetbrains-mono", "truetype/jetbrains-mono/JetBrainsMono-Regular.ttf"),
        .latin("Fira Code", .train, "fonts-firacode", "truetype/firacode/FiraCode-Regular.ttf"),
        .latin("Lato", .train, "fonts-lato", "truetype/lato/Lato-Regular.ttf", isMonospaced: false),
        .latin("Tlwg Typewriter", .train, "fonts-tlwg-typewriter-ttf", "truetype/tlwg/TlwgTypewriter.ttf"),
        .latin("OCRA", .train, "fonts-ocr-a", "truetype/ocr-a/OCRA.ttf"),
        .latin("GNUTypewriter", .choose, "fonts-gnutypewriter", "truetype/gnutypewriter/GNUTypewriter.ttf"),
        .latin("Hermit", .choose, "fonts-hermit", "truetype/hermit/Hermit-medium.otf"),
        .latin("mononoki", .choose, "fonts-mononoki", "truetype/mononoki/mononoki-Regular.ttf"),
        .latin(
            "Cantarell", .choose, "fonts-cantarell", "opentype/cantarell/Cantarell-Regular.otf", isMonospaced: false),
        .latin("OCR B", .report, "fonts-ocr-b", "opentype/ocr-b/OCRB.otf"),
        .latin("Courier Prime", .report, "fonts-courier-prime", "opentype/courier-prime/Courier Prime.otf"),
        .latin("IBM 3270", .report, "fonts-3270", "truetype/3270/3270-Regular.ttf"),
        .latin("Agave", .report, "fonts-agave", "truetype/agave/agave-r-autohinted.ttf"),
        .latin("League Mono", .report, "fonts-league-mono", "opentype/league-mono/LeagueMono-Regular.otf"),
        .latin(
            "Routed Gothic", .report, "fonts-routed-gothic", "truetype/routed-gothic/routed-gothic.ttf",
            isMonospaced: false),

        .hand("Klee One", .train, "fonts-klee", "truetype/klee/KleeOne-Regular.ttf"),
        .hand("SetoFont", .train, "fonts-seto", "truetype/seto/setofont.ttf"),
        .hand("Yusei Magic", .choose, "fonts-yusei-magic", "truetype/yusei-magic/YuseiMagic-Regular.ttf"),
        .hand("kiloji", .report, "fonts-kiloji", "truetype/kiloji/kiloji.ttf"),
        .hand("kiloji - P", .report, "fonts-kiloji", "truetype/kiloji/kiloji_p.ttf"),
    ]

    package static func of(_ kind: Kind, in split: ZooSplit) -> [TypeFamily] {
        all.filter { $0.kind == kind && $0.split == split }
    }

    /// One of them by chance. Where this machine lacks the one that the chance falls on, the next that it has, so that all
    /// else of the set stays as it is; nil where it has none.
    static func drawn(
        _ kind: Kind, in split: ZooSplit, complete: Bool = false, using random: inout SeededRandom
    ) -> TypeFamily? {
        let families = of(kind, in: split).filter { $0.isComplete || !complete }
        let start = random.whole(0...(families.count - 1))
        return (0..<families.count).lazy.map { families[(start + $0) % families.count] }.first(where: \.isInstalled)
    }
}
