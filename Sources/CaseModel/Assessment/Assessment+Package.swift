extension Assessment {
    /// One support package or export, or one instance out of a bundle.
    package struct Package: Sendable, Hashable {
        /// How the package's own times were turned into UTC.
        package struct Clock: Sendable, Hashable {
            /// An IANA name or ±HH:MM; nil where none was found and UTC was assumed.
            package var zone: String?
            /// Milliseconds to add to UTC to get the time that the package's logs show.
            package var offsetMS: Int64
            /// A sentence: what the offset was taken from.
            package var how: String

            package init(zone: String? = nil, offsetMS: Int64 = 0, how: String) {
                self.zone = zone
                self.offsetMS = offsetMS
                self.how = how
            }
        }

        package var id: String
        /// The file's name as it was given.
        package var name: String
        /// The archive that held several packages, if one did.
        package var bundle: String?
        /// A sentence: the package that a loose file belongs to, and how that is known.
        package var belongs: String?
        package var product: Product
        package var version: String?
        package var instance: String?
        /// In hex.
        package var sha256: String
        /// False where the archive was cut or a part of it could not be read.
        package var complete: Bool
        /// The first record's time; nil where nothing carries a time.
        package var fromUS: Int64?
        package var toUS: Int64?
        package var entries: Int
        package var records: Int
        /// From 0 to 1: lines understood by lines read; nil where there was no line.
        package var parsedShare: Double?
        package var clock: Clock

        package init(
            id: String,
            name: String,
            bundle: String? = nil,
            belongs: String? = nil,
            product: Product,
            version: String? = nil,
            instance: String? = nil,
            sha256: String,
            complete: Bool = true,
            fromUS: Int64? = nil,
            toUS: Int64? = nil,
            entries: Int = 0,
            records: Int = 0,
            parsedShare: Double? = nil,
            clock: Clock
        ) {
            self.id = id
            self.name = name
            self.bundle = bundle
            self.belongs = belongs
            self.product = product
            self.version = version
            self.instance = instance
            self.sha256 = sha256
            self.complete = complete
            self.fromUS = fromUS
            self.toUS = toUS
            self.entries = entries
            self.records = records
            self.parsedShare = parsedShare
            self.clock = clock
        }
    }
}
