package org.nongyou.catalogue;

import java.time.LocalTime;
import org.jooq.DSLContext;
import org.nongyou.job.Daily;
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
    Daily listingCountFolding(DSLContext sql) {
        return daily("listing-count-folding", LocalTime.of(2, 40), () -> fold(sql));
    }

    /// One statement: what it deletes is what it adds up, and rows that others write meanwhile stay for the next night.
    static void fold(DSLContext sql) {
        sql.execute("""
            with gone as (delete from catalogue.listing_counts returning *)
            insert into catalogue.listing_counts (scheme_id, kind, level, class_id, status, county_code, year, n, area_mu)
            select scheme_id, kind, level, class_id, status, county_code, year, sum(n), sum(area_mu)
              from gone
             group by scheme_id, kind, level, class_id, status, county_code, year
            having sum(n) <> 0 or sum(area_mu) <> 0""");
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
