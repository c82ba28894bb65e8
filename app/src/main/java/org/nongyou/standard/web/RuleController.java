package org.nongyou.standard.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.print.Spreadsheet;
import org.nongyou.standard.Difference;
import org.nongyou.standard.Proposal;
import org.nongyou.standard.Proposals;
import org.nongyou.standard.RuleBooks;
import org.nongyou.standard.RuleTable;
import org.nongyou.web.Entered;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// How rule data change: official tables handed in, looked at, approved by another.
@Controller
@Requires(Verb.READ)
class RuleController {

    private static final int ON_A_PAGE = 100;
    private static final int FAULTS_SHOWN = 200;
    private static final int PROPOSALS_SHOWN = 100;

    private final Proposals proposals;
    private final RuleBooks books;
    private final Clock clock;

    RuleController(Proposals proposals, RuleBooks books, Clock clock) {
        this.proposals = proposals;
        this.books = books;
        this.clock = clock;
    }

    private static void officials(Actor actor) {
        if (actor.office() == null) throw new NotAllowed("规则数据由农业农村部门维护。要查能不能用药，去用药查询。");
    }

    @GetMapping("/standards/rules")
    ModelAndView list(Actor actor) {
        officials(actor);
        var list = proposals.list(actor, PROPOSALS_SHOWN);
        var open =
                list.stream().filter(one -> one.state() == Proposal.State.OPEN).toList();
        var mine = open.stream()
                .filter(one -> one.createdBy() != actor.accountId())
                .count();
        var release = books.current().release();
        var approves = proposals.mayApprove(actor);
        return Page.of(
                "standard/rules",
                new RulesPage(
                        approves && mine > 0
                                ? mine + " 批等你批准。"
                                : (release.complete() ? "规则是正式数据，" : "规则里还有样例，") + "现在用的一批从 " + release.from() + " 起生效"
                                        + (open.isEmpty() ? "。" : "；" + open.size() + " 批待审。"),
                        approves && mine > 0 ? "warn" : release.complete() ? "ok" : "info",
                        proposals.mayHandIn(actor),
                        List.of(RuleTable.values()),
                        list,
                        proposals.releases(),
                        release.id(),
                        today()));
    }

    @GetMapping("/standards/rules/import/{table}")
    ModelAndView begin(Actor actor, @PathVariable String table) {
        return Page.of("standard/rule-import", new RuleImportPage(table(actor, table), "", null));
    }

    @GetMapping("/standards/rules/import/{table}/template")
    ResponseEntity<byte[]> template(Actor actor, @PathVariable String table) {
        var found = table(actor, table);
        return download(found.title() + "导入模板.xlsx", proposals.template(found));
    }

    @PostMapping("/standards/rules/import/{table}")
    ModelAndView prepare(
            Actor actor,
            @PathVariable String table,
            @RequestParam(defaultValue = "") String whole,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        var found = table(actor, table);
        var refusal = !whole.equals("yes") && !whole.equals("no")
                ? Refusal.of("standard.proposal-whole").at("whole")
                : file == null ? Refusal.of("exchange.file.empty").at("file") : null;
        if (refusal != null || file == null)
            return Page.again("standard/rule-import", new RuleImportPage(found, whole, refusal));
        var name = file.getOriginalFilename();
        return switch (proposals.prepare(
                actor,
                found,
                whole.equals("yes"),
                name == null || name.isBlank() ? "名录.xlsx" : name,
                file.getBytes())) {
            case Decision.Done<Long>(var id) -> Page.redirect("/standards/rules/" + id);
            case Decision.Refused<Long>(var reason) ->
                Page.again("standard/rule-import", new RuleImportPage(found, whole, reason));
        };
    }

    @GetMapping("/standards/rules/{id}")
    ModelAndView show(Actor actor, @PathVariable long id, @RequestParam Map<String, String> query) {
        return Page.of("standard/proposal", page(actor, id, query, Entered.NOTHING));
    }

    @GetMapping("/standards/rules/{id}/mending")
    ResponseEntity<byte[]> mending(Actor actor, @PathVariable long id) {
        officials(actor);
        var proposal = proposals.find(actor, id).orElseThrow(NotFound::new);
        return download(proposal.table().title() + "要改的行.xlsx", proposals.mending(proposal));
    }

    @PostMapping("/standards/rules/{id}/hand-in")
    ModelAndView handIn(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String document) {
        return after(actor, id, proposals.handIn(actor, id, document), Map.of("document", document));
    }

    @PostMapping("/standards/rules/{id}/withdraw")
    ModelAndView withdraw(Actor actor, @PathVariable long id) {
        return switch (proposals.withdraw(actor, id)) {
            case Decision.Done<Proposal> _ -> Page.redirect("/standards/rules");
            case Decision.Refused<Proposal> refused -> after(actor, id, refused, Map.of());
        };
    }

    @PostMapping("/standards/rules/{id}/compare")
    ModelAndView compare(Actor actor, @PathVariable long id) {
        return after(actor, id, proposals.compareAgain(actor, id), Map.of());
    }

    @PostMapping("/standards/rules/{id}/approve")
    ModelAndView approve(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int base,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String reason) {
        return after(
                actor,
                id,
                proposals.approve(actor, id, base, day(from), reason),
                Map.of("from", from, "reason", reason));
    }

    @PostMapping("/standards/rules/{id}/refuse")
    ModelAndView refuse(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        return after(actor, id, proposals.refuse(actor, id, reason), Map.of("reason", reason));
    }

    private ModelAndView after(Actor actor, long id, Decision<Proposal> decision, Map<String, String> typed) {
        return switch (decision) {
            case Decision.Done<Proposal> _ -> Page.redirect("/standards/rules/" + id);
            case Decision.Refused<Proposal>(var refusal) ->
                Page.again("standard/proposal", page(actor, id, Map.of(), Entered.of(typed, refusal)));
        };
    }

    private ProposalPage page(Actor actor, long id, Map<String, String> query, Entered entered) {
        officials(actor);
        var proposal = proposals.find(actor, id).orElseThrow(NotFound::new);
        var kind = Arrays.stream(Difference.Kind.values())
                .filter(one -> one.name().equals(query.get("change")))
                .findFirst()
                .orElse(null);
        int page = query.getOrDefault("page", "").matches("[1-9]\\d{0,3}") ? Integer.parseInt(query.get("page")) : 1;
        var changes = proposals.changes(proposal, kind, (page - 1) * ON_A_PAGE, ON_A_PAGE);
        var releases = proposals.releases();
        var newest = releases.getFirst();
        return new ProposalPage(
                proposal,
                changes.stream()
                        .map(change -> ProposalPage.change(proposal.table(), change))
                        .toList(),
                kind,
                page,
                proposals.faults(proposal, FAULTS_SHOWN),
                proposal.createdBy() == actor.accountId(),
                proposals.mayHandIn(actor),
                proposals.mayApprove(actor),
                newest.id() != proposal.base() && proposal.state() == Proposal.State.OPEN,
                newest.from().isAfter(today()) ? newest.from() : today(),
                entered);
    }

    private RuleTable table(Actor actor, String code) {
        officials(actor);
        if (!proposals.mayHandIn(actor)) throw new NotAllowed("官方名录由省级农业农村部门导入。要导入，找省级管理员。");
        return RuleTable.ofCode(code).orElseThrow(NotFound::new);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return TypedDay.parse(text.strip());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    static ResponseEntity<byte[]> download(String name, byte[] content) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .contentType(MediaType.parseMediaType(Spreadsheet.MEDIA_TYPE))
                .body(content);
    }
}
