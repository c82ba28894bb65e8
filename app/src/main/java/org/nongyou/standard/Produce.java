package org.nongyou.standard;

import java.util.List;

/// A crop, food, animal or a group of them, as the rules name them (农产品分类).
/// @param parents    groups that it belongs to
/// @param keyVariety one of the 11 products of the campaign 治违禁 控药残 促提升 (重点品种)
public record Produce(
        String name, boolean animal, boolean keyVariety, String keySource, List<String> parents, List<String> aliases) {

    public Produce {
        parents = List.copyOf(parents);
        aliases = List.copyOf(aliases);
    }

    public InputKind inputs() {
        return animal ? InputKind.VETERINARY : InputKind.PESTICIDE;
    }
}
