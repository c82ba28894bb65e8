package org.nongyou.standard;

/// A substance as somebody named it: 1.8%阿维菌素乳油 is 阿维菌素 as 1.8%乳油, 乐斯本 is 毒死蜱.
/// @param formulation empty where he named none
/// @param alias       the other name that he used; empty where it was the substance's own
/// @param aliasFrom   where the alias comes from; empty without one
public record InputName(InputKind kind, String name, String formulation, String alias, String aliasFrom) {}
