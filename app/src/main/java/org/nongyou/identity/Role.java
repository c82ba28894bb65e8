package org.nongyou.identity;

import static org.nongyou.identity.Verb.ADMINISTER;
import static org.nongyou.identity.Verb.APPLY;
import static org.nongyou.identity.Verb.AUDIT;
import static org.nongyou.identity.Verb.DECIDE;
import static org.nongyou.identity.Verb.EXCHANGE;
import static org.nongyou.identity.Verb.MANAGE_CATALOGUE;
import static org.nongyou.identity.Verb.PUBLISH;
import static org.nongyou.identity.Verb.READ;
import static org.nongyou.identity.Verb.REGISTER;
import static org.nongyou.identity.Verb.REPORT;
import static org.nongyou.identity.Verb.SCORE;
import static org.nongyou.identity.Verb.SETTLE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The roles (角色) of accounts and what each may do. `code` is what the database keeps.
public enum Role {
    LEADER("leader", "领导", READ, EXCHANGE),
    REVIEWER("reviewer", "审核", READ, DECIDE, MANAGE_CATALOGUE, PUBLISH, REPORT, SETTLE, EXCHANGE),
    CLERK("clerk", "经办", READ, REGISTER, APPLY, DECIDE, REPORT, EXCHANGE),
    TOWNSHIP_SUPERVISOR("township-supervisor", "乡镇监管员", READ, REGISTER),
    VILLAGE_ASSISTANT("village-assistant", "村级协管员", READ),
    EXPERT("expert", "专家", SCORE),
    PRODUCER("producer", "生产经营主体", READ, REGISTER, APPLY),
    AUDITOR("auditor", "审计", READ, AUDIT, EXCHANGE),
    ADMINISTRATOR("administrator", "管理员", READ, ADMINISTER, AUDIT);

    private final String code;
    private final String title;
    private final Set<Verb> verbs;

    Role(String code, String title, Verb... verbs) {
        this.code = code;
        this.title = title;
        this.verbs = verbs.length == 0 ? EnumSet.noneOf(Verb.class) : EnumSet.copyOf(Arrays.asList(verbs));
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public Set<Verb> verbs() {
        return verbs;
    }

    public static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code.equals(code)).findFirst();
    }
}
