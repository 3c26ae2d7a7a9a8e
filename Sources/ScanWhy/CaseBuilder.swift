package import Archives
package import CaseModel
package import CaseStore
package import Intake

/// Opens packages into a case file.
package struct CaseBuilder {
    package var limits = Limits()
    package var intake = Intake.Options()
    package var progress: (@Sendable (Intake.Progress) -> Void)?
    /// Pages the case file may take; nil for as many as the disk holds.
    ///
    /// For tests of a full disk.
    package var maxPages: Int?

    package init() {}

    /// Reads the inputs into a new case file at `path`; an older file there is replaced.
    package func build(_ inputs: [Input], at path: String) throws -> CaseFile {
        let intake = Intake(limits: limits, options: intake, progress: progress)
        // The tables are made while the first blocks are inflated.
        let reading = intake.begin(inputs)
        var isStored = false
        defer { if !isStored { reading.abandon() } }
        return try CaseFile.create(at: path, limits: limits, maxPages: maxPages) { writer in
            isStored = true
            try reading.store(into: writer)
            try PredictedLocks(writer: writer).write()
            try intake.conclude(writer)
        }.0
    }
}
