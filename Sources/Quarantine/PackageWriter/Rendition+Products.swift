extension Rendition {
    /// What the products are: versions and systems that behave alike in a run, and write apart.
    package struct Products: Sendable, Hashable {
        package var coreVersion: String?
        package var corePlatform: CoreSettings.Platform?
        package var icapVersion: String?
        package var icapPlatform: CoreSettings.Platform?

        package init() {}

        /// Products by chance, of the same behaviour as those of the scenario.
        static func random(_ scenario: Scenario, _ dice: inout Dice) -> Products {
            var products = Products()
            let cores = scenario.installation.cores
            let versions = coreVersions.filter { version in
                var other = CoreSettings()
                other.version = version
                return cores.allSatisfy { core in
                    [(4, 14), (5, 19)].allSatisfy {
                        core.isSince($0.0, $0.1) == other.isSince($0.0, $0.1)
                    }
                }
            }
            if !versions.isEmpty, dice.chance(percent: 70) {
                products.coreVersion = dice.pick(versions)
            }
            products.corePlatform = dice.chance(percent: 35) ? .windows : nil
            products.icapPlatform = dice.chance(percent: 35) ? .windows : nil
            let icaps = scenario.installation.icaps
            if icaps.allSatisfy({ $0.version == ICAPSettings().version }) {
                products.icapVersion = dice.pick(icapVersions)
            }
            return products
        }

        /// Versions that the vendor's pages name.
        private static let coreVersions = [
            "4.12.2", "4.18.0", "4.21.2", "5.1.0", "5.6.1", "5.10.0", "5.13.2", "5.14.1", "5.15.1",
            "5.17.1", "5.18.0", "5.19.0", "5.20.0", "5.22.0",
        ]
        private static let icapVersions = [
            "5.2.1", "5.5.0", "5.8.0", "5.9.0", "5.14.0", "5.14.1", "5.15.0",
        ]
    }

    /// The installation as these products are.
    func dressed(_ installation: Installation) -> Installation {
        var installation = installation
        for index in installation.cores.indices {
            installation.cores[index].version =
                products.coreVersion ?? installation.cores[index].version
            installation.cores[index].platform =
                products.corePlatform ?? installation.cores[index].platform
            for place in installation.cores[index].engines.indices {
                let id = installation.cores[index].engines[place].id
                installation.cores[index].engines[place].id =
                    installation.cores[index].platform.engineID(id)
            }
        }
        for index in installation.icaps.indices {
            installation.icaps[index].version =
                products.icapVersion ?? installation.icaps[index].version
            installation.icaps[index].platform =
                products.icapPlatform ?? installation.icaps[index].platform
        }
        return installation
    }
}

extension CoreSettings.Platform {
    /// Engine ids end in the system they are for.
    func engineID(_ id: String) -> String {
        for ending in ["_linux", "_windows"] where id.hasSuffix(ending) {
            return id.dropLast(ending.count) + "_\(rawValue)"
        }
        return id
    }
}
