package import CaseModel
internal import CaseStore
internal import GRDB

/// What the commands do that ask one thing of a case.
extension Analyzer {
    /// The stories of everything that `item` may mean, with the explanations of an assessment.
    ///
    /// A case file that was assessed keeps its results: whoever kept it may have used other rules.
    package func stories(of item: String) throws -> [Story] {
        try withCase { file in
            if try !isAssessed(file) { _ = try assess(file) }
            return try StoryReader(try SealedReader(file)).stories(
                of: item,
                toolVersion: ToolVersion.text
            )
        }
    }

    /// Whether rules ran over a case file before.
    func isAssessed(_ file: CaseFile) throws -> Bool {
        try SealedReader(file).read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM outcome)") ?? false
        }
    }

    /// What is in the inputs, and what was recognised as what.
    package func inspection() throws -> Inspection {
        try withCase { file in
            try InspectionReader(try SealedReader(file)).inspection(toolVersion: ToolVersion.text)
        }
    }

    /// What the logs look like, without any value of a customer.
    package func shapeSheet() throws -> ShapeSheet {
        try withCase { file in
            try ShapeSheetReader(try SealedReader(file)).sheet(toolVersion: ToolVersion.text)
        }
    }

    /// The rows of one SELECT over the views, as text.
    package func query(_ sql: String, as format: QueryFormat) throws -> [UInt8] {
        try withCase { file in
            Array(try QueryRunner(try SealedReader(file)).run(sql, as: format).utf8)
        }
    }
}
