extension DocumentForm {
    static let markup = [
        DocumentForm(
            name: EventLog.format,
            sample: Array(EventLogSample.text.utf8),
            needs: "elements <Event> with <System> in them",
            why: { _ in "its elements are those of a Windows Event Log export" },
            role: .records,
            sign: { $0.isMarkup && EventLogSample.fits($0.text) ? 0 : nil },
            found: { $0.isMarkup ? "it is markup" : "it is no markup" },
            make: { _ in { EventLog($0) } }
        ),
        DocumentForm(
            name: WorkbookPart.format,
            sample: Array(WorkbookPart.sample.utf8),
            needs: "the namespaces of Office documents",
            why: { _ in "it is a part of a spreadsheet" },
            sign: { $0.isMarkup && WorkbookPart.fits($0.text) ? 0 : nil },
            found: { $0.isMarkup ? "it is markup" : "it is no markup" },
            make: { head in
                let kind = WorkbookPart.Kind(of: head.text)
                return { WorkbookPart(kind, $0) }
            }
        ),
        messagesHTML,
    ]
}
