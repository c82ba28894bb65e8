package org.nongyou.standard;

/// Where a row comes from (出处).
/// @param document announcement, standard or table, as a person names it
/// @param address  of the page that was read; not always a whole one
/// @param note     what is doubtful about it; empty where nothing is
public record Provenance(String document, String address, Confidence confidence, String note) {

    /// 农业部公告第199号，可信度高
    public String say() {
        return document + "，" + confidence.title();
    }

    public boolean opens() {
        return address.startsWith("http://") || address.startsWith("https://") && address.indexOf(' ') < 0;
    }
}
