package org.nongyou.catalogue.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Entered;

/// The start of an application: what for, for which subject, in which class.
/// @param chosen null until an entry is chosen
public record ApplyPage(
        List<Way> ways, @Nullable Way chosen, String q, List<Option> subjects, boolean more, Entered entered) {

    /// A way into the catalogue.
    /// @param starts who starts it, as read on screens
    public record Way(Scheme scheme, Kind kind, Level level, Procedure procedure, String starts) {
        public String value() {
            return scheme.id() + "/" + kind.id() + "/" + level.code() + "/" + procedure.id();
        }
    }

    /// A subject that can be chosen.
    /// @param standing how it stands in the catalogue of the kind now, or null
    public record Option(
            String id,
            String title,
            String detail,
            @Nullable String standing) {}
}
