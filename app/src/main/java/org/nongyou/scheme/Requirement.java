package org.nongyou.scheme;

/// A condition that must hold; otherwise the act is refused with the document's own sentence.
public record Requirement(Expression that, String otherwise) {}
