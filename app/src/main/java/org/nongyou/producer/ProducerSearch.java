package org.nongyou.producer;

import java.util.List;
import org.nongyou.region.Divisions;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchSource;
import org.springframework.stereotype.Component;

@Component
class ProducerSearch implements SearchSource {

    private final ProducerLists producers;
    private final Divisions divisions;

    ProducerSearch(ProducerLists producers, Divisions divisions) {
        this.producers = producers;
        this.divisions = divisions;
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public String kind() {
        return "生产主体";
    }

    @Override
    public List<Hit> hits(Scope scope, String words, int limit) {
        return producers.list(scope, new ProducerFilter(null, null, words, false), 0, limit).stream()
                .map(producer -> new Hit(
                        producer.name(),
                        producer.kind().title() + "，" + divisions.path(producer.region()) + "，" + producer.identifier(),
                        "/producers/" + producer.id()))
                .toList();
    }
}
