package org.nongyou.base.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseForm;
import org.nongyou.base.CertificateType;
import org.nongyou.base.Finding;
import org.nongyou.base.PlotKind;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Crop;
import org.nongyou.producer.Producer;
import org.nongyou.region.Division;

/// Pages `/bases/new` and `/bases/{id}/edit`.
/// @param id        null for a new one
/// @param producer  whose base it is, or null while none is picked
/// @param candidates producers that the words found, to pick from
/// @param words     searched for among the producers
/// @param findings  what does not fit in what was typed; null while not asked
/// @param map       value of data-map for the drawing map
public record BaseFormPage(
        @Nullable Long id,
        int revision,
        String title,
        BaseForm form,
        @Nullable Producer producer,
        List<Producer> candidates,
        String words,
        boolean own,
        List<Division> places,
        @Nullable List<Finding> findings,
        String map,
        @Nullable Refusal refusal) {

    /// A section of the form for the menu at the left.
    public record Section(String anchor, String title, int wrong) {}

    public List<Refusal> problems() {
        return refusal == null ? List.of() : refusal.all();
    }

    public @Nullable String error(String field) {
        return problems().stream()
                .filter(problem -> field.equals(problem.field()))
                .map(Refusal::message)
                .findFirst()
                .orElse(null);
    }

    public List<Section> sections() {
        return List.of(
                new Section("s-who", "主体", wrong("producerId")),
                new Section("s-base", "基地", wrong("name", "region", "address", "product", "productClass", "areaMu")),
                new Section("s-place", "位置和地块", wrong("place", "plots")),
                new Section("s-sign", "标识牌", wrong("responsibleName", "supervisionPhone", "techniques", "signboardOn")),
                new Section("s-manage", "管理", wrong("goodVarietyPercent", "internalInspectors", "householdsLed")),
                new Section("s-cert", "认证", wrong("certificates")));
    }

    private int wrong(String... fields) {
        var wrong = 0;
        for (var problem : problems()) {
            var field = problem.field();
            if (field == null) continue;
            for (var own : fields) if (field.equals(own) || field.startsWith(own + ".")) wrong++;
        }
        return wrong;
    }

    /// Names of the fields whose sentences do not say of what they speak.
    public Map<String, String> labels() {
        return Map.of(
                "areaMu", "基地面积",
                "supervisionPhone", "监督电话",
                "goodVarietyPercent", "良种率",
                "internalInspectors", "有证内检员",
                "householdsLed", "带动农户",
                "signboardOn", "立牌日期",
                "place", "位置");
    }

    public List<Crop> classes() {
        return List.of(Crop.values());
    }

    public List<PlotKind> plotKinds() {
        return List.of(PlotKind.values());
    }

    public List<CertificateType> certificateTypes() {
        return List.of(CertificateType.values());
    }

    /// With an empty one at the end, to be filled in.
    public List<BaseForm.PlotForm> plots() {
        var plots = new ArrayList<>(form.plots());
        if (plots.isEmpty()) plots.add(BaseForm.PlotForm.EMPTY);
        return plots;
    }

    public List<BaseForm.CertificateForm> certificates() {
        return form.certificates();
    }

    public String action() {
        return id == null ? "/bases" : "/bases/" + id;
    }
}
