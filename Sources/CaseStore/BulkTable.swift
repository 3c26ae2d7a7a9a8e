/// The tables that a large package fills by the million, and the columns a feed gives them.
package enum BulkTable: String, CaseIterable, Sendable {
    case record
    case scan
    case scanDetail
    case phrase
    case uncleanScan
    case httpRequest
    case field
    case minute
    case byShape

    package var layout: [FeedColumn] {
        switch self {
        case .record: [.integer, .integer, .integer, .integer, .integer, .integer, .text]
        case .scan:
            [
                .integer, .integer, .blob16, .blob32, .text, .integer, .integer, .integer,
                .integer,
            ]
        case .scanDetail:
            [
                .integer, .text, .integer, .text, .integer, .text, .text, .text, .text, .text,
            ]
        case .phrase: [.integer, .text]
        case .uncleanScan: [.integer]
        case .httpRequest: [.integer, .integer, .text, .integer, .integer, .integer, .integer]
        case .field: [.integer, .integer, .text, .text]
        case .minute: [.integer, .integer, .integer, .integer, .integer]
        case .byShape: [.integer, .integer]
        }
    }

    var feedName: String { "\(rawValue)_feed" }

    var insertion: String {
        switch self {
        case .record:
            // The id is left to SQLite, which appends without looking whether it is taken; it is
            // that of the feed, since records come in the order of their ids.
            """
            INSERT INTO record_row (entry_id, line, byte_offset, time_us, shape_id, message)
                SELECT c1, c2, c3, c4, c5, c6 FROM record_feed
            """
        case .scan:
            """
            INSERT INTO scan_row (id, package_id, data_id, sha256, file_name, detail_id, head_id,
                middle_id, middle2_id) SELECT * FROM scan_feed
            """
        case .scanDetail:
            """
            INSERT INTO scan_detail_row (id, text, result_code, result_label, allowed,
                blocked_reason, rule_name, user_agent, source, threat_name)
                SELECT * FROM scanDetail_feed
            """
        case .phrase: "INSERT INTO phrase_row (id, text) SELECT * FROM phrase_feed"
        case .uncleanScan: "INSERT INTO unclean_scan_row SELECT * FROM uncleanScan_feed"
        case .httpRequest:
            """
            INSERT INTO http_request_row (id, status, method, path_at, path_bytes, answer_bytes,
                duration_ms) SELECT * FROM httpRequest_feed
            """
        case .field: "INSERT INTO field_row SELECT * FROM field_feed"
        case .minute: "INSERT INTO minute_row SELECT * FROM minute_feed"
        case .byShape: "INSERT INTO by_shape_row SELECT * FROM byShape_feed"
        }
    }
}
