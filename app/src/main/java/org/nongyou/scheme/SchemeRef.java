package org.nongyou.scheme;

/// One version of one scheme; every record that is judged under a scheme pins it.
public record SchemeRef(String id, int version) {

    @Override
    public String toString() {
        return id + "@" + version;
    }
}
