package org.nongyou.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Account;
import org.nongyou.identity.AccountChanged;
import org.nongyou.identity.Office;
import org.nongyou.identity.OfficeChanged;
import org.nongyou.region.Divisions;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes down what administrators do to offices and accounts. Identity cannot depend on the journal, so it tells by
/// events, heard in the same thread and transaction.
@Component
class AdministrationActs {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Journal journal;
    private final Divisions divisions;

    AdministrationActs(Journal journal, Divisions divisions) {
        this.journal = journal;
        this.divisions = divisions;
    }

    @EventListener
    void on(AccountChanged event) {
        var account = event.after();
        var act = switch (event.change()) {
            case OPENED -> "account.open";
            case CHANGED -> "account.change";
            case CLOSED -> "account.close";
            case REOPENED -> "account.reopen";
            case PASSWORD_RESET -> "account.reset-password";
            case UNLOCKED -> "account.unlock";
        };
        var summary = switch (event.change()) {
            case OPENED -> "开账号，角色：" + account.roleTitles();
            case CHANGED -> "改账号的资料或权限";
            case CLOSED -> "停用账号";
            case REOPENED -> "重新启用账号";
            case PASSWORD_RESET -> "重设密码，给一次性密码";
            case UNLOCKED -> "解除密码连错的锁定";
        };
        var before = event.before();
        journal.write(
                event.by(),
                JournalEntry.of(
                                act,
                                account.region(),
                                "account",
                                account.id(),
                                account.name() + "（" + account.username() + "）",
                                summary)
                        .change(before == null ? null : json(before), json(account)));
    }

    @EventListener
    void on(OfficeChanged event) {
        var office = event.after();
        var act = switch (event.change()) {
            case OPENED -> "office.open";
            case CHANGED -> "office.change";
            case CLOSED -> "office.close";
            case REOPENED -> "office.reopen";
        };
        var summary = switch (event.change()) {
            case OPENED -> "新建机构";
            case CHANGED -> "改机构的资料";
            case CLOSED -> "停用机构";
            case REOPENED -> "重新启用机构";
        };
        var before = event.before();
        journal.write(
                event.by(),
                JournalEntry.of(act, office.region(), "office", office.id(), office.name(), summary)
                        .change(before == null ? null : json(before), json(office)));
    }

    private String json(Account account) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        var office = account.office();
        values.put("name", account.name());
        values.put("phone", account.phone());
        values.put("office", office == null ? null : office.name());
        values.put("region", divisions.path(account.region()));
        values.put("roles", account.roleTitles());
        values.put("active", account.active());
        return JSON.writeValueAsString(values);
    }

    private static String json(Office office) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("name", office.name());
        values.put("phone", office.phone());
        values.put("active", office.active());
        return JSON.writeValueAsString((Map<String, @Nullable Object>) values);
    }
}
