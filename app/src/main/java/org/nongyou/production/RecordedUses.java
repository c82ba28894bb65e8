package org.nongyou.production;

import static nongyoudb.production.Tables.ACTS;
import static nongyoudb.production.Tables.ACT_INPUTS;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.nongyou.standard.UsesOnFile;
import org.springframework.stereotype.Component;

/// Uses of the farm log for those who try a change of the rules on what has happened.
@Component
class RecordedUses implements UsesOnFile {

    private final DSLContext sql;

    RecordedUses(DSLContext sql) {
        this.sql = sql;
    }

    @Override
    public String title() {
        return "生产记录";
    }

    @Override
    public void each(LocalDate from, int most, Consumer<Use> use) {
        sql.select(ACT_INPUTS.NAME, ACT_INPUTS.REGISTRATION, ACTS.PRODUCE, ACTS.DONE_ON)
                .from(ACTS)
                .join(ACT_INPUTS)
                .on(ACT_INPUTS.ACT_ID.eq(ACTS.ID))
                .where(ACTS.CURRENT)
                .and(ACTS.DONE_ON.ge(from))
                .and(ACT_INPUTS.KIND.in(InputKind.PESTICIDE.code(), InputKind.VETERINARY.code()))
                .orderBy(ACTS.DONE_ON.desc(), ACTS.ID.desc())
                .limit(most)
                .forEach(row ->
                        use.accept(new Use(row.value1(), FarmStore.empty(row.value2()), row.value3(), row.value4())));
    }
}
