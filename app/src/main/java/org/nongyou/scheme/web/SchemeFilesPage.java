package org.nongyou.scheme.web;

import java.util.Map;

/// A version as it was loaded: file name to text.
public record SchemeFilesPage(String title, String id, int version, Map<String, String> files) {}
