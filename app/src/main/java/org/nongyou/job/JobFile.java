package org.nongyou.job;

/// A file that a job reads or makes.
public record JobFile(String name, String mediaType, byte[] content) {

    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}
