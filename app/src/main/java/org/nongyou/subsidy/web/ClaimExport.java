package org.nongyou.subsidy.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.job.ListExport;
import org.nongyou.kernel.Level;
import org.nongyou.print.Spreadsheet.Column;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Schemes;
import org.nongyou.subsidy.Claim;
import org.nongyou.subsidy.ClaimFilter;
import org.nongyou.subsidy.ClaimLine;
import org.nongyou.subsidy.ClaimLists;
import org.nongyou.subsidy.ClaimState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The list of claims and the payment list as tables, with the filters of their pages. Amounts are numbers with two
/// decimals.
@Configuration(proxyBeanMethods = false)
class ClaimExport {

    private static final int AT_A_TIME = 1000;

    @Bean
    ListExport claimsExport(ClaimLists lists, Schemes schemes, Divisions divisions) {
        return new Export("subsidies", "补助申请", lists, schemes, divisions) {
            @Override
            public long count(Actor actor, Map<String, String> query) {
                return lists.count(actor.scope(), ClaimFilter.of(query));
            }

            @Override
            List<Claim> page(Actor actor, Map<String, String> query, @Nullable Claim last) {
                return lists.list(actor.scope(), ClaimFilter.of(query), last == null ? null : last.id(), AT_A_TIME);
            }
        };
    }

    @Bean
    ListExport paymentsExport(ClaimLists lists, Schemes schemes, Divisions divisions) {
        return new Export("subsidy-payments", "补助拨付清单", lists, schemes, divisions) {
            @Override
            public long count(Actor actor, Map<String, String> query) {
                var filter = PaymentsController.filter(query);
                return lists.sums(actor.scope(), filter).stream()
                        .filter(sum -> sum.state() == ClaimState.PAYABLE || sum.state() == ClaimState.PAID)
                        .mapToInt(ClaimLists.Sum::claims)
                        .sum();
            }

            @Override
            List<Claim> page(Actor actor, Map<String, String> query, @Nullable Claim last) {
                return lists.payments(actor.scope(), PaymentsController.filter(query), last, AT_A_TIME);
            }
        };
    }

    private abstract static class Export implements ListExport {

        private final String kind;
        private final String title;
        private final ClaimLists lists;
        private final Schemes schemes;
        private final Divisions divisions;

        Export(String kind, String title, ClaimLists lists, Schemes schemes, Divisions divisions) {
            this.kind = kind;
            this.title = title;
            this.lists = lists;
            this.schemes = schemes;
            this.divisions = divisions;
        }

        abstract List<Claim> page(Actor actor, Map<String, String> query, @Nullable Claim last);

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public List<Column> columns() {
            var columns = new ArrayList<>(List.of(
                    Column.of("申请号", 22),
                    Column.of("主体", 36),
                    Column.of("项目", 34),
                    Column.of("补给什么", 40),
                    Column.of("怎么算的", 60),
                    Column.of("所在地", 34),
                    Column.of("区划代码", 14),
                    Column.of("方案", 40),
                    Column.of("申请日期", 12),
                    Column.of("状态", 12),
                    Column.of("环节", 20),
                    Column.of("金额（元）", 16)));
            for (var level : Level.values()) columns.add(Column.of(level.title() + "承担（元）", 16));
            columns.add(Column.of("拨付日期", 12));
            columns.add(Column.of("演示数据", 10));
            return columns;
        }

        @Override
        public void rows(Actor actor, Map<String, String> query, Consumer<List<?>> row) {
            @Nullable Claim last = null;
            List<Claim> page;
            do {
                page = page(actor, query, last);
                var lines = lists.lines(page);
                for (var claim : page) {
                    var own = lines.getOrDefault(claim.id(), List.of());
                    var cells = new ArrayList<@Nullable Object>();
                    cells.add(claim.number());
                    cells.add(claim.producerName());
                    cells.add(claim.title());
                    cells.add(String.join(
                            "；", own.stream().map(ClaimLine::itemShown).toList()));
                    cells.add(String.join(
                            "；",
                            own.stream()
                                    .map(line -> line.judged() == null
                                            ? ""
                                            : line.judged().working())
                                    .toList()));
                    cells.add(divisions.path(claim.region()));
                    cells.add(claim.region().value());
                    cells.add(schemes.at(claim.scheme()).title());
                    cells.add(claim.claimedOn());
                    cells.add(claim.state().title());
                    cells.add(claim.stageTitle());
                    cells.add(claim.shares().total().toYuan());
                    for (var level : Level.values())
                        cells.add(claim.shares().at(level).toYuan());
                    cells.add(claim.paidOn());
                    cells.add(claim.demo() ? "是" : "");
                    row.accept(cells);
                }
                if (!page.isEmpty()) last = page.getLast();
            } while (page.size() == AT_A_TIME);
        }
    }
}
