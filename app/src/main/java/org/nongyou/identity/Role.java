package org.nongyou.identity;

import static org.nongyou.identity.Verb.ADMINISTER;
import static org.nongyou.identity.Verb.APPLY;
import static org.nongyou.identity.Verb.AUDIT;
import static org.nongyou.identity.Verb.CERTIFY;
import static org.nongyou.identity.Verb.DECIDE;
import static org.nongyou.identity.Verb.EXCHANGE;
import static org.nongyou.identity.Verb.INSPECT_ENTRY;
import static org.nongyou.identity.Verb.MANAGE_CATALOGUE;
import static org.nongyou.identity.Verb.PUBLISH;
import static org.nongyou.identity.Verb.READ;
import static org.nongyou.identity.Verb.RECORD;
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
    LEADER("leader", "领导", "看本辖区的进度、名单和指标，不经手办理", READ, EXCHANGE),
    REVIEWER(
            "reviewer",
            "审核",
            "以单位名义审核、验收、公示，管目录，认定存疑条款",
            READ,
            DECIDE,
            MANAGE_CATALOGUE,
            PUBLISH,
            REPORT,
            SETTLE,
            EXCHANGE),
    CLERK("clerk", "经办", "登记主体和基地，代为申报，初审，填报数据", READ, REGISTER, APPLY, DECIDE, REPORT, EXCHANGE, RECORD),
    TOWNSHIP_SUPERVISOR("township-supervisor", "乡镇监管员", "登记和查看本乡镇的主体和基地，代农户记农事", READ, REGISTER, RECORD),
    VILLAGE_ASSISTANT("village-assistant", "村级协管员", "查看本村的主体和基地，代农户记农事", READ, RECORD),
    EXPERT("expert", "专家", "只给邀请自己的办理打分，看不到别的", SCORE),
    PRODUCER("producer", "生产经营主体", "登记和申报自己的基地，记农事，开合格证", READ, REGISTER, APPLY, RECORD, CERTIFY, INSPECT_ENTRY),
    AUDITOR("auditor", "审计", "查阅本辖区全部记录和操作日志，不能改", READ, AUDIT, EXCHANGE),
    ADMINISTRATOR("administrator", "管理员", "管本辖区的机构和账号，查操作日志，不经手办理", READ, ADMINISTER, AUDIT);

    private final String code;
    private final String title;
    private final String consequence;
    private final Set<Verb> verbs;

    Role(String code, String title, String consequence, Verb... verbs) {
        this.code = code;
        this.title = title;
        this.consequence = consequence;
        this.verbs = verbs.length == 0 ? EnumSet.noneOf(Verb.class) : EnumSet.copyOf(Arrays.asList(verbs));
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /// What giving this role means, in one line for the administrator.
    public String consequence() {
        return consequence;
    }

    public Set<Verb> verbs() {
        return verbs;
    }

    public static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code.equals(code)).findFirst();
    }
}
