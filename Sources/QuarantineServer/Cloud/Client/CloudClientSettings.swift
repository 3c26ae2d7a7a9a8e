/// Where the client calls, and its bounds.
package struct CloudClientSettings: Sendable {
    package var url: CloudURL
    package var connectTimeout = Duration.seconds(10)
    /// For all of a poll.
    package var pollTimeout = Duration.seconds(30)
    /// For all of an upload; the Cloud itself gives up after 60 seconds without an answer.
    package var uploadTimeout = Duration.seconds(300)
    /// Bytes of an answer; a longer one is not understood.
    package var answerBytes = 1 << 20
    /// Files of that many uploads are held at once.
    package var maxUploads = 2
    package var maxPolls = 8

    package init(url: CloudURL) {
        self.url = url
    }
}
