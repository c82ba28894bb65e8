package org.nongyou.standard;

import java.util.List;
import java.util.regex.Pattern;

/// The food or group that a limit is for, and what of the group it is not for: 柑橘类水果(柑、橘、橙除外).
public record FoodScope(String group, List<String> except) {

    private static final Pattern WITH_EXCEPTIONS = Pattern.compile("([^(]{1,60})\\(([^()]{1,200})除外\\)");

    public FoodScope {
        except = List.copyOf(except);
    }

    /// Other brackets belong to the name: 醋栗(红、黑).
    static FoodScope parse(String printed) {
        var found = WITH_EXCEPTIONS.matcher(Plain.text(printed));
        return found.matches()
                ? new FoodScope(found.group(1), List.of(found.group(2).split("、")))
                : new FoodScope(printed, List.of());
    }

    @Override
    public String toString() {
        return except.isEmpty() ? group : group + "（" + String.join("、", except) + "除外）";
    }
}
