package org.nongyou.web;

/// A page instead of the one asked for.
/// @param mark a short text that the log has too, so that the IT officer finds the cause; empty where there is none
public record ErrorPage(int status, String title, String sentence, String mark) {}
