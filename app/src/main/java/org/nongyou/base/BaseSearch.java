package org.nongyou.base;

import java.util.List;
import org.nongyou.region.Divisions;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchSource;
import org.springframework.stereotype.Component;

@Component
class BaseSearch implements SearchSource {

    private final BaseLists bases;
    private final Divisions divisions;

    BaseSearch(BaseLists bases, Divisions divisions) {
        this.bases = bases;
        this.divisions = divisions;
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public String kind() {
        return "基地";
    }

    @Override
    public List<Hit> hits(Scope scope, String words, int limit) {
        return bases.list(scope, new BaseFilter(null, null, null, null, words, false), 0, limit).stream()
                .map(base -> new Hit(
                        base.name(),
                        base.number() + "，" + base.product() + "，" + base.producerName() + "，"
                                + divisions.path(base.region()),
                        "/bases/" + base.id()))
                .toList();
    }
}
