package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.COMMITMENTS;
import static nongyoudb.compliance.Tables.SOURCES;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import nongyoudb.compliance.tables.records.CommitmentsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Rows of certificates, and what they mean.
@Component
class CommitmentStore {

    private final DSLContext sql;
    private final LabelStore labels;
    private final JsonMapper json;

    CommitmentStore(DSLContext sql, LabelStore labels, JsonMapper json) {
        this.sql = sql;
        this.labels = labels;
        this.json = json;
    }

    /// Whose partition has its certificate: the code names the month; of a label that was printed beforehand, that of
    /// its
    /// activation is looked up. Empty while it is none.
    Optional<YearMonth> month(CertificateCode code) {
        return code.preprinted()
                ? labels.find(code).map(found -> found.range().activatedOn()).map(YearMonth::from)
                : Optional.of(code.month());
    }

    /// One partition is read.
    Condition is(CertificateCode code) {
        return month(code)
                .map(month -> COMMITMENTS.CODE.eq(code.value()).and(in(month)))
                .orElse(falseCondition());
    }

    /// In the text and not as values, so that the plan which the database keeps holds one partition only.
    static Condition in(YearMonth month) {
        var span = CommitmentFilter.Span.of(month);
        return COMMITMENTS.ISSUED_ON.ge(inline(span.from())).and(COMMITMENTS.ISSUED_ON.lt(inline(span.to())));
    }

    static Condition visible(Scope scope) {
        return scope.on(COMMITMENTS.REGION_CODE, COMMITMENTS.PRODUCER_ID);
    }

    /// By the code alone: who has it may read it.
    Optional<Commitment> find(CertificateCode code) {
        return sql.selectFrom(COMMITMENTS).where(is(code)).fetchOptional(this::commitment);
    }

    Optional<Commitment> find(Scope scope, CertificateCode code) {
        return sql.selectFrom(COMMITMENTS).where(is(code)).and(visible(scope)).fetchOptional(this::commitment);
    }

    /// Locked until the act is over.
    CommitmentsRecord hold(Scope scope, CertificateCode code) {
        return sql.selectFrom(COMMITMENTS)
                .where(is(code))
                .and(visible(scope))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
    }

    List<Commitment.Source> sources(CertificateCode code) {
        return sql.selectFrom(SOURCES)
                .where(SOURCES.CODE.eq(code.value()))
                .orderBy(SOURCES.LINE)
                .fetch(row -> new Commitment.Source(
                        row.getSourceCode(), row.getWords(), plain(row.getQuantityKg()), row.getOurs()));
    }

    JSONB json(Commitment.Story story) {
        return JSONB.valueOf(json.writeValueAsString(story));
    }

    Commitment commitment(CommitmentsRecord row) {
        var code = new CertificateCode(row.getCode());
        var state = Commitment.State.of(row.getState());
        if (state == null) throw new IllegalStateException(row.getState());
        var replacedBy = row.getReplacedBy();
        var replaces = row.getReplaces();
        return new Commitment(
                code,
                row.getIssuedOn(),
                row.getIssuedAt(),
                Commitment.Style.of(row.getStyle()),
                Commitment.Form.of(row.getForm()),
                row.getProducerId(),
                row.getProducerName(),
                row.getProducerKind(),
                new RegionCode(row.getRegionCode()),
                row.getPhone(),
                row.getProduct(),
                row.getVariety(),
                plain(row.getQuantityKg()),
                row.getPieceKg() == null ? null : plain(row.getPieceKg()),
                row.getPieces(),
                row.getOrigin(),
                row.getBatchId(),
                row.getBatchCode(),
                row.getBaseId(),
                row.getBaseName(),
                row.getHarvestedOn(),
                Basis.of(row.getBases()),
                List.of(row.getPromise()),
                json.readValue(row.getStory().data(), Commitment.Story.class),
                row.getPaperNumber(),
                state,
                row.getEndedAt(),
                row.getEndedBecause(),
                row.getEndedBy(),
                replacedBy == null ? null : new CertificateCode(replacedBy),
                replaces == null ? null : new CertificateCode(replaces),
                row.getKeepUntil(),
                row.getIssuedByName(),
                row.getDemo(),
                new Seal(
                        Words.read(code, row.getWords())
                                .orElseThrow(() -> new IllegalStateException("broken words of " + code)),
                        row.getSignature()));
    }

    /// Without needless zeros: 100, 12.5.
    static BigDecimal plain(BigDecimal kg) {
        var stripped = kg.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
