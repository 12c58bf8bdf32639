import Paperwork
import Testing

@Suite struct CountedTests {
    @Test(arguments: [(0, "0 documents"), (1, "1 document"), (2, "2 documents")])
    func `one is one, and all else many`(count: Int, text: String) { #expect(count.counted("document") == text) }

    @Test func `a word of its own for many, and a verb`() {
        #expect(1.counted("batch", "batches") == "1 batch")
        #expect(3.counted("batch", "batches") == "3 batches")
        #expect(1.counted("document waits", "documents wait") == "1 document waits")
    }
}
