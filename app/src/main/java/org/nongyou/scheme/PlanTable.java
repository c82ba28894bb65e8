package org.nongyou.scheme;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table of figures by region as the document prints it, its mistakes included.
/// @param rows         region code to the figures in the order of the columns
/// @param printedTotal the same for the total that the document prints; may be empty
/// @param differences  columns whose printed total is not the sum of the rows
public record PlanTable(
        String path,
        String id,
        String title,
        List<String> clauses,
        List<Column> columns,
        Map<String, List<BigDecimal>> rows,
        Map<String, List<BigDecimal>> printedTotal,
        List<Difference> differences)
        implements SchemeItem {

    public record Column(String id, String indicator, int year, Means means) {}

    public enum Means {
        BASELINE("baseline", "基数"),
        EXACTLY("exactly", "等于"),
        AT_LEAST("at_least", "至少"),
        AT_MOST("at_most", "至多");

        private final String code;
        private final String title;

        Means(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        static Optional<Means> ofCode(String code) {
            return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
        }
    }

    /// Which of two figures that contradict each other is worked with; both stay shown.
    public enum Use {
        PRINTED("printed", "采用文件所印"),
        FOUND("found", "采用核算所得"),
        BOTH("both", "两数并列");

        private final String code;
        private final String title;

        Use(String code, String title) {
            this.code = code;
            this.title = title;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }
    }

    public record Difference(String column, BigDecimal printed, BigDecimal sum, Use use) {}

    public PlanTable {
        clauses = List.copyOf(clauses);
        columns = List.copyOf(columns);
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        printedTotal = Collections.unmodifiableMap(new LinkedHashMap<>(printedTotal));
        differences = List.copyOf(differences);
    }
}
