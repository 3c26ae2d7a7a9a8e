import Foundation

/// The folder that holds Package.swift, found from where this file was compiled.
package let repositoryRoot: String = {
    // Tests/TestSupport/Repository.swift: three names below the root.
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
}()

/// The bytes of a file of the repository, its path given from the root on.
package func repositoryBytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(repositoryRoot)/\(path)")))
}

/// The text of a file of the repository, its path given from the root on.
package func repositoryText(_ path: String) throws -> String {
    String(decoding: try repositoryBytes(path), as: UTF8.self)
}
