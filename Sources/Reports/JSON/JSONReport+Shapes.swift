package import CaseModel

/// `scanwhy.shapes/1`, what `scanwhy inspect --shapes-only` writes.
extension JSONReport {
    package static func render(_ sheet: ShapeSheet) -> [UInt8] {
        document(ShapeSheet.schema, sheet.tool) { json in
            json.objects("packages", sheet.packages) { json, package in
                json.field("product", package.product.rawValue)
                json.field("version", package.version)
            }
            json.objects("files", sheet.files) { json, files in
                json.field("pattern", files.pattern)
                json.field("role", files.role)
                json.field("format", files.format)
                json.field("count", files.count)
                json.field("lines", files.lines)
                json.field("unparsed_lines", files.unparsedLines)
            }
            json.objects("shapes", sheet.shapes) { json, shape in
                json.optional("level", shape.level)
                json.optional("component", shape.component)
                json.optional("msgid", shape.msgid)
                json.field("text", shape.text)
                json.field("count", shape.count)
            }
            json.field("unknown_columns", sheet.unknownColumns)
        }
    }
}
