/// Demo data (演示数据): Shanxi with its offices, published lists as real listings with their source, and some 300
/// invented cases in all stages. Deterministic; carried out by the official acts of the services themselves, so that
/// every row could have come about by hand.
@ApplicationModule
@NullMarked
package org.nongyou.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
