internal import CaseModel
enum DocumentFormats {
    static func recognise(head: [UInt8], path: String, product: Product?) -> Recognition? { nil }
}
