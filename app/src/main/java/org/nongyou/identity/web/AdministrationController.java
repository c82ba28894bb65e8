package org.nongyou.identity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Account;
import org.nongyou.identity.AccountFilter;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Administration;
import org.nongyou.identity.Department;
import org.nongyou.identity.NewPassword;
import org.nongyou.identity.Office;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Role;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.print.Spreadsheet;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Chip;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Offices and accounts of the administrator's own area.
@Controller
@Requires(Verb.ADMINISTER)
class AdministrationController {

    private static final int PAGE = 100;
    private static final int EXPORT_MOST = 50_000;

    private final Administration administration;
    private final Accounts accounts;
    private final Divisions divisions;
    private final Clock clock;

    AdministrationController(Administration administration, Accounts accounts, Divisions divisions, Clock clock) {
        this.administration = administration;
        this.accounts = accounts;
        this.divisions = divisions;
        this.clock = clock;
    }

    // Offices

    @GetMapping("/admin/offices")
    ModelAndView offices(
            Actor actor,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String department,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable String done) {
        var scope = actor.scope().narrowedTo(RegionCode.parse(region).orElse(null));
        var area = area(scope.region());
        var wanted = Department.ofCode(department).map(Department::code).orElse(null);
        var count = administration.countOffices(scope, wanted, blankToNull(q));
        var number = bounded(page, count);
        var found = administration.offices(scope, wanted, blankToNull(q), (number - 1) * PAGE, PAGE);
        var people = administration.accountsOf(found.stream().map(Office::id).toList());
        var query = "&department=" + Ui.query(department) + "&q=" + Ui.query(q);
        return Page.of(
                "identity/offices",
                new OfficesPage(
                        divisions.name(area),
                        area.value(),
                        chips(
                                actor.region(),
                                area,
                                count,
                                administration.officesBelow(area),
                                "/admin/offices?region=",
                                query),
                        department,
                        q,
                        "region=" + area + query,
                        count,
                        number,
                        pages(count),
                        found.stream()
                                .map(office -> new OfficesPage.Row(
                                        office,
                                        divisions.path(office.region()),
                                        Department.title(office.department()),
                                        people.getOrDefault(office.id(), 0)))
                                .toList(),
                        done != null));
    }

    @GetMapping("/admin/offices/export")
    void exportOffices(
            Actor actor,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String department,
            @RequestParam(defaultValue = "") String q,
            HttpServletResponse response)
            throws IOException {
        var scope = actor.scope().narrowedTo(RegionCode.parse(region).orElse(null));
        var wanted = Department.ofCode(department).map(Department::code).orElse(null);
        attach(response, "机构.xlsx");
        Spreadsheet.write(
                response.getOutputStream(),
                "机构",
                List.of("机构", "地区", "层级", "部门", "电话", "状态"),
                inPages(offset -> administration.offices(scope, wanted, blankToNull(q), offset, 1000))
                        .map(office -> Arrays.asList(
                                office.name(),
                                divisions.path(office.region()),
                                office.level().title(),
                                Department.title(office.department()),
                                office.phone(),
                                office.active() ? "在用" : "已停用")));
    }

    @GetMapping("/admin/offices/new")
    ModelAndView newOffice(Actor actor) {
        return Page.of(
                "identity/office",
                new OfficePage(
                        null, "", offices(actor, null), new Entered(Map.of("active", "on"), List.of()), 0, false));
    }

    @PostMapping("/admin/offices/new")
    ModelAndView openOffice(
            Actor actor,
            @RequestParam(required = false) @Nullable List<String> region,
            @RequestParam(defaultValue = "") String department,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone) {
        var picked = RegionPicker.read(region);
        return switch (administration.openOffice(actor, picked, department, name, phone)) {
            case Decision.Done<Office>(var office) -> Page.redirect("/admin/accounts/new?office=" + office.id());
            case Decision.Refused<Office>(var refusal) ->
                Page.again(
                        "identity/office",
                        new OfficePage(
                                null,
                                "",
                                offices(actor, picked),
                                Entered.of(Map.of("department", department, "name", name, "phone", phone), refusal),
                                0,
                                false));
        };
    }

