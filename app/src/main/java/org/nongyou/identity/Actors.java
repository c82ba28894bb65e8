package org.nongyou.identity;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.Viewer;

/// Asks for rights in controllers.
public final class Actors {

    private Actors() {}

    /// The person behind the frame; menu entries and cards are only ever asked for signed-in people.
    public static Actor of(Viewer viewer) {
        if (viewer instanceof Person person) return person.actor();
        throw new IllegalArgumentException("not a signed-in person: " + viewer);
    }

    /// @throws NotAllowed naming the roles that carry the right and whom to ask
    public static void require(Actor actor, Verb verb) {
        if (!actor.may(verb)) throw new NotAllowed(sentence(actor, verb));
    }

    /// @param sentence says in Chinese whom to ask
    /// @throws NotAllowed with the sentence
    public static void require(Actor actor, Verb verb, String sentence) {
        if (!actor.may(verb)) throw new NotAllowed(sentence);
    }

    static String sentence(Actor actor, Verb verb) {
        var roles = Arrays.stream(Role.values())
                .filter(role -> role.verbs().contains(verb))
                .map(Role::title)
                .collect(Collectors.joining("、"));
        return "%s，你现在%s。%s。"
                .formatted(
                        only(verb).formatted(roles),
                        actor.roles().isEmpty() ? "没有角色" : "是" + actor.roleTitles(),
                        verb.isProducersOwn() ? "由主体用自己的账号办" : "有需要，找" + (actor.isProducer() ? "县农业农村局" : "本单位的管理员"));
    }

    /// Whose it is alone, with a gap for the roles.
    private static String only(Verb verb) {
        return switch (verb) {
            case READ -> "这一页只给%s看";
            case REGISTER -> "主体和基地只能由%s登记";
            case APPLY -> "申报只能由%s办";
            case DECIDE -> "这件事只能由%s办理";
            case SCORE -> "评分只能由%s办";
            case MANAGE_CATALOGUE -> "目录只能由%s管理";
            case PUBLISH -> "公示公告只能由%s办";
            case REPORT -> "数据只能由%s填报";
            case SETTLE -> "存疑条款只能由%s认定";
            case AUDIT -> "操作日志只给%s看";
            case ADMINISTER -> "机构和账号只能由%s管理";
            case EXCHANGE -> "导入导出只能由%s办";
            case RECORD -> "农事和投入品只能由%s记录";
            case CERTIFY -> "合格证只能由%s开具";
            case INSPECT_ENTRY -> "进货查验只能由%s办";
        };
    }
}
