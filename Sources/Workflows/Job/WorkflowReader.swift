package import Foundation
import Paperwork

/// Reads a job file with its templates into a workflow, with every mistake that they hold.
package enum WorkflowReader {
    /// Bytes.
    static let sizeLimit = 64 << 10

    /// Reads the workflow at `path`, a job file or the folder that holds its `workflow.yml`.
    /// - parameter site: for the registers that the job file names; nil where there is no site file.
    /// - parameter registers: the folder that registers given in place are relative to; nil: the job file's own.
    package static func read(_ path: URL, site: Site?, registersIn registers: URL? = nil) -> Checked<Workflow> {
        let file = DefinitionFile(jobFile(at: path), limit: sizeLimit, registers: registers)
        var job = JobReader(file: file, site: site)
        let workflow = job.workflow()
        return Checked(workflow, from: file)
    }

    /// The SHA-256 that a workflow read from `path` has, whatever mistakes it holds; nil where there is nothing to read.
    package static func version(of path: URL) -> String? {
        var job = JobReader(file: DefinitionFile(jobFile(at: path), limit: sizeLimit), site: nil)
        return job.workflow()?.sha256
    }

    /// The job file that `path`, a folder or a file, stands for.
    package static func jobFile(at path: URL) -> URL {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder)
        return exists && isFolder.boolValue ? path.appendingPathComponent("workflow.yml") : path
    }
}
