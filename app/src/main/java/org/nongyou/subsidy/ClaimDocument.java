package org.nongyou.subsidy;

import org.nongyou.file.StoredFile;

/// A proof handed in with a claim.
/// @param title what it is, as the scheme asks for it
/// @param sent  whether it went with the case already
public record ClaimDocument(long id, String title, StoredFile file, boolean sent) {}
