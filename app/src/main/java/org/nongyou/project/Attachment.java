package org.nongyou.project;

import java.io.InputStream;

/// A file that comes with an act, such as the scan of a voucher.
public record Attachment(String name, InputStream content) {}
