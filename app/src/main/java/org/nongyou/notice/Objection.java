package org.nongyou.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nongyou.web.Ui;

/// What somebody has against a publicity.
/// @param code the objector's key to the answer
public record Objection(
        long id,
        String code,
        long noticeId,
        String name,
        String contact,
        String content,
        Instant receivedAt,
        @Nullable Outcome outcome,
        @Nullable String answer,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt,
        boolean demo) {

    public enum Outcome {
        UPHELD("upheld", "异议成立"),
        DISMISSED("dismissed", "异议不成立");

        private final String code;
        private final String title;

        Outcome(String code, String title) {
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

    public boolean answered() {
        return outcome != null;
    }

    /// For everybody but the office that handles it.
    Objection masked() {
        return new Objection(
                id,
                "",
                noticeId,
                name.substring(0, name.offsetByCodePoints(0, 1)) + "**",
                contact.contains("@")
                        ? contact.charAt(0) + "***" + contact.substring(contact.indexOf('@'))
                        : Ui.maskedPhone(contact),
                content,
                receivedAt,
                outcome,
                answer,
                answeredBy,
                answeredAt,
                demo);
    }
}
