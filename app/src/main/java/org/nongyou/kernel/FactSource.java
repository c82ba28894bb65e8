package org.nongyou.kernel;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/// A module's own facts about a subject. Each module supplies its facts; the scheme's rules ask for them. A fact that
/// no source supplies is stated by the reviewer with evidence.
public interface FactSource {

    /// The names of the facts that this source can tell, such as `base.area_mu`.
    Set<String> supplies();

    /// The values of the wanted facts of one subject; a fact that is not known is left out.
    /// @param subject `base`, `producer`, `region` … as in the fact's name
    /// @param id      the subject's row, or its region code for a region
    /// @param on      the day as of which the facts are asked
    Map<String, FactValue> values(String subject, String id, Set<String> wanted, LocalDate on);
}
