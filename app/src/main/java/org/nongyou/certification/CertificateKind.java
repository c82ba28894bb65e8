package org.nongyou.certification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A kind of certificate (证书种类) with what is known of it, from `certification/kinds.csv` and `rules.csv`: a new kind,
/// or
/// a rule that became known, is a line there.
/// @param code         as the schemes' fact `certification.type` names it
/// @param title        in full; `mark` is short, for tables
/// @param numberTitle  what its number is called
/// @param quality      counts among 绿色、有机、地理标志农产品和圳品
/// @param othersUseMark others than the holder may be allowed to use its mark
/// @param rules        in the order of the file
public record CertificateKind(
        String code,
        String title,
        String mark,
        String numberTitle,
        boolean quality,
        boolean othersUseMark,
        List<CertificateRule> rules) {

    public static final String ORGANIC = "organic";
    public static final String CONVERSION = "organic-conversion";

    private static final Map<String, CertificateKind> ALL = read();

    public CertificateKind {
        rules = List.copyOf(rules);
    }

    /// In the order of the file.
    public static List<CertificateKind> all() {
        return List.copyOf(ALL.values());
    }

    public static Optional<CertificateKind> ofCode(String code) {
        return Optional.ofNullable(ALL.get(code));
    }

    public static Optional<CertificateKind> ofTitle(String title) {
        return ALL.values().stream()
                .filter(kind -> kind.title.equals(title) || kind.mark.equals(title))
                .findFirst();
    }

    static CertificateKind known(String code) {
        return ofCode(code).orElseThrow(() -> new IllegalStateException("kinds.csv lacks " + code));
    }

    public boolean conversion() {
        return code.equals(CONVERSION);
    }

    /// The rules of one sort that a certificate issued on a day is judged by.
    List<CertificateRule> rules(CertificateRule.About about, LocalDate issued) {
        return rules.stream()
                .filter(rule -> rule.about() == about && rule.holdsOn(issued))
                .toList();
    }

    Optional<CertificateRule> rule(CertificateRule.About about, LocalDate issued) {
        return rules(about, issued).stream().findFirst();
    }

    /// How many days before its end a certificate wants renewal; 0 where nothing is known.
    int renewalDays() {
        return rules.stream()
                .filter(rule -> rule.about() == CertificateRule.About.RENEWAL)
                .mapToInt(CertificateRule::number)
                .max()
                .orElse(0);
    }

    /// What a number does not look like, when all that is known of its looks speaks against it; the surest rule leads.
    Optional<CertificateRule> objection(String number, LocalDate issued) {
        var looks = rules(CertificateRule.About.NUMBER, issued);
        if (looks.stream().anyMatch(rule -> number.matches(rule.value()))) return Optional.empty();
        return looks.stream().min(java.util.Comparator.comparing(CertificateRule::confidence));
    }

    /// All shapes in one sentence.
    String shapes(LocalDate issued) {
        return String.join(
                "；或者 ",
                rules(CertificateRule.About.NUMBER, issued).stream()
                        .map(rule -> rule.words() + "，如 " + rule.example())
                        .toList());
    }

    /// A number as it is kept and its looks are judged: without blanks, in capitals, wide characters made narrow. Two
    /// numbers are compared by [org.nongyou.kernel.PaperNumber#key].
    static String written(String number) {
        return java.text.Normalizer.normalize(number, java.text.Normalizer.Form.NFKC)
                .replaceAll("[\\s\\u200b]+", "")
                .replaceAll("[‐‑‒–—―−]", "-")
                .toUpperCase(java.util.Locale.ROOT);
    }

    private static Map<String, CertificateKind> read() {
        var rules = new LinkedHashMap<String, List<CertificateRule>>();
        lines(
                "rules.csv",
                10,
                cells -> rules.computeIfAbsent(cells[0], _ -> new ArrayList<>())
                        .add(new CertificateRule(
                                cells[0],
                                CertificateRule.About.ofCode(cells[1]),
                                cells[2],
                                cells[3],
                                cells[4],
                                cells[5].isEmpty() ? null : LocalDate.parse(cells[5]),
                                cells[6].isEmpty() ? null : LocalDate.parse(cells[6]),
                                cells[7],
                                cells[8],
                                CertificateRule.Confidence.ofCode(cells[9]))));
        var kinds = new LinkedHashMap<String, CertificateKind>();
        lines(
                "kinds.csv",
                6,
                cells -> kinds.put(
                        cells[0],
                        new CertificateKind(
                                cells[0],
                                cells[1],
                                cells[2],
                                cells[3],
                                cells[4].equals("yes"),
                                cells[5].equals("yes"),
                                rules.getOrDefault(cells[0], List.of()))));
        if (!kinds.keySet().containsAll(rules.keySet()))
            throw new IllegalStateException("rules.csv speaks of a kind that kinds.csv lacks");
        return kinds;
    }

    private static void lines(String name, int cells, Consumer<String[]> each) {
        try (var stream = CertificateKind.class.getResourceAsStream("/certification/" + name)) {
            if (stream == null) throw new IllegalStateException("certification/" + name + " is missing");
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        var parts = line.split("\\|", -1);
                        if (parts.length != cells)
                            throw new IllegalStateException(name + ": not " + cells + " cells: " + line);
                        each.accept(parts);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
