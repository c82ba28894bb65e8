package org.nongyou.production.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.producer.Producer;
import org.nongyou.production.Buyer;
import org.nongyou.production.InputKind;
import org.nongyou.web.Entered;

/// Page `/production/inputs/new`.
/// @param producer   whose purchase it is; null until one is chosen
/// @param candidates to choose from
public record PurchaseFormPage(
        @Nullable Producer producer, List<Buyer> candidates, String words, Entered entered, String formKey) {

    public List<InputKind> kinds() {
        return List.of(InputKind.values());
    }
}
