package org.nongyou.procedure;

import java.io.InputStream;

/// A file as it comes in.
/// @param need title of what it is, as the scheme asks for it, or free words
/// @param item id of the checklist item, or name of the fact, that it proves; empty where it belongs to the stage
public record Upload(String need, String item, String name, InputStream content) {}
