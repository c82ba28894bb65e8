package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMPLAINTS;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nongyoudb.compliance.tables.records.ComplaintsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.PublicCode;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What shoppers have against goods with a certificate (投诉), and what the county answered. Who complains needs no name;
/// the receipt is the key to the answer.
@Service
public class Complaints {

    /// @param answeredAt null while it waits
    public record Complaint(
            long id,
            String receipt,
            CertificateCode code,
            RegionCode region,
            String producerName,
            String product,
            String words,
            String contact,
            Instant receivedAt,
            String answer,
            @Nullable Instant answeredAt,
            String answeredBy,
            boolean demo) {}

    private static final int LONGEST = 1000;

    private final DSLContext sql;
    private final CommitmentStore store;
    private final Journal journal;
    private final Clock clock;

    Complaints(DSLContext sql, CommitmentStore store, Journal journal, Clock clock) {
        this.sql = sql;
        this.store = store;
        this.journal = journal;
        this.clock = clock;
    }

    /// Those that wait first, the oldest of them on top; then the answered ones, the newest first.
    public List<Complaint> list(Scope scope, int limit) {
        return sql.selectFrom(COMPLAINTS)
                .where(officials(scope))
                .orderBy(COMPLAINTS.ANSWERED_AT.isNotNull(), COMPLAINTS.ANSWERED_AT.desc(), COMPLAINTS.RECEIVED_AT)
                .limit(limit)
                .fetch(Complaints::complaint);
    }

    /// Who complained and of what is the county's to see, not the producer's.
    private static org.jooq.Condition officials(Scope scope) {
        return scope.on(COMPLAINTS.REGION_CODE);
    }

    public Optional<Complaint> byReceipt(String receipt) {
        return sql.selectFrom(COMPLAINTS)
                .where(COMPLAINTS.RECEIPT.eq(PublicCode.typed(receipt)))
                .fetchOptional(Complaints::complaint);
    }

    /// 投诉.
    @Transactional
    public Decision<Complaint> complain(CertificateCode code, String words, String contact) {
        var one = store.find(code).orElse(null);
        if (one == null) return Decision.refused("compliance.complaint-unknown", code.shown());
        var faults = new ArrayList<Refusal>();
        var said = words.strip();
        var reach = contact.strip();
        if (said.length() < 5)
            faults.add(Refusal.of("compliance.complaint-words").at("words"));
        if (said.length() > LONGEST)
            faults.add(Refusal.of("compliance.long", LONGEST).at("words"));
        if (reach.length() > 60) faults.add(Refusal.of("compliance.long", 60).at("contact"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var kept = complaint(sql.insertInto(COMPLAINTS)
                .set(COMPLAINTS.RECEIPT, PublicCode.next())
                .set(COMPLAINTS.CODE, code.value())
                .set(COMPLAINTS.REGION_CODE, one.region().value())
                .set(COMPLAINTS.PRODUCER_ID, one.producerId())
                .set(COMPLAINTS.PRODUCER_NAME, one.producerName())
                .set(COMPLAINTS.PRODUCT, one.product())
                .set(COMPLAINTS.WORDS, said)
                .set(COMPLAINTS.CONTACT, reach)
                .set(COMPLAINTS.RECEIVED_AT, clock.instant())
                .set(COMPLAINTS.DEMO, one.demo())
                .returning()
                .fetchSingle());
        journal.writeAsSystem(entry("commitment.complain", kept, "收到投诉：" + one.product() + "，" + one.producerName()));
        return Decision.done(kept);
    }

    /// 答复.
    @Transactional
    public Decision<Complaint> answer(Actor actor, long id, String words) {
        if (actor.isProducer() || !actor.may(Verb.DECIDE)) return Decision.refused("compliance.answer-not-yours");
        var row = sql.selectFrom(COMPLAINTS)
                .where(COMPLAINTS.ID.eq(id))
                .and(officials(actor.scope()))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
        var said = words.strip();
        if (row.getAnsweredAt() != null) return Decision.refused("compliance.answered-already");
        if (said.isEmpty())
            return Decision.refused(Refusal.of("compliance.answer").at("answer"));
        if (said.length() > LONGEST)
            return Decision.refused(Refusal.of("compliance.long", LONGEST).at("answer"));
        row.setAnswer(said);
        row.setAnsweredAt(clock.instant());
        row.setAnsweredBy(actor.officeName());
        row.update();
        var answered = complaint(row);
        journal.write(actor, entry("commitment.answer", answered, "答复投诉：" + said));
        return Decision.done(answered);
    }

    private static JournalEntry entry(String act, Complaint one, String summary) {
        return JournalEntry.of(
                act,
                one.region(),
                Issuing.SUBJECT,
                one.code().value(),
                one.product() + " " + one.code().shown(),
                summary);
    }

    private static Complaint complaint(ComplaintsRecord row) {
        return new Complaint(
                row.getId(),
                row.getReceipt(),
                new CertificateCode(row.getCode()),
                new RegionCode(row.getRegionCode()),
                row.getProducerName(),
                row.getProduct(),
                row.getWords(),
                row.getContact(),
                row.getReceivedAt(),
                row.getAnswer(),
                row.getAnsweredAt(),
                row.getAnsweredBy(),
                row.getDemo());
    }
}
