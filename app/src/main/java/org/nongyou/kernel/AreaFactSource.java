package org.nongyou.kernel;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// A source of facts about places that is asked for hundreds of them at once, such as all counties of a province: it
/// reads the rows of the whole area in one statement and answers for each place from them.
public interface AreaFactSource extends FactSource {

    /// @param area   code of the division in which all places lie that are asked for
    /// @param wanted names of facts, of which it tells those that it knows
    /// @return       the values of a place, by its code; a fact that is not known is left out
    Function<String, Map<String, FactValue>> within(String area, Set<String> wanted, LocalDate on);

    @Override
    default Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on) {
        return subject.equals("region") ? within(id, wanted, on).apply(id) : Map.of();
    }
}
