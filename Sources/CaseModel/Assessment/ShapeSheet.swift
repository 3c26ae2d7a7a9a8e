/// What the logs of a product version look like, without any value of a customer: to be shared.
package struct ShapeSheet: Sendable, Hashable {
    /// The name and version of the shape, written first into the JSON.
    package static let schema = "scanwhy.shapes/1"

    package struct Package: Sendable, Hashable {
        package var product: Product
        package var version: String?

        package init(product: Product, version: String?) {
            self.product = product
            self.version = version
        }
    }

    /// Files whose masked names are equal.
    package struct Files: Sendable, Hashable {
        package var pattern: String
        package var role: String?
        package var format: String?
        package var count: Int
        package var lines: Int
        package var unparsedLines: Int

        package init(
            pattern: String,
            role: String?,
            format: String?,
            count: Int,
            lines: Int,
            unparsedLines: Int
        ) {
            self.pattern = pattern
            self.role = role
            self.format = format
            self.count = count
            self.lines = lines
            self.unparsedLines = unparsedLines
        }
    }

    /// Messages whose masked texts are equal.
    package struct Shape: Sendable, Hashable {
        /// 0 DUMP to 5 CRITICAL; nil if the line has none.
        package var level: Int?
        package var component: String?
        package var msgid: Int?
        package var text: String
        package var count: Int

        package init(level: Int?, component: String?, msgid: Int?, text: String, count: Int) {
            self.level = level
            self.component = component
            self.msgid = msgid
            self.text = text
            self.count = count
        }
    }

    package var tool: Assessment.Tool
    package var packages: [Package]
    package var files: [Files]
    /// The most frequent first.
    package var shapes: [Shape]
    /// Masked names of columns that no form reads.
    package var unknownColumns: [String]

    package init(
        tool: Assessment.Tool,
        packages: [Package],
        files: [Files],
        shapes: [Shape],
        unknownColumns: [String]
    ) {
        self.tool = tool
        self.packages = packages
        self.files = files
        self.shapes = shapes
        self.unknownColumns = unknownColumns
    }
}
