/// The version that the tool prints and every report carries.
package enum ToolVersion {
    package static let text = "0.1.0"
}
