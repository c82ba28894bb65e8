package org.nongyou.web;

/// A division that a list can be narrowed to, with the number of hits there.
public record Chip(String title, String href, long count, boolean current) {}
