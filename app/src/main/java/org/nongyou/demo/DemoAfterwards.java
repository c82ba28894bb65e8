package org.nongyou.demo;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.nongyou.base.Base;
import org.nongyou.demo.DemoPeople.Staff;
import org.nongyou.demo.DemoPlan.Plan;
import org.nongyou.identity.Actor;
import org.springframework.stereotype.Component;

/// What happens beside and after the cases: published lists, management of listings, reported figures.
@Component
class DemoAfterwards {

    void takeOverLists(Actor province) {}

    void manage(Staff staff, Plan plan, Base base, Consumer<LocalDate> toDay, LocalDate day) {}

    void reportFigures(Staff staff, LocalDate today) {}
}
