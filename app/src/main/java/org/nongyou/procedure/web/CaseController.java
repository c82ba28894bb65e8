package org.nongyou.procedure.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.FileAnswers;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.print.Pdf;
import org.nongyou.procedure.ActForm;
import org.nongyou.procedure.AnswerForm;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CaseDesk;
import org.nongyou.procedure.CaseDocument;
import org.nongyou.procedure.CasePapers;
import org.nongyou.procedure.CaseView;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.ExpertScoring;
import org.nongyou.procedure.InviteForm;
import org.nongyou.procedure.NewCase;
import org.nongyou.procedure.SubjectCard;
import org.nongyou.procedure.Upload;
import org.nongyou.procedure.web.CasePage.Choice;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Stage;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Templates;
import org.nongyou.web.ViewerSource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

@Controller
class CaseController {

    /// Set by the page's script: it wants a short answer instead of a page.
    static final String SCRIPT = "X-Nongyou-Script";

    private static final int LOG_LINES = 200;

    private final Cases cases;
    private final CasePapers papers;
    private final CaseDesk desk;
    private final ExpertScoring scoring;
    private final Journal journal;
    private final Files files;
    private final List<SubjectCard> cards;
    private final List<ViewerSource> viewers;
    private final Templates templates;
    private final Pdf pdf;

    CaseController(
            Cases cases,
            CasePapers papers,
            CaseDesk desk,
            ExpertScoring scoring,
            Journal journal,
            Files files,
            List<SubjectCard> cards,
            List<ViewerSource> viewers,
            Templates templates,
            Pdf pdf) {
        this.cases = cases;
        this.papers = papers;
        this.desk = desk;
        this.scoring = scoring;
        this.journal = journal;
        this.files = files;
        this.cards = cards.stream()
                .sorted(Comparator.comparingInt(SubjectCard::order))
                .toList();
        this.viewers = viewers;
        this.templates = templates;
        this.pdf = pdf;
    }

    @PostMapping("/cases")
    @Requires(Verb.READ)
    ModelAndView start(
            Actor actor,
            @RequestParam String scheme,
            @RequestParam int version,
            @RequestParam String procedure,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam String subjectKind,
            @RequestParam String subjectId,
            @RequestParam(defaultValue = "") String classId) {
        var wanted = new NewCase(
                new SchemeRef(scheme, version),
                procedure,
                kind.isBlank() ? null : kind,
                subjectKind,
                subjectId,
                classId.isBlank() ? null : classId);
        return switch (cases.start(actor, wanted)) {
            case Decision.Done<Case>(var theCase) -> Page.redirect("/cases/" + theCase.id() + "/form");
            case Decision.Refused<Case>(var refusal) ->
                Page.again("procedure/refused", new RefusedPage("还不能申报", refusal.all(), "/apply", "回到申报"));
        };
    }

    @GetMapping("/cases/{id}")
    @Requires(Verb.READ)
    ModelAndView show(Actor actor, HttpServletRequest request, @PathVariable long id) {
        return Page.of("procedure/case", page(actor, request, id, "", List.of(), null, "", ""));
    }

    @PostMapping("/cases/{id}/acts")
    @Requires(Verb.READ)
    ModelAndView act(
            Actor actor,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String act,
            @RequestParam int revision,
            @RequestParam(defaultValue = "") String opinion) {
        var chosen = Act.ofCode(act);
        if (chosen.isEmpty())
            return Page.again(
                    "procedure/case",
                    page(
                            actor,
                            request,
                            id,
                            "还没有提交",
                            List.of(Refusal.of("case.act-missing").at("acts")),
                            null,
                            opinion,
                            ""));
        return switch (cases.act(actor, id, new ActForm(chosen.get(), revision, opinion))) {
            case Decision.Done<Case> _ -> Page.redirect("/cases/" + id);
            case Decision.Refused<Case>(var refusal) ->
                again(actor, request, id, title(chosen.get(), refusal), refusal, chosen.get(), opinion, "");
        };
    }

    private static String title(Act act, Refusal refusal) {
        var reasons = refusal.all();
        if (refusal.key().equals("case.already-done")) return "没有办第二遍";
        return "还不能" + act.title() + "：" + reasons.size() + " 处要先处理";
    }

    @PostMapping("/cases/{id}/publicity")
    @Requires(Verb.READ)
    ModelAndView publicise(
            Actor actor,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestParam int revision,
            @RequestParam(defaultValue = "") String days,
            @RequestParam(defaultValue = "") String text) {
        var number = days.strip().matches("\\d{1,3}") ? Integer.valueOf(days.strip()) : null;
        return switch (cases.publicise(actor, id, revision, number, text)) {
            case Decision.Done<Case> _ -> Page.redirect("/cases/" + id);
            case Decision.Refused<Case>(var refusal) -> again(actor, request, id, "还不能开始公示", refusal, null, "", days);
        };
    }

