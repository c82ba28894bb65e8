package org.nongyou.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.nongyou.region.Division;

/// What is to be invented: for each county its bases, what they grow, and how far their cases have come. The same for
/// the same divisions, always.
final class DemoPlan {

    /// How far a base's case has come.
    enum Fate {
        /// In the catalogue at the province's level, through the whole procedure.
        LISTED,
        /// In the catalogue since the province's first list, before cases were kept here.
        FIRST_LIST,
        /// On the first list, then promoted to the national level.
        NATIONAL,
        /// A national result taken over directly.
        ADOPTED,
        /// Listed and waiting to be promoted.
        RESERVED,
        /// Listed, then told to put something right by a date.
        RECTIFYING,
        /// Listed, then suspended after a failed check.
        SUSPENDED,
        /// Registered, and waiting for a newcomer's first application.
        FREE,
        /// The farmer's own application, half filled in.
        OWN_DRAFT,
        /// The farmer's own application, sent back to him by the county.
        SENT_BACK,
        DRAFT,
        FIRST_REVIEW,
        ACCEPTANCE,
        /// Sent back by the city for something missing.
        RETURNED,
        RECHECK,
        PUBLICITY,
        /// In publicity with an objection that waits for an answer.
        OBJECTED,
        REJECTED,
        WITHDRAWN
    }

    /// @param slot     the base's number within its county, for its place
    /// @param startDay days before today on which its case began
    record Plan(
            Division county,
            int slot,
            String product,
            String productClass,
            String baseName,
            boolean cooperative,
            String producerName,
            String classId,
            BigDecimal areaMu,
            int startDay,
            Fate fate) {}

    private record Crop(String product, String productClass, String word) {}

    private static final List<String> CLASSES = List.of(
            "whole-process",
            "demonstration",
            "green-food",
            "organic",
            "gi-core",
            "famous-special",
            "whole-chain",
            "shenzhen-supply");
    /// What waits or ended otherwise, dealt out to the counties in turn.
    /// What the farmer who signs in has to do, in his county before the others.
    private static final List<Fate> OWN = List.of(Fate.SENT_BACK, Fate.OWN_DRAFT);

    private static final List<Fate> OPEN = List.of(
            Fate.FIRST_REVIEW,
            Fate.ACCEPTANCE,
            Fate.RECHECK,
            Fate.ACCEPTANCE,
            Fate.PUBLICITY,
            Fate.RETURNED,
            Fate.DRAFT,
            Fate.ACCEPTANCE,
            Fate.OBJECTED,
            Fate.FIRST_REVIEW,
            Fate.REJECTED,
            Fate.RECHECK,
            Fate.WITHDRAWN);

    private DemoPlan() {}

    static List<Plan> of(List<Division> counties) {
        var random = new SplittableRandom(4_423);
        var crops = crops();
        var plans = new ArrayList<Plan>();
        int open = 0;
        for (int i = 0; i < counties.size(); i++) {
            var county = counties.get(i);
            var here = Objects.requireNonNull(crops.get(county.code().value().substring(0, 4) + "00"));
            int listed = listedIn(county, random);
            boolean home = county.code().equals(DemoPeople.COUNTY);
            int free = home ? 2 : 0;
            int waiting = home ? 4 : i % 4 == 0 ? 2 : i % 4 == 2 ? 0 : 1;
            int own = home ? OWN.size() : 0;
            for (int slot = 0; slot < listed + waiting + free + own; slot++) {
                var crop = here.get((i + slot) % here.size());
                var fate = slot < listed
                        ? listedFate(i, slot)
                        : slot < listed + waiting
                                ? OPEN.get(open++ % OPEN.size())
                                : slot < listed + waiting + free ? Fate.FREE : OWN.get(slot - listed - waiting - free);
                boolean cooperative = random.nextInt(10) < 6;
                var brand = DemoNames.brand(random);
                plans.add(new Plan(
                        county,
                        slot,
                        crop.product(),
                        crop.productClass(),
                        county.name() + brand + crop.word(),
                        cooperative,
                        county.name() + brand + crop.product() + (cooperative ? "种植专业合作社" : "农业开发有限公司"),
                        CLASSES.get((i * 3 + slot * 5) % CLASSES.size()),
                        BigDecimal.valueOf(200 + random.nextInt(460) * 10L),
                        begun(fate, random),
                        fate));
            }
        }
        return plans;
    }

    /// Most counties have what the document asks for, three to five; some have fewer, as in life.
    private static int listedIn(Division county, SplittableRandom random) {
        int draw = random.nextInt(100);
        if (county.code().equals(DemoPeople.COUNTY)) return 3;
        if (draw < 6) return 0;
        if (draw < 20) return 1;
        if (draw < 45) return 2;
        return draw < 85 ? 3 : 4;
    }

    /// Days before today on which a case began, so that what waits is partly due soon, partly today, seldom overdue:
    /// the
    /// working days settled for its stage are five, twenty, ten and seven.
    private static int begun(Fate fate, SplittableRandom random) {
        return switch (fate) {
            case LISTED, FIRST_LIST, NATIONAL, ADOPTED, RESERVED, RECTIFYING, SUSPENDED -> 300 + random.nextInt(1_300);
            case FREE, DRAFT, OWN_DRAFT, SENT_BACK -> 4 + random.nextInt(16);
            case FIRST_REVIEW -> random.nextInt(8);
            case ACCEPTANCE -> 6 + random.nextInt(25);
            case RECHECK -> 17 + random.nextInt(13);
            case PUBLICITY -> 23 + random.nextInt(4);
            case OBJECTED -> 26 + random.nextInt(3);
            case RETURNED, REJECTED, WITHDRAWN -> 20 + random.nextInt(60);
        };
    }

    private static Fate listedFate(int county, int slot) {
        if (slot == 0) return county % 5 < 3 ? Fate.ADOPTED : Fate.NATIONAL;
        if (slot == 1 && county % 3 == 0) return Fate.RESERVED;
        if (slot == 1 && county % 16 == 5) return Fate.RECTIFYING;
        if (slot == 1 && county % 29 == 7) return Fate.SUSPENDED;
        return slot % 2 == 1 ? Fate.LISTED : Fate.FIRST_LIST;
    }

    /// By city code.
    private static Map<String, List<Crop>> crops() {
        return lines("products.csv").stream()
                .map(line -> line.split(",", -1))
                .collect(Collectors.groupingBy(
                        line -> line[0],
                        Collectors.mapping(line -> new Crop(line[1], line[2], line[3]), Collectors.toList())));
    }

    /// The lines of a demo resource without its header.
    static List<String> lines(String file) {
        try (var stream = DemoPlan.class.getResourceAsStream("/demo/" + file)) {
            if (stream == null) throw new IllegalStateException(file + " is missing");
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .skip(1)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
