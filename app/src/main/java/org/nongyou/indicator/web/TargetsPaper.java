package org.nongyou.indicator.web;

/// The targets as they are printed.
public record TargetsPaper(TargetsPage page, String by, String day, String footer) {}
