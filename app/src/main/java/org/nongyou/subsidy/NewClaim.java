package org.nongyou.subsidy;

import org.nongyou.scheme.SchemeRef;

/// What somebody wants to claim, and for whom.
/// @param rule the first line's; further lines may follow under rules that the same procedure pays
public record NewClaim(SchemeRef scheme, String rule, long producerId) {}
