package org.nongyou.job;

import org.nongyou.print.Spreadsheet;

/// A file that a job reads or makes.
public record JobFile(String name, String mediaType, byte[] content) {

    public static final String XLSX = Spreadsheet.MEDIA_TYPE;
}
