package org.nongyou.catalogue;

import java.time.Duration;
import java.time.LocalTime;
import org.nongyou.job.Daily;
import org.nongyou.job.Often;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the catalogue does by itself each night.
@Configuration(proxyBeanMethods = false)
class DailyWork {

    /// Marks what is past its last day; pages and counts of the day before read it from the date already.
    @Bean
    Daily listingExpiry(Catalogue catalogue) {
        return daily("listing-expiry", LocalTime.of(0, 10), catalogue::expirePast);
    }

    /// Adds up the log of differences, so that a count reads few rows.
    @Bean
    Daily listingCountFolding(Listings listings) {
        return daily("listing-count-folding", LocalTime.of(2, 40), listings::fold);
    }

    /// The same by day, when there are many.
    @Bean
    Often listingCountFoldingByDay(Listings listings) {
        return Often.of("listing-count-folding", Duration.ofMinutes(1), listings::foldWhenMany);
    }

    private static Daily daily(String name, LocalTime at, Runnable work) {
        return new Daily() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public LocalTime at() {
                return at;
            }

            @Override
            public void run() {
                work.run();
            }
        };
    }
}
