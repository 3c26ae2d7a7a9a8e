internal import CaseModel
internal import FoundationEssentials
internal import GRDB

/// One value of a row.
enum QueryCell: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    /// A BLOB, in hex.
    case bytes(String)

    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let bytes): self = .bytes(Identifier.hex(of: Array(bytes)))
        }
    }

    /// Nothing for NULL.
    var plain: String {
        switch self {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): "\(number)"
        case .text(let text), .bytes(let text): text
        }
    }

    var isNumber: Bool {
        switch self {
        case .integer, .real: true
        case .null, .text, .bytes: false
        }
    }
}
