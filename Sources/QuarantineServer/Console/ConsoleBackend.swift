/// What the pages ask of the engine behind them: the first Core of the installation, the Cloud
/// that it hands items to, and the switches of the simulation.
package protocol ConsoleBackend: Sendable {
    // The quarantine page.

    /// All items, in any order.
    func items() async -> [ConsoleItem]
    /// Nil for an id that is not, or no longer, in quarantine.
    func item(_ id: Int) async -> ConsoleItem?
    /// One operation on items, as many as there still are; gives how many that were.
    func operate(_ verb: ConsoleVerb, on ids: [Int]) async throws(ConsoleRefusal) -> Int
    /// The bytes of an item; the download is recorded.
    func content(of id: Int) async throws(ConsoleRefusal) -> [UInt8]
    func settings() async -> ConsoleSettings
    func save(_ settings: ConsoleSettings) async throws(ConsoleRefusal)

    // The Technologies page.

    /// In the order in which they are listed, with Threat Intelligence among them.
    func technologies() async -> [ConsoleTechnology]
    /// The toggle of Threat Intelligence.
    func switchIntelligence(on isOn: Bool) async throws(ConsoleRefusal)
    /// Empty takes the key away.
    func saveAPIKey(_ key: String) async throws(ConsoleRefusal)

    // The switchboard, which the product does not have.

    func stage() async -> ConsoleStage
    func save(_ stage: ConsoleStage.Settings) async throws(ConsoleRefusal)
    /// What can be switched, in the order in which it is listed.
    func faultKinds() async -> [ConsoleFaultKind]
    /// What is switched on, the first one first.
    func faults() async -> [ConsoleFault]
    /// Switches a fault on; gives the number that switches it off.
    func begin(_ order: ConsoleFaultOrder) async throws(ConsoleRefusal) -> Int
    func endFault(_ number: Int) async throws(ConsoleRefusal)
    /// Lets virtual time pass at once, with all that happens in it.
    func advance(byUS: Int64) async throws(ConsoleRefusal)
    /// Virtual seconds in a second: 0 stands still, 1 is real time.
    func setRate(_ rate: Int) async throws(ConsoleRefusal)
    /// Gives a file to Core; gives its data id.
    func submit(fileName: String, body: [UInt8]) async throws(ConsoleRefusal) -> String
    /// What happened last, the newest first.
    func occurrences(limit: Int) async -> [ConsoleOccurrence]
}

/// What can be done to items.
package enum ConsoleVerb: String, Sendable, Hashable, CaseIterable {
    case send, pin, unpin, delete
}

/// Why something is not done: a status of HTTP, and a sentence for the page.
package struct ConsoleRefusal: Error, Sendable, Hashable {
    package var status: Int
    package var text: String

    package init(_ status: Int, _ text: String) {
        self.status = status
        self.text = text
    }

    package static let notFound = ConsoleRefusal(404, "There is no such item in the quarantine.")
}