    @PostMapping("/cases/{id}/experts")
    @Requires(Verb.READ)
    ModelAndView invite(
            Actor actor,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestParam int revision,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String pass,
            @RequestParam(required = false) @Nullable List<Long> experts) {
        var form = new InviteForm(
                revision,
                number.strip().matches("\\d{1,3}") ? Integer.valueOf(number.strip()) : null,
                pass.strip().matches("\\d{1,4}(\\.\\d{1,2})?") ? new java.math.BigDecimal(pass.strip()) : null,
                experts == null ? List.of() : experts);
        return switch (scoring.invite(actor, id, form)) {
            case Decision.Done<Case> _ -> Page.redirect("/cases/" + id + "#scoring");
            case Decision.Refused<Case>(var refusal) -> again(actor, request, id, "还不能请专家评分", refusal, null, "", "");
        };
    }

    @PostMapping("/cases/{id}/scoring/close")
    @Requires(Verb.READ)
    ModelAndView closeScoring(
            Actor actor, HttpServletRequest request, @PathVariable long id, @RequestParam int revision) {
        return switch (scoring.close(actor, id, revision)) {
            case Decision.Done<Case> _ -> Page.redirect("/cases/" + id + "#scoring");
            case Decision.Refused<Case>(var refusal) -> again(actor, request, id, "还不能汇总", refusal, null, "", "");
        };
    }

    /// One item of the checklist. From the page's script it is answered in short, without script by the page.
    @PostMapping("/cases/{id}/answers")
    @Requires(Verb.READ)
    Object answer(
            Actor actor,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestParam String item,
            @RequestParam(defaultValue = "") String met,
            @RequestParam(required = false) @Nullable String value,
            @RequestParam(defaultValue = "") String note,
            @RequestHeader(name = SCRIPT, required = false) @Nullable String script) {
        var yes = switch (met) {
            case "yes" -> Boolean.TRUE;
            case "no" -> Boolean.FALSE;
            default -> null;
        };
        return switch (papers.answer(actor, id, new AnswerForm(item, yes, value, note))) {
            case Decision.Done<Case> _ ->
                script != null ? ResponseEntity.noContent().build() : Page.redirect("/cases/" + id + "#item-" + item);
            case Decision.Refused<Case>(var refusal) ->
                script != null ? sentence(refusal) : again(actor, request, id, "没有保存", refusal, null, "", "");
        };
    }

    @PostMapping("/cases/{id}/documents")
    @Requires(Verb.READ)
    Object attach(
            Actor actor,
            HttpServletRequest request,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String need,
            @RequestParam(defaultValue = "") String item,
            @RequestParam(defaultValue = "") String back,
            @RequestParam(required = false) @Nullable List<MultipartFile> file,
            @RequestHeader(name = SCRIPT, required = false) @Nullable String script)
            throws IOException {
        var uploads = new ArrayList<Upload>();
        var faults = new ArrayList<Refusal>();
        int stored = 0;
        try {
            for (var one : file == null ? List.<MultipartFile>of() : file) {
                var name = Optional.ofNullable(one.getOriginalFilename()).orElse("");
                if (!one.isEmpty() || !name.isEmpty()) uploads.add(new Upload(need, item, name, one.getInputStream()));
            }
            for (var decision : papers.attachAll(actor, id, uploads)) {
                switch (decision) {
                    case Decision.Done<CaseDocument> _ -> stored++;
                    case Decision.Refused<CaseDocument>(var refusal) -> {
                        if (!faults.contains(refusal)) faults.add(refusal);
                    }
                }
            }
        } finally {
            for (var upload : uploads) upload.content().close();
        }
        if (stored == 0 && faults.isEmpty()) faults.add(Refusal.of("case.upload-missing"));
        var page = back.equals("form") ? "/cases/" + id + "/form" : "/cases/" + id;
        if (faults.isEmpty())
            return script != null ? ResponseEntity.noContent().build() : Page.redirect(page + "#documents");
        var refusal = Refusal.joined(faults);
        if (script != null) return sentence(refusal);
        return back.equals("form")
                ? Page.again("procedure/refused", new RefusedPage("文件没有传上", refusal.all(), page, "回到申报表"))
                : again(actor, request, id, "文件没有传上", refusal, null, "", "");
    }

    @PostMapping("/cases/{id}/documents/{document}/remove")
    @Requires(Verb.READ)
    ModelAndView detach(
            Actor actor,
            HttpServletRequest request,
            @PathVariable long id,
            @PathVariable long document,
            @RequestParam(defaultValue = "") String back) {
        return switch (papers.detach(actor, id, document)) {
            case Decision.Done<Case> _ ->
                Page.redirect("/cases/" + id + (back.equals("form") ? "/form" : "") + "#documents");
            case Decision.Refused<Case>(var refusal) -> again(actor, request, id, "没有取下", refusal, null, "", "");
        };
    }

    @GetMapping("/cases/{id}/documents/{document}")
    ResponseEntity<Resource> document(Actor actor, @PathVariable long id, @PathVariable long document) {
        return FileAnswers.answer(files, desk.document(actor, id, document));
    }

