package brokenmodules.thief;

import brokenmodules.hidden.inside.Secret;

/// Uses the inside of another module, and its tables.
public class Thief {
    public Secret secret() {
        return new Secret();
    }

    public String stolen() {
        return nongyoudb.base.Tables.BASES.getName();
    }
}
