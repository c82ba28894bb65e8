package org.nongyou.scheme;

/// How many days a step has, or a notice stands. Where the document names no number, the issuing office settles it on
/// record or the acting office enters it when the step opens; it is never invented here.
public sealed interface Days {

    enum Count {
        /// 工作日, by the holiday calendar.
        WORKING("个工作日"),
        /// 自然日.
        CALENDAR("天");

        private final String title;

        Count(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    Days NONE = new None();

    /// No such limit, or no such notice.
    record None() implements Days {}

    record Fixed(int number, Count count) implements Days {}

    /// Left open by the document. `path` is where a settlement of it is kept.
    record ByOffice(String path, Count count) implements Days {}

    default boolean asked() {
        return switch (this) {
            case None _ -> false;
            case Fixed _, ByOffice _ -> true;
        };
    }

    /// Whether days off count too.
    default boolean calendar() {
        return switch (this) {
            case None _ -> false;
            case Fixed fixed -> fixed.count() == Count.CALENDAR;
            case ByOffice open -> open.count() == Count.CALENDAR;
        };
    }
}
