package org.nongyou.project;

import org.nongyou.kernel.Money;

/// Who carries work of a project out (承担单位).
/// @param role       such as 证书持有人, 用标企业
/// @param contracts  how many contracts hold
/// @param contracted what they promise
public record Implementer(long id, String name, String role, int contracts, Money contracted, Money paid) {}
