package org.nongyou.catalogue.web;

import java.util.List;

/// The catalogue on paper.
/// @param by who printed it
public record PrintedList(String title, String area, String by, String at, long total, List<CataloguePage.Row> rows) {}
