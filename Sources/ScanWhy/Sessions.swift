package import CaseModel
internal import CaseStore

/// What the commands do that ask one thing of a case.
extension Analyzer {
    /// The stories of everything that `item` may mean, with the explanations of an assessment.
    package func stories(of item: String) throws -> [Story] {
        try run { _, file in
            try StoryReader(try SealedReader(file)).stories(
                of: item, toolVersion: ToolVersion.text)
        }
    }

    /// What is in the inputs, and what was recognised as what.
    package func inspection() throws -> Inspection {
        try withCase { file in try InspectionReader(try SealedReader(file)).inspection(toolVersion: ToolVersion.text)
        }
    }

    /// The rows of one SELECT over the views, as text.
    package func query(_ sql: String, as format: QueryFormat) throws -> [UInt8] {
        try withCase { file in
            Array(
                try QueryRunner(try SealedReader(file)).run(sql, as: format).utf8)
        }
    }
}
