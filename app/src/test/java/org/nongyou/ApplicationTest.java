package org.nongyou;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.nongyou.identity.Actor;
import org.nongyou.identity.web.SignedInAs;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;

/// The whole application on the embedded PostgreSQL, without a port: requests go through [MockMvc] and the full
/// filter chain. It is started once for all classes that extend this one and add no configuration of their own;
/// each class begins with the rows as they were right after start-up (migrated, no demo data). A test that needs
/// clean rows for each method calls [#rewind] in its `@BeforeEach`.
@SpringBootTest(
        classes = NongyouApplication.class,
        properties = {"nongyou.demo=false", "nongyou.data=target/test-data", "logging.threshold.console=warn"})
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@Import(ApplicationTest.Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ApplicationTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Database {
        @Bean
        TestDatabaseSwitch dataSource() {
            return new TestDatabaseSwitch();
        }
    }

    @Autowired
    private TestDatabaseSwitch database;

    @Autowired
    private org.nongyou.identity.Offices knownOffices;

    @Autowired
    private org.nongyou.region.Divisions knownDivisions;

    @Autowired
    protected org.nongyou.scheme.Schemes knownSchemes;

    /// Whoever works in the background.
    @Autowired
    @Qualifier("jobRunner")
    private SmartLifecycle jobs;

    @Autowired
    protected DSLContext sql;

    @Autowired
    protected MockMvc mvc;

    /// Statistics and visibility of all tables as PostgreSQL keeps them by itself once some time has passed: plans are
    /// those of a working installation. The application may not do this, the owner of the tables does. Jobs stand
    /// still meanwhile: what a transaction may still look at cannot be tidied away. The statistics worker of the
    /// database is such a transaction too and comes when it likes: what it kept back is tidied once more.
    protected void afterANight() {
        jobs.stop();
        try (var owner = database.current().owner()) {
            owner.execute("vacuum (analyze)");
            for (int more = 0; more < 100; more++) {
                var keptBack = owner.fetch(KEPT_BACK).getValues(0, String.class);
                if (keptBack.isEmpty()) break;
                owner.execute("select pg_sleep(0.1)");
                keptBack.forEach(table -> owner.execute("vacuum " + table));
            }
        }
        jobs.start();
    }

    /// Large tables with pages that somebody might still see otherwise: an index alone cannot answer for those.
    private static final String KEPT_BACK = """
            select oid::regclass::text from pg_class
             where relkind in ('r', 'm') and relpages > 100 and relallvisible < relpages
               and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)""";

    /// Puts the rows back to the state after start-up. No transaction may be open. Jobs finish what they are at before.
    @BeforeAll
    protected void rewind() {
        jobs.stop();
        database.rewind();
        knownOffices.forget();
        knownDivisions.forget();
        knownSchemes.forget();
        jobs.start();
    }

    /// The page as the person sees it, which must be there.
    protected String page(Actor who, String path) throws Exception {
        return mvc.perform(get(path).with(SignedInAs.actor(who)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
