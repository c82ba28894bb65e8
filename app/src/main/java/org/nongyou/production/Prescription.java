package org.nongyou.production;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A veterinarian's prescription (兽药处方) for what was given to animals.
public record Prescription(
        String number,
        String veterinarian,
        LocalDate on,
        @Nullable Long fileId) {}
