package org.nongyou.project;

import java.time.LocalDate;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;

/// Money handed down by one level to the next (下达).
/// @param document   number of the letter with which it came
/// @param voidReason why it was taken back; empty where it holds
public record Transfer(
        long id,
        Level from,
        Level to,
        Money amount,
        String document,
        LocalDate madeOn,
        String officeName,
        String voidReason) {

    public boolean holds() {
        return voidReason.isEmpty();
    }
}
