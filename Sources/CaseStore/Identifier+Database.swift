package import CaseModel
internal import FoundationEssentials
package import GRDB

extension Identifier: DatabaseValueConvertible {
    package var databaseValue: DatabaseValue { Data(bytes).databaseValue }

    package static func fromDatabaseValue(_ value: DatabaseValue) -> Identifier? {
        Data.fromDatabaseValue(value).map { Identifier(bytes: Array($0)) }
    }
}
