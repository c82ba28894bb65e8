package org.nongyou.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The time that the product goes by. Services take a [Clock]; nothing asks the system directly, so that the demo data
/// and the tests can let years pass.
@Configuration(proxyBeanMethods = false)
public class Clocks {

    @Bean
    Movable clock() {
        return new Movable();
    }

    /// The system's clock in China's time zone, unless it was set to a moment.
    public static final class Movable extends Clock {

        private volatile @Nullable Instant fixed;

        /// Stands still at a moment until moved or released.
        public void set(Instant moment) {
            fixed = moment;
        }

        /// Stands still at a moment, but never in the future: what is told as having happened has happened.
        public void setPast(Instant moment) {
            var now = Instant.now();
            fixed = moment.isAfter(now) ? now : moment;
        }

        /// Back to the system's time.
        public void release() {
            fixed = null;
        }

        @Override
        public ZoneId getZone() {
            return Ui.ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(instant(), zone);
        }

        @Override
        public Instant instant() {
            var moment = fixed;
            return moment == null ? Instant.now() : moment;
        }
    }
}