    @GetMapping("/admin/offices/{id}")
    ModelAndView office(Actor actor, @PathVariable long id) {
        var office = administration.office(actor.scope(), id).orElseThrow(NotFound::new);
        var phone = office.phone();
        var values = Map.of(
                "name", office.name(), "phone", phone == null ? "" : phone, "active", office.active() ? "on" : "");
        return Page.of("identity/office", officePage(actor, office, new Entered(values, List.of())));
    }

    @PostMapping("/admin/offices/{id}")
    ModelAndView changeOffice(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String active) {
        var office = administration.office(actor.scope(), id).orElseThrow(NotFound::new);
        return switch (administration.changeOffice(actor, office, name, phone, !active.isEmpty())) {
            case Decision.Done<Office> _ -> Page.redirect("/admin/offices?done=saved");
            case Decision.Refused<Office>(var refusal) ->
                Page.again(
                        "identity/office",
                        officePage(
                                actor,
                                office,
                                Entered.of(Map.of("name", name, "phone", phone, "active", active), refusal)));
        };
    }

    private OfficePage officePage(Actor actor, Office office, Entered entered) {
        return new OfficePage(
                office,
                divisions.path(office.region()),
                null,
                entered,
                administration.accountsOf(List.of(office.id())).getOrDefault(office.id(), 0),
                office.equals(actor.office()));
    }

    /// The selects again after one was changed: the part of the page that they stand in.
    @GetMapping("/admin/regions")
    ModelAndView regions(
            Actor actor,
            @RequestParam String root,
            @RequestParam String deepest,
            @RequestParam(required = false) @Nullable List<String> region) {
        var widest = RegionCode.parse(root).filter(actor.scope()::covers).orElseThrow(NotFound::new);
        var level = Level.ofCode(deepest).orElseThrow(NotFound::new);
        return Page.of("identity/regions", RegionPicker.of(divisions, widest, level, RegionPicker.read(region)));
    }

    // Accounts

    @GetMapping("/admin/accounts")
    ModelAndView accounts(
            Actor actor,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(required = false) @Nullable Long office,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page) {
        var scope = actor.scope().narrowedTo(RegionCode.parse(region).orElse(null));
        var area = area(scope.region());
        var one = office == null
                ? null
                : administration.office(actor.scope(), office).orElseThrow(NotFound::new);
        var filter = filter(office, role, state, q);
        var count = administration.countAccounts(scope, filter);
        var number = bounded(page, count);
        var query = "&role=" + Ui.query(role) + "&state=" + Ui.query(state) + "&q=" + Ui.query(q)
                + (office == null ? "" : "&office=" + office);
        var now = clock.instant();
        return Page.of(
                "identity/accounts",
                new AccountsPage(
                        divisions.name(area),
                        area.value(),
                        one != null
                                ? List.of()
                                : chips(
                                        actor.region(),
                                        area,
                                        count,
                                        administration.accountsBelow(area),
                                        "/admin/accounts?region=",
                                        query),
                        one,
                        role,
                        state,
                        q,
                        "region=" + area + query,
                        count,
                        administration.countAccounts(
                                scope, new AccountFilter(office, null, AccountFilter.State.LOCKED, null)),
                        number,
                        pages(count),
                        administration.accounts(scope, filter, (number - 1) * PAGE, PAGE).stream()
                                .map(account -> new AccountsPage.Row(
                                        account, divisions.path(account.region()), account.lockedAt(now)))
                                .toList()));
    }

    @GetMapping("/admin/accounts/export")
    void exportAccounts(
            Actor actor,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(required = false) @Nullable Long office,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String q,
            HttpServletResponse response)
            throws IOException {
        var scope = actor.scope().narrowedTo(RegionCode.parse(region).orElse(null));
        var filter = filter(office, role, state, q);
        attach(response, "账号.xlsx");
        Spreadsheet.write(
                response.getOutputStream(),
                "账号",
                List.of("用户名", "姓名", "单位", "辖区", "角色", "状态"),
                inPages(offset -> administration.accounts(scope, filter, offset, 1000))
                        .map(account -> Arrays.asList(
                                account.username(),
                                account.name(),
                                account.office() == null
                                        ? "生产经营主体"
                                        : account.office().name(),
                                divisions.path(account.region()),
                                account.roleTitles(),
                                account.active() ? "在用" : "已停用")));
    }

