package org.nongyou.subsidy.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.producer.Producer;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Subsidy;
import org.nongyou.web.Entered;

/// The start of a claim: under which rule, for whom.
/// @param chosen    null until a rule is chosen
/// @param producers that can claim; for a producer's own account just itself
public record NewClaimPage(
        List<Way> ways,
        @Nullable Way chosen,
        String q,
        List<Row> producers,
        boolean more,
        boolean own,
        Entered entered) {

    public record Way(Scheme scheme, Subsidy rule) {
        public String value() {
            return scheme.id() + "/" + rule.id();
        }
    }

    public record Row(Producer producer, String place) {}
}
