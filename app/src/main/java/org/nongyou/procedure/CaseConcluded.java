package org.nongyou.procedure;

import java.time.LocalDate;
import org.nongyou.identity.Actor;
import org.nongyou.scheme.End;

/// A case came to an end. Published inside the transaction of the act: what a listener does stands or falls with it.
/// @param adopted whether an outer body's result was taken over without being judged again
/// @param opinion of the last act
public record CaseConcluded(Case theCase, End end, Actor by, LocalDate on, boolean adopted, String opinion) {}