    @GetMapping("/admin/accounts/new")
    ModelAndView newAccount(Actor actor, @RequestParam long office) {
        var of = administration.office(actor.scope(), office).orElseThrow(NotFound::new);
        return Page.of("identity/account-form", newAccountPage(of, null, Set.of(), Entered.NOTHING));
    }

    @PostMapping("/admin/accounts/new")
    ModelAndView openAccount(
            Actor actor,
            @RequestParam long office,
            @RequestParam(required = false) @Nullable List<String> region,
            @RequestParam(required = false) @Nullable List<String> roles,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            HttpServletResponse response) {
        var of = administration.office(actor.scope(), office).orElseThrow(NotFound::new);
        var picked = RegionPicker.read(region);
        var chosen = roles(roles);
        return switch (administration.openAccount(actor, of, picked, username, name, phone, chosen)) {
            case Decision.Done<NewPassword>(var given) -> once(response, new NewPasswordPage(given, true));
            case Decision.Refused<NewPassword>(var refusal) ->
                Page.again(
                        "identity/account-form",
                        newAccountPage(
                                of,
                                picked,
                                chosen,
                                Entered.of(Map.of("username", username, "name", name, "phone", phone), refusal)));
        };
    }

    @GetMapping("/admin/accounts/{id}")
    ModelAndView account(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String done) {
        var account = administration.account(actor.scope(), id).orElseThrow(NotFound::new);
        return Page.of("identity/account-form", accountPage(actor, account, done));
    }

    @PostMapping("/admin/accounts/{id}")
    ModelAndView changeAccount(
            Actor actor,
            @PathVariable long id,
            @RequestParam(required = false) @Nullable List<String> region,
            @RequestParam(required = false) @Nullable List<String> roles,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String active) {
        var account = administration.account(actor.scope(), id).orElseThrow(NotFound::new);
        // His own rights, and a producer's, are shown without controls: nothing is sent, nothing changes.
        var fixed = id == actor.accountId() || account.office() == null;
        var chosen = fixed ? account.roles() : roles(roles);
        var picked = fixed ? account.region() : RegionPicker.read(region);
        var open = id == actor.accountId() ? account.active() : !active.isEmpty();
        return switch (administration.changeAccount(actor, account, picked, name, phone, chosen, open)) {
            case Decision.Done<Account> _ -> Page.redirect("/admin/accounts/" + id + "?done=saved");
            case Decision.Refused<Account>(var refusal) ->
                Page.again(
                        "identity/account-form",
                        accountPage(
                                actor,
                                account,
                                picked,
                                chosen,
                                Entered.of(Map.of("name", name, "phone", phone, "active", active), refusal),
                                ""));
        };
    }

    @PostMapping("/admin/accounts/{id}/password")
    ModelAndView resetPassword(Actor actor, @PathVariable long id, HttpServletResponse response) {
        var account = administration.account(actor.scope(), id).orElseThrow(NotFound::new);
        return switch (administration.resetPassword(actor, account)) {
            case Decision.Done<NewPassword>(var given) -> once(response, new NewPasswordPage(given, false));
            case Decision.Refused<NewPassword>(var refusal) ->
                Page.again("identity/account-form", refused(actor, account, Entered.of(Map.of(), refusal)));
        };
    }

    @PostMapping("/admin/accounts/{id}/unlock")
    ModelAndView unlock(Actor actor, @PathVariable long id) {
        var account = administration.account(actor.scope(), id).orElseThrow(NotFound::new);
        return switch (administration.unlock(actor, account)) {
            case Decision.Done<Account> _ -> Page.redirect("/admin/accounts/" + id + "?done=unlocked");
            case Decision.Refused<Account>(var refusal) ->
                Page.again("identity/account-form", refused(actor, account, Entered.of(Map.of(), refusal)));
        };
    }

    private static ModelAndView once(HttpServletResponse response, NewPasswordPage page) {
        response.setHeader("Cache-Control", "no-store");
        return Page.of("identity/new-password", page);
    }

