package org.nongyou.producer.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.nongyou.identity.Actor;
import org.nongyou.job.ListExport;
import org.nongyou.print.Spreadsheet.Column;
import org.nongyou.producer.Crop;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.springframework.stereotype.Component;

@Component
class ProducerExport implements ListExport {

    private final Producers producers;
    private final Divisions divisions;

    ProducerExport(Producers producers, Divisions divisions) {
        this.producers = producers;
        this.divisions = divisions;
    }

    @Override
    public String kind() {
        return "producers";
    }

    @Override
    public String title() {
        return "生产主体";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.of("名称", 36),
                Column.of("类型", 16),
                Column.of("统一社会信用代码或证件", 24),
                Column.of("所在地", 34),
                Column.of("区划代码", 14),
                Column.of("地址", 30),
                Column.of("负责人", 12),
                Column.of("电话", 16),
                Column.of("主营", 20),
                Column.of("追溯平台注册", 12),
                Column.of("信用档案", 10),
                Column.of("演示数据", 10));
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return producers.count(actor.scope(), ProducerQuery.filter(query));
    }

    @Override
    public void rows(Actor actor, Map<String, String> query, Consumer<List<?>> row) {
        producers.each(
                actor.scope(),
                ProducerQuery.filter(query),
                producer -> row.accept(Arrays.asList(
                        producer.name(),
                        producer.kind().title(),
                        producer.identifier(),
                        divisions.path(producer.region()),
                        producer.region().value(),
                        producer.address(),
                        producer.contactName(),
                        producer.phone(),
                        producer.mainCrops().stream().map(Crop::title).collect(Collectors.joining("、")),
                        producer.traceabilityRegistered(),
                        producer.creditFiled(),
                        producer.demo() ? "演示数据" : null)));
    }
}
