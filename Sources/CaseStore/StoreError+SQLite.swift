internal import GRDB

extension StoreError {
    /// Gives an error of GRDB, or any other, the shape of ours; ours pass through.
    init(wrapping error: any Error, _ action: String, on subject: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            self.init(
                Self.code(of: error.resultCode),
                action,
                on: subject,
                message: error.message ?? "SQLite error \(error.resultCode.rawValue)"
            )
        default:
            self.init(.failed, action, on: subject, message: "\(error)")
        }
    }

    private static func code(of result: ResultCode) -> Code {
        switch result {
        case .SQLITE_FULL, .SQLITE_IOERR: .full
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: .notACaseFile
        case .SQLITE_CANTOPEN, .SQLITE_PERM: .cannotOpen
        case .SQLITE_INTERRUPT: .stepLimit
        // GRDB says misuse where a text holds more than one statement.
        case .SQLITE_AUTH, .SQLITE_READONLY, .SQLITE_MISUSE: .refused
        default: .failed
        }
    }
}
