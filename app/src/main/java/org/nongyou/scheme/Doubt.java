package org.nongyou.scheme;

/// Something the document leaves open, and what was chosen until the issuing office settles it on record. Shown beside
/// every result that it touches.
/// @param path     the item, or the number, that is open; the name of a file, such as `targets.yaml`, for all of it
/// @param text     what is open, and how it is read meanwhile
/// @param settles  what the issuing office has to give
/// @param explicit whether the scheme states the doubt, or it follows from a number left `by-office`
public record Doubt(String path, String title, String text, Settles settles, boolean explicit) {

    public enum Settles {
        /// Whether the chosen reading stands; the answer is a text.
        READING("如何理解"),
        /// A number of days.
        DAYS("天数"),
        NUMBER("数值"),
        DATE("日期"),
        /// How often.
        FREQUENCY("频次");

        private final String title;

        Settles(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// Whether the doubt bears on the item at the path: it is the item, a part of it, a whole that it belongs to, or
    /// the file that it stands in.
    public boolean touches(String itemPath) {
        return path.equals(itemPath)
                || path.startsWith(itemPath + ".")
                || itemPath.startsWith(path + ".")
                || path.equals(fileOf(itemPath));
    }

    /// The file in which an item stands, by the first part of its path.
    static String fileOf(String itemPath) {
        int dot = itemPath.indexOf('.');
        return switch (dot < 0 ? itemPath : itemPath.substring(0, dot)) {
            case "indicators", "targets", "tables" -> "targets.yaml";
            case "kinds" -> "catalogue.yaml";
            case "procedures" -> "procedures.yaml";
            case "checklists" -> "checklists.yaml";
            case "scores" -> "scores.yaml";
            case "subsidies", "caps", "allocations" -> "subsidies.yaml";
            case "tasks" -> "tasks.yaml";
            case "cases" -> "cases.yaml";
            default -> "scheme.yaml";
        };
    }
}
