/// What a file is: the result Core has for it if nothing goes wrong.
package enum Content: String, Sendable, Hashable, CaseIterable {
    case clean, infected, suspicious, unwanted
    case encrypted, protected, corrupt
    case mismatch, allowlisted, blocklisted, vulnerable, sensitive, yara, unsupported
    case knownBad = "known-bad"
    case sandboxMalicious = "sandbox-malicious"
    case cdrBlocked = "cdr-blocked"
    case rms

    /// Core's result code.
    package var code: Int {
        switch self {
        case .clean: 0
        case .infected: 1
        case .suspicious: 2
        case .unwanted: 22
        case .encrypted: 12
        case .protected: 15
        case .corrupt: 24
        case .mismatch: 17
        case .allowlisted: 7
        case .blocklisted: 8
        case .vulnerable: 18
        case .sensitive: 20
        case .yara: 21
        case .unsupported: 23
        case .knownBad: 38
        case .sandboxMalicious: 28
        case .cdrBlocked: 30
        case .rms: 66
        }
    }

    /// Before the engines scan, in the documented order of steps.
    var isDecidedBeforeEngines: Bool {
        switch self {
        case .encrypted, .protected, .rms, .corrupt, .mismatch, .allowlisted, .blocklisted,
            .knownBad, .vulnerable, .yara:
            true
        default: false
        }
    }

    /// What the engines themselves find.
    var isFoundByEngines: Bool {
        switch self {
        case .infected, .suspicious, .unwanted, .unsupported: true
        default: false
        }
    }

    /// The name of the threat if the scenario gives none.
    package var usualThreat: String {
        switch self {
        case .infected, .knownBad: "EICAR-Test-File"
        case .suspicious: "Heuristic.Suspicious"
        case .unwanted: "PUA.Toolbar"
        case .yara: "Rule_Macro"
        default: ""
        }
    }
}
