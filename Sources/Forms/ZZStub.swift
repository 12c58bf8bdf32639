package import Imaging
package import Paperwork
package import Recognition
package final class DocumentReader {
    package init(library: FormLibrary, recognisers: Recognisers) {}
    package func read(page: ScannedPage, registration: Registration, before: [Field]) throws(Trouble) -> [Field] { [] }
}
