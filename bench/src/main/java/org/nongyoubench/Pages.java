package org.nongyoubench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The pages that are measured, each with the query that a person would write by hand for the rows it shows.
/// @param path  of the page; `{word}` stands for the name of a product, another one for each user
/// @param floor the hand-written query; `{scope}` stands for the condition on the region code
/// @param open  whether nobody needs to be signed in
record Pages(String name, String path, String floor, boolean open) {

    /// What the loaded bases grow, and what nobody grows.
    private static final List<String> WORDS = List.of(
            "谷子", "玉米", "苹果", "核桃", "红枣", "藜麦", "荞麦", "连翘", "黄芪", "党参", "葡萄", "梨", "香菇", "辣椒", "番茄", "黄瓜", "小麦", "高粱",
            "绿豆", "没有的");

    static final List<Pages> ALL = List.of(
            new Pages("申报件", "/cases", """
                    select id, number, title, producer_name, region_code, stage_title, state, outcome, due_on, created_at
                      from procedure.cases where {scope} order by id desc limit 100""", false),
            new Pages("基地", "/bases", """
                    select id, number, name, producer_name, region_code, product, product_class, area_mu, measured_mu,
                           responsible_name, signboard_on
                      from base.bases where active and {scope} order by id desc limit 100""", false),
            new Pages("生产主体", "/producers", """
                    select id, kind, name, credit_code, region_code, contact_name, phone, main_crops, credit_filed
                      from producer.producers where active and {scope} order by id desc limit 100""", false),
            new Pages("基地目录", "/catalogue", """
                    select id, number, title, producer_name, product, area_mu, region_code, level, class_id, listed_on, valid_to, status
                      from catalogue.listings
                     where scheme_id = 'shanxi-quality-bases' and kind = 'quality-base'
                       and status in ('listed', 'warned', 'rectifying', 'suspended') and {scope}
                     order by listed_on desc, id desc limit 100""", false),
            new Pages("储备名单", "/reserves", """
                    select id, title, level, promotes_to, region_code, added_on
                      from catalogue.reserves
                     where scheme_id = 'shanxi-quality-bases' and left_on is null and {scope}
                     order by added_on desc, id desc limit 100""", false),
            new Pages("公示公告", "/notices", """
                    select id, kind, title, region_code, office_name, starts_on, ends_on, state
                      from notice.notices where {scope} order by starts_on desc, id desc limit 100""", false),
            new Pages("操作日志", "/journal", """
                    select id, happened_at, act, region_code, actor_name, office_name, subject_kind, subject_id, subject_title,
                           summary, reason, refused
                      from journal.entries where {scope} order by id desc limit 100""", false),
            new Pages("指标进度", "/targets", """
                    select level, class_id, left(county_code, {digits}) as area, sum(n) as n
                      from catalogue.listing_counts
                     where scheme_id = 'shanxi-quality-bases' and status in ('listed', 'warned', 'rectifying', 'suspended')
                       and {county}
                     group by 1, 2, 3""", false),
            new Pages("公开目录检索", "/public/catalogue?q={word}", """
                    select id, number, title, producer_name, product, area_mu, region_code, level, class_id, listed_on, status, public_code
                      from catalogue.listings
                     where status in ('listed', 'warned', 'rectifying') and product = '{word}'
                     order by listed_on desc, id desc limit 100""", true),
            new Pages("公开目录", "/public/catalogue", """
                    select id, number, title, producer_name, product, area_mu, region_code, level, class_id, listed_on, status, public_code
                      from catalogue.listings
                     where scheme_id = 'shanxi-quality-bases' and kind = 'quality-base'
                       and status in ('listed', 'warned', 'rectifying')
                     order by listed_on desc, id desc limit 100""", true),
            new Pages("工作台待办", "/", """
                    select id, number, title, producer_name, region_code, stage_title, due_on, entered_stage_at
                      from procedure.cases
                     where state = 'open'
                       and acting_office_id = (select id from identity.offices where region_code = '{region}' and department = 'agriculture')
                     order by due_on nulls last, id limit 100""", false));

    String path(int user) {
        return path.replace("{word}", URLEncoder.encode(word(user), StandardCharsets.UTF_8));
    }

    private static String word(int user) {
        return WORDS.get(user % WORDS.size());
    }

    /// The floor's text for one area.
    String query(String region, int user) {
        var province = region.endsWith("0000");
        var prefix = province ? region.substring(0, 2) : region;
        var digits = province ? 4 : 6;
        return floor.replace("{scope}", scope("region_code", prefix))
                .replace("{county}", scope("county_code", prefix))
                .replace("{digits}", String.valueOf(digits))
                .replace("{region}", region)
                .replace("{word}", word(user));
    }

    /// A person who writes by hand for one province leaves the condition away.
    private static String scope(String column, String prefix) {
        return prefix.length() == 2 ? "true" : "left(" + column + ", 6) = '" + prefix + "'";
    }
}
