package org.nongyou.evaluation;

import org.nongyou.file.StoredFile;

/// A file that proves something.
/// @param about an item's id, a fact's name, or the title of a document that the stage needs
public record SheetProof(long id, String about, String stage, String addedBy, StoredFile file) {}
