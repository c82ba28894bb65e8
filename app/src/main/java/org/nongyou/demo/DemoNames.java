package org.nongyou.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/// Invented names of people and operators. Phone numbers and codes have the right form and are plainly no one's.
final class DemoNames {

    private static final List<String> FAMILY = List.of(
            "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗", "郑",
            "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "肖", "田", "董", "潘", "袁", "蔡", "蒋", "余");
    private static final List<String> GIVEN = List.of(
            "建国", "秀英", "志强", "丽", "海平", "国华", "春梅", "永军", "晓燕", "文斌", "玉兰", "俊杰", "桂花", "明亮", "爱民", "红霞", "振华", "小军",
            "淑珍", "立新", "卫东", "雪梅", "庆丰", "守田", "兴旺", "金锁", "来喜", "保国", "新民", "月娥");
    private static final List<String> BRANDS = List.of(
            "禾丰", "兴农", "惠民", "金穗", "绿源", "丰泽", "沃野", "晋源", "太行", "盛农", "田园", "春晖", "康裕", "鑫农", "五谷", "瑞禾", "汇丰", "天泽",
            "润农", "鸿运");
    /// The characters of a unified social credit code and their weights, GB 32100-2015.
    private static final String CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private DemoNames() {}

    static String person(RandomGenerator random) {
        return pick(FAMILY, random) + pick(GIVEN, random);
    }

    static String brand(RandomGenerator random) {
        return pick(BRANDS, random);
    }

    /// 138 0000 and four digits: numbers that are not given out.
    static String phone(int number) {
        return "1380000%04d".formatted(number % 10_000);
    }

    /// @param number makes the code unique; the organisation part always begins with MADE
    static String creditCode(String region, boolean cooperative, int number) {
        var body = (cooperative ? "93" : "91") + region + "MADE%05d".formatted(number);
        int sum = 0;
        for (int i = 0; i < 17; i++) sum += CODE.indexOf(body.charAt(i)) * WEIGHTS[i];
        return body + CODE.charAt((31 - sum % 31) % 31);
    }

    static <T> T pick(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
