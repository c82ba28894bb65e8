package org.nongyou.procedure;

import org.nongyou.scheme.Act;

/// An act carried a case to another step, at which it goes on; its end is told by [CaseConcluded]. Published inside the
/// transaction of the act.
public record CaseMoved(Case theCase, Act act) {}
