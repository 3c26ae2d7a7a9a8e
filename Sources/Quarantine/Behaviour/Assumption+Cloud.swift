extension Assumption {
    /// Assumptions about the hand-over to the Cloud.
    var cloudWords: Words {
        switch self {
        case .triesWaitForCheck, .missingKeyIsFinal, .limitIsFinal, .manualTriesOnce,
            .triesShowUploading:
            cloudWords0
        default: cloudWords1
        }
    }

    private var cloudWords0: Words {
        switch self {
        case .triesWaitForCheck:
            Words(
                .unknown,
                "an automatic upload that failed is tried again at the next check",
                "it is tried again a second later",
                rules: "cloud/cloud-unreachable, cloud/stuck-after-recovery",
                "two-failures-then-success"
            )
        case .missingKeyIsFinal:
            Words(
                .unknown,
                "an item that was refused for want of a key is not sent again by "
                    + "itself",
                "it is sent when a key is there",
                rules: "cloud/api-key-missing, cloud/stuck-after-recovery",
                "key-added-in-automatic-mode"
            )
        case .limitIsFinal:
            Words(
                .unknown,
                "an item that was refused for the daily limit is not sent again "
                    + "by itself",
                "it is sent when the limit opens",
                rules: "cloud/daily-limit, cloud/stuck-after-recovery",
                "limit-in-automatic-mode"
            )
        case .manualTriesOnce:
            Words(
                .unknown,
                "a manual send tries once",
                "it tries three times like automatic sending",
                rules: "cloud/cloud-unreachable",
                "manual-send-while-down"
            )
        default:
            Words(
                .unknown,
                "between two tries the field says Uploading",
                "it is empty",
                rules: "cloud/cloud-unreachable, cloud/not-sent",
                "cloud-down-three-tries"
            )
        }
    }

    private var cloudWords1: Words {
        switch self {
        case .pollingOutlasts:
            Words(
                .unknown,
                "polls that fail are repeated until the Cloud is back",
                "three in a row end in Unavailable",
                rules: "cloud/cloud-unreachable",
                "outage-while-polling"
            )
        case .refusedIsUnavailable:
            Words(
                .unknown,
                "a key that the Cloud does not know ends in Unavailable",
                "it asks to add the API key",
                rules: "cloud/api-key-rejected, cloud/api-key-missing",
                "key-rejected"
            )
        case .restartFailsUpload:
            Words(
                .unknown,
                "an upload that a restart cut counts as a failed try",
                "it goes on after the start",
                rules: "cloud/stuck-after-recovery",
                "restart-during-upload"
            )
        default:
            Words(
                .inferred,
                "new items are those that came after automatic sending was "
                    + "switched on",
                "all items that were never sent are",
                rules: "cloud/not-sent",
                "automatic-leaves-old-items"
            )
        }
    }
}