    /// The case file (案卷) as PDF.
    @GetMapping("/cases/{id}/print")
    @Requires(Verb.READ)
    ResponseEntity<byte[]> print(Actor actor, HttpServletRequest request, @PathVariable long id) {
        var page = page(actor, request, id, "", List.of(), null, "", "");
        var bytes = pdf.render(templates.text("procedure/print", page));
        var name = ContentDisposition.inline()
                .filename(page.view().theCase().number() + ".pdf", java.nio.charset.StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(bytes);
    }

    private static ResponseEntity<String> sentence(Refusal refusal) {
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                .contentType(new MediaType("text", "plain", java.nio.charset.StandardCharsets.UTF_8))
                .body(String.join(
                        "；", refusal.all().stream().map(Refusal::message).toList()));
    }

    private ModelAndView again(
            Actor actor,
            HttpServletRequest request,
            long id,
            String title,
            Refusal refusal,
            @Nullable Act chosen,
            String opinion,
            String days) {
        return Page.again("procedure/case", page(actor, request, id, title, refusal.all(), chosen, opinion, days));
    }

    private CasePage page(
            Actor actor,
            HttpServletRequest request,
            long id,
            String refusedTitle,
            List<Refusal> refusals,
            @Nullable Act chosen,
            String opinion,
            String days) {
        var view = desk.view(actor, id);
        var viewer = viewers.stream()
                .flatMap(source -> source.viewer(request).stream())
                .findFirst()
                .orElseThrow(NotFound::new);
        var contents = cards.stream()
                .flatMap(
                        card -> card
                                .content(
                                        viewer,
                                        view.theCase().subjectKind(),
                                        view.theCase().subjectId())
                                .stream())
                .toList();
        var log = journal.of(actor.scope(), "case", Long.toString(id), LOG_LINES);
        return new CasePage(
                view,
                tone(view),
                say(view),
                more(view),
                choices(view),
                log,
                contents,
                refusedTitle,
                refusals,
                chosen != null ? chosen : view.available().stream().findFirst().orElse(null),
                opinion,
                days,
                kindTitle(view),
                "/cases/" + id);
    }

    static String kindTitle(CaseView view) {
        var theCase = view.theCase();
        var kind = view.kind();
        if (kind == null) return view.procedure().title();
        var chosen = theCase.classId() == null
                ? null
                : kind.kindClass(theCase.classId()).map(one -> one.title()).orElse(null);
        return (theCase.level() == null ? "" : theCase.level().title() + "·")
                + (chosen == null ? kind.title() : chosen);
    }

    private static List<Choice> choices(CaseView view) {
        return view.available().stream()
                .map(act -> {
                    var to = view.stage()
                            .after(act)
                            .flatMap(id -> view.procedure().stage(id))
                            .orElseThrow();
                    return new Choice(act, act == Act.RETURN ? "退回补正" : act.title(), consequence(act, to));
                })
                .toList();
    }

    private static String consequence(Act act, Stage to) {
        var end = to.end();
        if (end != null)
            return switch (end) {
                case LISTED -> "纳入目录，办结";
                case REMOVED -> "取消资格，办结";
                case PAID -> "登记已拨付，办结";
                case CLOSED -> "办结";
                case REFUSED -> "本次申报结束，主体可以重新申报";
                case WITHDRAWN -> "本次申报撤回，可以重新申报";
                case KEPT -> "保留资格，办结";
            };
        return switch (act) {
            case RETURN -> "退到“" + to.title() + "”，写明补什么、哪天前";
            case UPHOLD -> "异议成立，回到“" + to.title() + "”";
            case SUBMIT, PASS, ADOPT, CONCLUDE, REJECT, WITHDRAW -> "到“" + to.title() + "”";
        };
    }

    private static String tone(CaseView view) {
        var theCase = view.theCase();
        if (!theCase.open()) return CaseListController.tone(theCase, null);
        if (view.due() != null && view.due().over()) return "bad";
        if (view.mine()) return view.standing().isEmpty() ? "ok" : "warn";
        return "info";
    }

    private static String say(CaseView view) {
        var theCase = view.theCase();
        if (!theCase.open()) return "已经办结：" + theCase.stageTitle() + "。";
        var due = view.due() == null ? "" : "，" + view.due().text();
        if (!view.mine()) return "现在是“" + theCase.stageTitle() + "”，由" + view.turnTitle() + "办" + due + "。";
        if (view.available().isEmpty()) return "现在是“" + theCase.stageTitle() + "”，轮到本单位，你不能办这一步" + due + "。";
        if (view.standing().isEmpty()) return "该办“" + theCase.stageTitle() + "”了，条件已经齐全" + due + "。";
        return "该办“" + theCase.stageTitle() + "”了，还有 " + view.standing().size() + " 处要先处理" + due + "。";
    }

    private static String more(CaseView view) {
        if (view.standing().isEmpty()) return "";
        var first = view.standing().stream().limit(3).map(Refusal::message).toList();
        return String.join("；", first) + (view.standing().size() > 3 ? " …" : "");
    }

    static Map<String, String> typed(Map<String, String> all, String prefix) {
        var typed = new HashMap<String, String>();
        all.forEach((key, value) -> {
            if (key.startsWith(prefix)) typed.put(key.substring(prefix.length()), value);
        });
        return typed;
    }
}