    private AccountFormPage newAccountPage(
            Office office, @Nullable RegionCode picked, Set<Role> chosen, Entered entered) {
        return new AccountFormPage(
                null,
                office,
                RegionPicker.of(divisions, office.region(), Level.VILLAGE, picked),
                divisions.path(office.region()),
                chosen,
                given(),
                entered,
                List.of(),
                false,
                false,
                "");
    }

    private AccountFormPage accountPage(Actor actor, Account account, String done) {
        var phone = account.phone();
        var values = Map.of(
                "name", account.name(), "phone", phone == null ? "" : phone, "active", account.active() ? "on" : "");
        return accountPage(actor, account, account.region(), account.roles(), new Entered(values, List.of()), done);
    }

    private AccountFormPage refused(Actor actor, Account account, Entered why) {
        var phone = account.phone();
        var values = Map.of(
                "name", account.name(), "phone", phone == null ? "" : phone, "active", account.active() ? "on" : "");
        return accountPage(actor, account, account.region(), account.roles(), new Entered(values, why.faults()), "");
    }

    private AccountFormPage accountPage(
            Actor actor, Account account, @Nullable RegionCode picked, Set<Role> chosen, Entered entered, String done) {
        var office = account.office();
        return new AccountFormPage(
                account,
                office,
                office == null ? null : RegionPicker.of(divisions, office.region(), Level.VILLAGE, picked),
                divisions.path(account.region()),
                chosen,
                given(),
                entered,
                accounts.lastSignIns(account.id(), 10),
                account.lockedAt(clock.instant()),
                account.id() == actor.accountId(),
                done);
    }

    /// The roles that an office's account can have.
    private static List<Role> given() {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.PRODUCER)
                .toList();
    }

    private RegionPicker offices(Actor actor, @Nullable RegionCode picked) {
        return RegionPicker.of(divisions, actor.region(), Level.TOWNSHIP, picked);
    }

    private static Set<Role> roles(@Nullable List<String> codes) {
        var roles = EnumSet.noneOf(Role.class);
        if (codes != null)
            codes.stream().map(Role::ofCode).flatMap(Optional::stream).forEach(roles::add);
        return roles;
    }

    private static AccountFilter filter(@Nullable Long office, String role, String state, String q) {
        var wanted = Arrays.stream(AccountFilter.State.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(state))
                .findFirst()
                .orElse(null);
        return new AccountFilter(office, Role.ofCode(role).orElse(null), wanted, blankToNull(q));
    }

    private List<Chip> chips(
            RegionCode own, RegionCode area, int count, Map<RegionCode, Integer> counts, String path, String query) {
        var chips = new ArrayList<Chip>();
        if (!own.equals(area)) {
            area.parent()
                    .filter(own::contains)
                    .ifPresent(up -> chips.add(new Chip("返回" + divisions.name(up), path + up + query, 0, false)));
        }
        chips.add(new Chip(divisions.name(area), path + area + query, count, true));
        if (!area.level().isAbove(Level.TOWNSHIP)) return chips;
        for (var child : divisions.children(area)) {
            var inside = counts.getOrDefault(child.code(), 0);
            if (inside > 0) chips.add(new Chip(child.name(), path + child.code() + query, inside, false));
        }
        return chips;
    }

    /// A producer has no area and no administrator's right; this is for the compiler.
    private static RegionCode area(@Nullable RegionCode region) {
        if (region == null) throw new NotFound();
        return region;
    }

    private static int pages(int count) {
        return Math.max(1, (count + PAGE - 1) / PAGE);
    }

    private static int bounded(int page, int count) {
        return Math.clamp(page, 1, pages(count));
    }

    private static <T> Stream<T> inPages(java.util.function.IntFunction<List<T>> page) {
        return IntStream.iterate(0, offset -> offset < EXPORT_MOST, offset -> offset + 1000)
                .mapToObj(page)
                .takeWhile(found -> !found.isEmpty())
                .flatMap(List::stream);
    }

    private static void attach(HttpServletResponse response, String file) {
        response.setContentType(Spreadsheet.MEDIA_TYPE);
        response.setHeader(
                "Content-Disposition",
                ContentDisposition.attachment()
                        .filename(file, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
