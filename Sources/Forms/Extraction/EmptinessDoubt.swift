import Paperwork

/// Why a zone in which nothing was seen can't be taken for empty, or what was seen in it for all that is written.
///
/// That nothing is written is a value like any other, and needs evidence as any other does: the zone lies on the scan,
/// the form's print around it is where it should be, its paper is light, nothing hides it, and nothing too pale or too
/// small for writing is left on it.
enum EmptinessDoubt: Hashable {
    /// Part of the zone lies beyond the scan's edge.
    case outside
    /// The zone is too narrow or too low to hold a character.
    case tooSmall
    /// The form's print near the zone is not where it should be.
    case displaced
    /// The zone's paper is much darker than the page's.
    case dark
    /// The blank form's own print covers so much of the zone that writing could hide under it.
    case covered
    /// There is more ink than the form's print explains, but not beside it.
    case underPrint
    /// Ink was left out: specks, or strokes that reach in from outside.
    case leftOver
    /// There are strokes too pale for ink.
    case pale
    /// The scan is black and white alone and has lost parts of the form's fine print.
    case worn
    /// Fields of the page that must be filled in show nothing.
    case othersEmpty
    /// A seal as dark as the writing lies over it.
    case underSeal
    /// A stroke reaches deep into the zone whose larger part lies outside.
    case fromBeside
    /// It is written from top to bottom, or in more lines than the field has.
    case otherLines
    /// It reads surer the other way up.
    case upsideDown
    /// There is ink that no recogniser can read.
    case unreadable
    /// The page's own text has characters that can't be seen.
    case unseenText
    /// The page's own text has no such label, pattern or heading.
    case notFound(String)

    var wording: Wording {
        switch self {
        case .outside:
            Wording(
                ja: "読取枠の一部が画像の外にあります。用紙の全体が写るように読み取り直すか、原本を見て入力してください。",
                en:
                    "Part of the zone lies outside the picture. Scan the whole sheet again, or look at the paper and type "
                    + "it in.")
        case .tooSmall:
            Wording(
                ja: "読取枠が小さすぎて文字が入りません。様式ファイルの読取枠を直してください。",
                en: "The zone is too small to hold a character. Correct the zone in the template.")
        case .displaced:
            Wording(
                ja: "読取枠のまわりの印刷が様式と合いません。様式の版と、紙のずれや折れを確かめ、画像を見て入力してください。",
                en: "The print around the zone is not where the form has it. Check the form's version and whether the "
                    + "paper is folded, and type in what the picture shows.")
        case .dark:
            Wording(
                ja: "読取枠が暗くて、書かれているか見えません。原本を見て入力してください。",
                en: "The zone is too dark to see whether something is written. Look at the paper and type it in.")
        case .covered:
            Wording(
                ja: "様式の印刷が読取枠を覆っていて、下に書かれているか見えません。画像を見て確かめてください。",
                en: "The form's own print covers part of the zone and could hide writing. Look at the picture.")
        case .underPrint:
            Wording(
                ja: "様式の印刷に重なって、何か書かれているようです。画像を見て確かめてください。",
                en: "Something seems to be written over the form's own print. Look at the picture.")
        case .leftOver:
            Wording(
                ja: "点や、枠の外からはみ出した線があります。書かれたものか、画像を見て確かめてください。",
                en:
                    "There are dots, or strokes that reach in from outside. Look at the picture whether they are writing."
            )
        case .pale:
            Wording(
                ja: "ごく薄い線があります。書かれたものか、画像を見て確かめてください。",
                en: "There are very pale strokes. Look at the picture whether they are writing.")
        case .worn:
            Wording(
                ja: "白黒だけの読み取りで、様式の細かい印刷が欠けています。書かれた文字も消えているかもしれません。原本を見るか、"
                    + "グレーで読み取り直してください。",
                en:
                    "This scan is black and white alone and has lost parts of the form's fine print; writing may be lost "
                    + "too. Look at the paper, or scan it again in grey.")
        case .othersEmpty:
            Wording(
                ja: "同じページの、必ず書く欄にも何も見えません。読み取りで文字が消えたかもしれません。原本を見て確かめてください。",
                en:
                    "Fields of this page that must be filled in show nothing either; the scan may have lost what is written. "
                    + "Look at the paper.")
        case .underSeal:
            Wording(
                ja: "印影が文字に重なっていて、文字と見分けられません。画像を見て確かめてください。",
                en: "A seal lies over the writing and can't be told from it. Look at the picture.")
        case .fromBeside:
            Wording(
                ja: "隣の欄から入り込んだような線があります。この欄に書かれたものか、画像を見て確かめてください。",
                en:
                    "A stroke reaches in that may belong to the entry beside. Look at the picture whether it is of this one."
            )
        case .otherLines:
            Wording(
                ja: "縦書きか、項目の行数より多い行で書かれているようです。画像を見て確かめてください。",
                en: "This seems to run from top to bottom, or in more lines than the field has. Look at the picture.")
        case .upsideDown:
            Wording(
                ja: "逆さまに書かれているようです。画像を見て確かめてください。",
                en: "This seems to stand upside down. Look at the picture.")
        case .unreadable:
            Wording(
                ja: "何か書かれていますが、読み取れません。画像を見て入力してください。",
                en: "Something is written here that can't be read. Look at the picture and type it in.")
        case .unseenText:
            Wording(
                ja: "ファイルの文字情報には文字がありますが、紙面には見えません。画像を見て確かめてください。",
                en: "The file's own text has characters here, but nothing can be seen. Look at the picture.")
        case .notFound(let what):
            Wording(
                ja: "「\(what)」が紙面に見つかりません。画像を見て入力してください。",
                en: "\"\(what)\" was not found on the page. Look at the picture and type the value in.")
        }
    }

    /// Whether the zone's place on the page is in doubt, so that what is seen there proves nothing.
    var isOfPlace: Bool {
        switch self {
        case .outside, .tooSmall, .displaced, .dark: true
        default: false
        }
    }
}
