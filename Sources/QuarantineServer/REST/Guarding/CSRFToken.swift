internal import Crypto

/// Tells the forms of our own pages from those of other sites.
///
/// Another site can make a browser send a form to us, but cannot read our pages, so it does not
/// know what their forms carry.
package struct CSRFToken: Sendable {
    /// The name of the form's hidden field.
    package static let field = "csrf"

    private let secret: SymmetricKey

    /// A secret of its own, which no restart survives: a page from before is to be loaded again.
    package init() {
        secret = SymmetricKey(size: .bits256)
    }

    /// What the hidden field of a form holds: 64 hexadecimal digits.
    ///
    /// - Parameter session: The session that the page was shown to; empty where nobody signs in.
    /// - Returns: The proof.
    package func text(for session: String = "") -> String {
        Hex.text(HMAC<SHA256>.authenticationCode(for: Array(session.utf8), using: secret))
    }

    /// Whether a form came from a page of ours; takes as long for a wrong text as for a right one.
    package func isValid(_ text: String, for session: String = "") -> Bool {
        SecretText.isSame(text, self.text(for: session))
    }
}
