-- What the vendor's result codes mean; filled from ResultCode.all when a case file is made.
CREATE TABLE result_code_row (
    code INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    class TEXT NOT NULL,
    wants_reason INTEGER NOT NULL CHECK (wants_reason IN (0, 1)),
    by_policy INTEGER NOT NULL CHECK (by_policy IN (0, 1))
) STRICT;
