import Paperwork
import Registers
import Testing

@Suite("Choosing by the register's value")
struct RegisterChoiceTests {
    private func folded(_ text: String) -> String { text.replacing("髙", with: "高").filter { !$0.isWhitespace } }

    private func field(_ candidates: [String], lattice: [[(String, Double)]]) -> Field {
        let lattice = Lattice(positions: lattice.map { $0.map { Lattice.Alternative($0.0, $0.1) } })
        return Field(
            name: "name", type: "name", value: .text(candidates[0]), text: candidates[0],
            readings: [
                Reading(text: candidates[0], confidence: Confidence(0.5), lattice: lattice, recogniser: "print/jpn")
            ],
            candidates: candidates.map { Candidate(text: $0, value: .text($0), score: 0.5) })
    }

    @Test("takes the candidate that is equal under folding, as written")
    func takesCandidate() {
        let field = field(["高僑甲", "高橋甲"], lattice: [])
        #expect(RegisterChoice.candidate(for: field, registered: "髙橋　甲", folded: folded)?.text == "高橋甲")
        #expect(RegisterChoice.candidate(for: field, registered: "", folded: folded) == nil)
    }

    @Test("spells the value with the lattice's own characters")
    func spellsByLattice() {
        let field = field(
            ["高僑甲太"],
            lattice: [[("高", 0.9), ("髙", 0.1)], [("僑", 0.6), ("橋", 0.3)], [("甲", 0.9)], [("大", 0.5), ("太", 0.45)]])
        let candidate = RegisterChoice.candidate(for: field, registered: "髙橋　甲太", folded: folded)
        #expect(candidate?.text == "高橋甲太")
        #expect(candidate?.value == .text("高橋甲太"))
    }

    @Test("bears one character too many, too few or unknown in a long text")
    func alignsLattice() {
        let text = "架空市天地玄黄町五番"
        func lattice(_ characters: String) -> [[(String, Double)]] { characters.map { [(String($0), 0.95)] } }
        for written in ["架空市天地玄黄町五番一", "架空市天地玄黄五番", "架空市天地玄宙町五番"] {
            let field = field([written], lattice: lattice(written))
            #expect(RegisterChoice.candidate(for: field, registered: text, folded: folded)?.text == text)
        }
    }

    @Test("invents nothing that the ink does not support", arguments: ["乙橋甲太", "高橋", "丙野丁子", "高橋甲太郎次"])
    func inventsNothing(registered: String) {
        let field = field(
            ["高僑甲太"], lattice: [[("高", 0.9)], [("僑", 0.6), ("橋", 0.3)], [("甲", 0.9)], [("太", 0.9)]])
        #expect(RegisterChoice.candidate(for: field, registered: registered, folded: folded) == nil)
    }
}
