package org.nongyou.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.Bases;
import org.nongyou.region.Divisions;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;

/// What a listing's signboard (标识牌) shows: the fields that the scheme lists, and always who answers for the base and
/// the telephone for supervision. It is also all that the public learns of a person.
@Service
public class Signboard {

    private final Schemes schemes;
    private final Bases bases;
    private final Divisions divisions;

    Signboard(Schemes schemes, Bases bases, Divisions divisions) {
        this.schemes = schemes;
        this.bases = bases;
        this.divisions = divisions;
    }

    /// @param value null where the register does not say
    public record Field(String title, @Nullable String value) {}

    public List<Field> fields(Listing listing) {
        var kind = schemes.at(listing.scheme()).kind(listing.kind()).orElseThrow();
        var base = base(listing);
        var fields = new ArrayList<Field>();
        for (var title : kind.signboard()) fields.add(new Field(title, value(title, listing, kind, base)));
        if (base.isPresent()) {
            fields.add(new Field("负责人", filled(base.get().responsibleName())));
            fields.add(new Field("监督电话", filled(base.get().supervisionPhone())));
        }
        return fields;
    }

    public @Nullable String phone(Listing listing) {
        return base(listing).map(Base::supervisionPhone).map(Signboard::filled).orElse(null);
    }

    /// The fields are named by the document in its own words; what they ask for is told from the words.
    private @Nullable String value(String title, Listing listing, Kind kind, Optional<Base> base) {
        if (title.contains("品种") || title.contains("产品") || title.contains("作物")) return filled(listing.product());
        if (title.contains("范围") || title.contains("规模") || title.contains("面积"))
            return divisions.path(listing.region())
                    + (listing.areaMu() == null ? "" : "，" + Ui.mu(listing.areaMu()) + " 亩");
        if (title.contains("技术") || title.contains("措施"))
            return base.map(Base::techniques).map(Signboard::filled).orElse(null);
        if (title.contains("责任主体") || title.contains("主体")) return filled(listing.producerName());
        if (title.contains("责任人") || title.contains("负责人"))
            return base.map(Base::responsibleName).map(Signboard::filled).orElse(null);
        if (title.contains("电话"))
            return base.map(Base::supervisionPhone).map(Signboard::filled).orElse(null);
        if (title.contains("类别"))
            return listing.classId() == null
                    ? null
                    : kind.kindClass(listing.classId()).map(one -> one.title()).orElse(null);
        return null;
    }

    private Optional<Base> base(Listing listing) {
        var baseId = listing.baseId();
        return baseId == null ? Optional.empty() : bases.find(Scope.within(listing.region()), baseId);
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
