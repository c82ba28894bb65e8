package org.nongyou.producer;

import org.nongyou.kernel.Decision;

/// A telephone number: mobile, fixed line with area code (dash or not), or a 400 number.
public record Phone(String value) {

    public static Decision<Phone> parse(String typed) {
        var number = typed.replaceAll("[\\s\\u3000]", "").replace('－', '-').replace('—', '-');
        if (number.isEmpty()) return Decision.refused("producer.phone.missing");
        var digits = number.replace("-", "");
        if (!digits.matches("\\d+")) return Decision.refused("producer.phone.character");
        if (digits.startsWith("400"))
            return digits.length() == 10
                    ? Decision.done(new Phone(digits))
                    : Decision.refused("producer.phone.service", digits.length());
        if (digits.startsWith("0")) {
            // Area codes have 3 or 4 digits, numbers 7 or 8.
            if (digits.length() < 10) return Decision.refused("producer.phone.line-short");
            if (digits.length() > 12) return Decision.refused("producer.phone.line-long");
            return Decision.done(new Phone(number.contains("-") ? number : withDash(digits)));
        }
        if (digits.startsWith("1")) {
            if (digits.length() < 11) return Decision.refused("producer.phone.short", 11 - digits.length());
            if (digits.length() > 11) return Decision.refused("producer.phone.long", digits.length() - 11);
            if (digits.charAt(1) < '3') return Decision.refused("producer.phone.mobile", digits.substring(0, 2));
            return Decision.done(new Phone(digits));
        }
        return Decision.refused("producer.phone.area");
    }

    /// Beijing's 010 and the 02x have three digits, all others four.
    private static String withDash(String digits) {
        int area = digits.startsWith("01") || digits.startsWith("02") ? 3 : 4;
        return digits.substring(0, area) + "-" + digits.substring(area);
    }
}
