import ArgumentParser
import Engine
import Foundation
import Paperwork
import Workflows

/// What every command understands.
struct CommonOptions: ParsableArguments {
    @Option(help: "The site file (default: tema.yml here, else beside the workflow or above it).") var site: String?
    @Option(help: "Language of messages: ja or en (default: the environment's).") var language: Language?

    func chooseLanguage() { Terminal.choose(language) }

    /// What runs on its own speaks the site's language, where the command line asks for none: nobody's environment stands
    /// behind it.
    func chooseLanguage(of site: Site) { Terminal.choose(language ?? site.language) }

    /// The site that holds for `job`, or for the working folder where none is given.
    ///
    /// - throws: `Mistakes` in the site file.
    func site(near job: URL? = nil) throws -> Site { try siteWithFile(near: job).site }

    /// The site as above, with the site file; nil where there is none.
    ///
    /// - throws: `Mistakes` in the site file.
    func siteWithFile(near job: URL? = nil) throws -> (site: Site, file: URL?) {
        let (checked, file) = try checkedSite(near: job)
        return (try checked.get(), file)
    }

    /// The site as above, with what is wrong with its file.
    ///
    /// - throws: `Trouble` where the site file that is asked for is not there.
    func checkedSite(near job: URL? = nil) throws(Trouble) -> (checked: Checked<Site>, file: URL?) {
        guard let file = try SiteReader.find(explicit: site.map { URL(filePath: $0) }, near: job) else {
            let site = SiteReader.standard(in: URL(filePath: FileManager.default.currentDirectoryPath))
            return (Checked(site, mistakes: []), nil)
        }
        return (SiteReader.read(file), file)
    }

    /// The workflow at that path, checked.
    ///
    /// - throws: `Mistakes`, all of them, in the job file, its templates or the site file.
    func workflow(at path: String) throws -> (Workflow, Site) {
        let url = URL(filePath: path)
        let site = try site(near: url)
        return (try WorkflowReader.read(url, site: site).get(), site)
    }
}

extension Checked {
    /// - throws: `Mistakes`, all of them.
    func get() throws(Mistakes) -> Value {
        guard let value, diagnostics.isEmpty else { throw Mistakes(diagnostics: diagnostics) }
        return value
    }
}

extension Language: ExpressibleByArgument {}
