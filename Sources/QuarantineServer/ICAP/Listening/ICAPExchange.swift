/// The request that a connection is at.
struct ICAPExchange {
    /// Nil between requests.
    var request: ICAPRequest?
    /// Set where the body does not matter, as the request is not served.
    var refusal: ICAPRefusal?
    var body: [UInt8] = []
    /// Bytes that are booked with the server.
    var heldBytes = 0
    /// Whether the client was told to send what follows its preview.
    var wentOn = false

    /// Whether the whole body came as a preview, and 204 is understood by every client.
    var isInPreview: Bool { request?.previewBytes != nil && !wentOn }

    /// What the engine gets of it.
    func submission(connectionID: String, number: Int, peer: String) -> ICAPSubmission? {
        guard let request else { return nil }
        var custom = FieldList()
        for field in request.fields.fields
        where field.name.lowercased().hasPrefix("x-client-custom-") {
            custom.add(field.name, field.value)
        }
        return ICAPSubmission(
            connectionID: connectionID,
            requestID: number,
            method: request.method,
            service: request.service,
            client: request.fields["X-Client-IP"] ?? peer,
            address: request.address,
            fileName: request.fileName,
            customFields: custom,
            body: request.hasBody ? body : nil
        )
    }
}
