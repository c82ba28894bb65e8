package org.nongyou.producer.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Crop;
import org.nongyou.producer.ProducerForm;
import org.nongyou.producer.ProducerKind;
import org.nongyou.region.Division;

/// Pages `/producers/new` and `/producers/{id}/edit`.
/// @param id       null for a new one
/// @param own      the producer's own person: who it is cannot be changed
/// @param counties counties that may be picked, or townships of the one county
/// @param masked   the kept form of an ID number, or null
public record ProducerFormPage(
        @Nullable Long id,
        int revision,
        String title,
        ProducerForm form,
        boolean own,
        List<Division> counties,
        @Nullable String masked,
        @Nullable Refusal refusal) {

    public List<Refusal> problems() {
        return refusal == null ? List.of() : refusal.all();
    }

    /// The sentence for a field, or null.
    public @Nullable String error(String field) {
        return problems().stream()
                .filter(problem -> field.equals(problem.field()))
                .map(Refusal::message)
                .findFirst()
                .orElse(null);
    }

    /// Names of the fields whose sentences do not say of what they speak.
    public Map<String, String> labels() {
        return Map.of("phone", "联系电话", "creditCode", "统一社会信用代码", "identityNumber", "身份证号", "region", "所在地");
    }

    public List<ProducerKind> kinds() {
        return List.of(ProducerKind.values());
    }

    public List<Crop> crops() {
        return List.of(Crop.values());
    }

    public String action() {
        return id == null ? "/producers" : "/producers/" + id;
    }

    public String hint(ProducerKind kind) {
        return switch (kind.proof()) {
            case CREDIT_CODE -> "凭统一社会信用代码";
            case IDENTITY -> "凭身份证号";
            case EITHER -> "有执照的凭代码，没有的凭身份证号";
        };
    }
}
