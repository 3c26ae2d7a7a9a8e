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

    /// The case file at `path` if reading these inputs with these options would write the same
    /// rows again, and in any case the inputs, hashed.
    package func kept(_ inputs: [Input], at path: String) throws -> (CaseFile?, InputOrder) {
        let order = try InputOrder(inputs)
        let wanted = reader.stamp(order, toolVersion: ToolVersion.text)
        let file = CaseFile(path: path)
        guard let wanted, IntakeStamp.stored(in: file) == wanted else { return (nil, order) }
        return (file, order)
    }

    /// Reads the inputs into a new case file at `path`; an older file there is replaced.
    package func build(_ inputs: [Input], at path: String) throws -> CaseFile {
        // The inputs are hashed and the tables are made at the same time.
        try build(reader.begin(inputs), at: path)
    }

    /// Reads inputs that were hashed before.
    package func build(_ order: InputOrder, at path: String) throws -> CaseFile {
        try build(reader.begin(order), at: path)
    }

    private var reader: Intake { Intake(limits: limits, options: intake, progress: progress) }

    private func build(_ reading: Intake.Reading, at path: String) throws -> CaseFile {
        let intake = reader
        var isStored = false
        defer { if !isStored { reading.abandon() } }
        return try CaseFile.create(at: path, limits: limits, maxPages: maxPages) { writer in
            isStored = true
            let order = try reading.store(into: writer)
            try PredictedLocks(writer: writer).write()
            try intake.conclude(writer)
            try intake.stamp(order, toolVersion: ToolVersion.text)?.write(to: writer)
        }.0
    }
}
