package org.nongyou.producer.web;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.producer.Crop;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerLists;
import org.nongyou.region.Divisions;
import org.springframework.stereotype.Component;

@Component
class ProducerExport extends TableExport<Producer> {

    private final ProducerLists producers;

    ProducerExport(ProducerLists producers, Divisions divisions) {
        super(
                "producers",
                "生产主体",
                List.of(
                        column("名称", 36, Producer::name),
                        column("类型", 16, producer -> producer.kind().title()),
                        column("统一社会信用代码或证件", 24, Producer::identifier),
                        column("所在地", 34, producer -> divisions.path(producer.region())),
                        column("区划代码", 14, producer -> producer.region().value()),
                        column("地址", 30, Producer::address),
                        column("负责人", 12, Producer::contactName),
                        column("电话", 16, Producer::phone),
                        column(
                                "主营",
                                20,
                                producer -> producer.mainCrops().stream()
                                        .map(Crop::title)
                                        .collect(Collectors.joining("、"))),
                        column("追溯平台注册", 12, Producer::traceabilityRegistered),
                        column("信用档案", 10, Producer::creditFiled),
                        column("演示数据", 10, producer -> producer.demo() ? "演示数据" : null)));
        this.producers = producers;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return producers.count(actor.scope(), ProducerQuery.filter(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Producer> row) {
        producers.each(actor.scope(), ProducerQuery.filter(query), row);
    }
}
