package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMMITMENTS;
import static nongyoudb.compliance.Tables.SOURCES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.standard.RuleBooks;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Re-issue after mixing or splitting goods of others (混装、分装后重新开具): who buys commits anew, and names each certificate
/// that the goods came with.
@Service
public class Mixing {

    private static final int MOST_SOURCES = 50;

    private final DSLContext sql;
    private final CommitmentStore store;
    private final CommitmentWriter writer;
    private final Producers producers;
    private final RuleBooks books;
    private final Stops stops;

    Mixing(
            DSLContext sql,
            CommitmentStore store,
            CommitmentWriter writer,
            Producers producers,
            RuleBooks books,
            Stops stops) {
        this.sql = sql;
        this.store = store;
        this.writer = writer;
        this.producers = producers;
        this.books = books;
        this.stops = stops;
    }

    /// 重新开具: goods of other certificates, mixed or split. Each source is named; of one of ours no more goes out than
    /// came in.
    @Transactional
    public Decision<Commitment> mix(Actor actor, MixForm form) {
        if (!actor.may(Verb.CERTIFY) || !actor.isProducer()) return Decision.refused("compliance.issue-not-yours");
        var already = writer.already(actor, form.formId());
        if (already.isPresent()) return Decision.done(already.get());
        var read = writer.read(form.formId(), form.kg(), form.pieceKg(), form.bases());
        if (read instanceof Decision.Refused<CommitmentWriter.Read>(var refusal)) return Decision.refused(refusal);
        var asked = read.orElseThrow();
        var producer = producers
                .find(actor.scope(), Objects.requireNonNull(actor.producerId()))
                .orElseThrow(NotFound::new);
        var faults = new ArrayList<Refusal>();
        var product = form.product().strip();
        if (product.isEmpty() || product.length() > 40)
            faults.add(Refusal.of("compliance.product").at("product"));
        if (!producer.active()) faults.add(Refusal.of("compliance.closed", producer.name()));
        var stop = stops.current(actor.scope(), producer.id()).orElse(null);
        if (stop != null)
            faults.add(Refusal.of("compliance.stopped", stop.on(), stop.because())
                    .citing(books.current().clause("certificate-duty").toString()));
        if (asked.bases().isEmpty()) faults.add(Refusal.of("compliance.basis").at("bases"));
        var sources = sources(form, producer, faults);
        var total = sources.stream().map(Commitment.Source::quantityKg).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (faults.isEmpty() && asked.kg().compareTo(total) > 0)
            faults.add(Refusal.of("compliance.more-than-sources", Digits.grouped(asked.kg()), Digits.grouped(total))
                    .at("kg"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var signer = writer.signedOn();
        if (signer instanceof Decision.Refused<SigningKeys.Signer>(var refusal)) return Decision.refused(refusal);
        var code = CertificateCode.fresh(writer.today());
        if (!writer.mark(actor, asked.formId(), code))
            return Decision.done(writer.already(actor, form.formId()).orElseThrow());
        var row = writer.row(
                actor,
                producer,
                code,
                asked,
                signer.orElseThrow(),
                Commitment.Style.BUYER,
                product,
                writer.place(producer.region()));
        row.setForm(Commitment.Form.ELECTRONIC.code());
        row.setPaperNumber("");
        row.setRegionCode(producer.region().value());
        row.setVariety("");
        row.setBatchCode("");
        row.setBaseName("");
        row.setStory(store.json(new Commitment.Story(
                0,
                0,
                sources.stream()
                        .map(one -> new Commitment.Step(
                                writer.today(),
                                "来源",
                                (one.ours() ? new CertificateCode(one.code()).shown() : one.words()) + "，"
                                        + Digits.grouped(one.quantityKg()) + " 公斤"))
                        .toList(),
                List.of())));
        int line = 0;
        for (var one : sources)
            sql.insertInto(SOURCES)
                    .set(SOURCES.CODE, code.value())
                    .set(SOURCES.LINE, ++line)
                    .set(SOURCES.SOURCE_CODE, one.code())
                    .set(SOURCES.WORDS, one.words())
                    .set(SOURCES.QUANTITY_KG, one.quantityKg())
                    .set(SOURCES.OURS, one.ours())
                    .execute();
        return Decision.done(writer.keep(actor, row, null, "混装、分装后重新开具"));
    }

    private List<Commitment.Source> sources(MixForm form, Producer buyer, List<Refusal> faults) {
        var sources = new ArrayList<Commitment.Source>();
        var seen = new HashSet<String>();
        if (form.lines().size() > MOST_SOURCES) {
            faults.add(Refusal.of("compliance.sources-many", MOST_SOURCES).at("sources"));
            return sources;
        }
        // In one order, so that two who mix the same goods do not wait for each other.
        var lines = form.lines().stream()
                .filter(one -> !one.code().isBlank() || !one.words().isBlank())
                .sorted(Comparator.comparing(MixForm.MixLine::code))
                .toList();
        for (var one : lines) {
            var kg = CommitmentWriter.kg(one.kg());
            var typed = one.code().strip();
            if (kg == null) {
                faults.add(Refusal.of("compliance.source-kg", typed.isEmpty() ? one.words() : typed)
                        .at("sources"));
                continue;
            }
            var code = CertificateCode.parse(typed).orElse(null);
            if (code == null) {
                if (one.words().isBlank() || typed.length() > 60 || one.words().length() > 100)
                    faults.add(Refusal.of("compliance.source-code", typed).at("sources"));
                else sources.add(new Commitment.Source(typed, one.words().strip(), kg, false));
                continue;
            }
            if (!seen.add(code.value())) {
                faults.add(Refusal.of("compliance.source-twice", code.shown()).at("sources"));
                continue;
            }
            var of = sql.selectFrom(COMMITMENTS)
                    .where(store.is(code))
                    .forUpdate()
                    .fetchOptional(store::commitment)
                    .orElse(null);
            if (of == null)
                faults.add(Refusal.of("compliance.source-unknown", code.shown()).at("sources"));
            else if (!of.valid())
                faults.add(Refusal.of(
                                "compliance.source-ended",
                                code.shown(),
                                of.state().title(),
                                of.endedBecause())
                        .at("sources"));
            else if (of.producerId() == buyer.id() && of.style() == Commitment.Style.PRODUCER)
                faults.add(Refusal.of("compliance.source-own", code.shown()).at("sources"));
            else {
                var gone = sql.select(coalesce(sum(SOURCES.QUANTITY_KG), BigDecimal.ZERO))
                        .from(SOURCES)
                        .where(SOURCES.SOURCE_CODE.eq(code.value()))
                        .fetchSingle()
                        .value1();
                var left = of.quantityKg().subtract(gone);
                if (kg.compareTo(left) > 0)
                    faults.add(Refusal.of(
                                    "compliance.source-short",
                                    code.shown(),
                                    Digits.grouped(of.quantityKg()),
                                    Digits.grouped(left.max(BigDecimal.ZERO)),
                                    Digits.grouped(kg))
                            .at("sources"));
                else sources.add(new Commitment.Source(code.value(), of.product() + " " + of.producerName(), kg, true));
            }
        }
        if (sources.isEmpty() && faults.isEmpty())
            faults.add(Refusal.of("compliance.no-source").at("sources"));
        return sources;
    }
}
