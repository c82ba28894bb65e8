package org.nongyou.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.ApplicationTest;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Role;
import org.nongyou.identity.TestPeople;
import org.nongyou.identity.web.SignedInAs;
import org.nongyou.region.DivisionLoader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("后台任务：有进度、能停、断电不丢，文件只给提交的人")
class JobTest extends ApplicationTest {

    private static final int ROWS = 6_000;

    @Autowired
    Jobs jobs;

    @Autowired
    Offices offices;

    @Autowired
    Accounts accounts;

    @Autowired
    DivisionLoader divisions;

    @Autowired
    TransactionTemplate transaction;

    Actor clerk;
    Actor other;

    @BeforeAll
    void rows() {
        divisions.loadOnce();
        clerk = TestPeople.of(sql, offices, accounts, "job-clerk", "140423", Role.CLERK);
        other = TestPeople.of(sql, offices, accounts, "job-other", "140423", Role.CLERK);
        sql.execute("""
                insert into producer.producers (kind, name, identity_digest, region_code, contact_name, phone)
                select 'household', '=农户' || i, 'd' || i, '140423', '张示例', '13800000000' from generate_series(1, %d) i""".formatted(ROWS));
    }

    private Job finished(long id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> jobs.find(clerk, id).orElseThrow(), Job::isOver);
    }

    @Test
    @DisplayName("5,000 条以上的清单排成任务，做完取文件，一条不少")
    void aLongListBecomesAJob() throws Exception {
        var answer = java.util.Objects.requireNonNull(
                mvc.perform(get("/export/producers").with(SignedInAs.actor(clerk)))
                        .andExpect(status().is3xxRedirection())
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl());
        assertThat(answer).matches("/jobs/\\d+");
        var id = Long.parseLong(answer.substring("/jobs/".length()));
        var job = finished(id);
        assertThat(job.state()).isEqualTo(Job.State.DONE);
        assertThat(job.message()).isEqualTo("导出 6,000 条。文件留 7 天。");
        var file = jobs.result(clerk, id).orElseThrow();
        assertThat(file.name()).startsWith("生产主体 ").endsWith(".xlsx");
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(file.content()));
                var rows = book.findSheet("生产主体").orElseThrow().openStream()) {
            // A name that begins with = is a text, no formula.
            assertThat(rows.skip(1)
                            .filter(row -> row.getCellText(0).startsWith("=农户"))
                            .count())
                    .isEqualTo(ROWS);
        }
        mvc.perform(get(answer).with(SignedInAs.actor(clerk)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("做完了")));
        mvc.perform(get(answer + "/progress").with(SignedInAs.actor(clerk)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("hx-get"))));
        mvc.perform(get(answer + "/file").with(SignedInAs.actor(clerk))).andExpect(status().isOk());
        for (var path : new String[] {answer, answer + "/file", answer + "/progress"}) {
            mvc.perform(get(path).with(SignedInAs.actor(other))).andExpect(status().isNotFound());
        }
        mvc.perform(post(answer + "/cancel").with(SignedInAs.actor(other))).andExpect(status().isNotFound());
    }

    @Test
    @DisplayName("还没开始的任务一停就停，之后也不会再跑")
    void aWaitingJobIsCancelled() throws Exception {
        // Within one transaction no scheduler can have taken it.
        var id = java.util.Objects.requireNonNull(transaction.execute(_ -> {
            var started = jobs.submit(clerk, "list.export", "导出", Map.of("_list", "producers", "_rows", "1"));
            assertThat(jobs.cancel(clerk, started)).isTrue();
            return started;
        }));
        var job = finished(id);
        assertThat(job.state()).isEqualTo(Job.State.CANCELLED);
        assertThat(job.message()).isEqualTo("还没开始就停了，什么也没有改动。");
        assertThat(jobs.cancel(clerk, id)).isFalse();
        mvc.perform(post("/jobs/" + id + "/cancel").with(SignedInAs.actor(clerk)))
                .andExpect(redirectedUrl("/jobs/" + id));
    }

    @Test
    @DisplayName("任务随它所在的办理一起成立：办理没成，任务也没有")
    void aJobBelongsToItsTransaction() {
        var before = jobs.list(clerk, 100).size();
        transaction.executeWithoutResult(status -> {
            jobs.submit(clerk, "list.export", "导出", Map.of("_list", "producers", "_rows", "1"));
            status.setRollbackOnly();
        });
        assertThat(jobs.list(clerk, 100)).hasSize(before);
        assertThat(
                        sql.fetchValue(
                                "select count(*) from job.scheduled_tasks where task_name = 'job' and not exists (select from job.jobs where id::text = task_instance)"))
                .isEqualTo(0L);
    }

    @Test
    @DisplayName("做不了的任务说清楚为什么")
    void aFailureIsASentence() {
        var id = jobs.submit(clerk, "list.export", "导出没有的清单", Map.of("_list", "nothing", "_rows", "1"));
        var job = finished(id);
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.message()).isEqualTo("没有这个清单，请回到清单页重新导出。");
    }

    @Test
    @DisplayName("服务器断电：没人心跳的任务被接手做完")
    void aDeadJobIsRevived() {
        // As a killed node leaves it: running, picked by a node that no longer beats.
        var id = java.util.Objects.requireNonNull(transaction.execute(_ -> {
            var started = jobs.submit(clerk, "list.export", "断电的导出", Map.of("_list", "producers", "_rows", "1"));
            sql.execute("update job.jobs set state = 'running', done = 3 where id = ?", started);
            sql.execute(
                    "update job.scheduled_tasks set picked = true, picked_by = 'killed', last_heartbeat = now() - interval '1 hour', version = 1 where task_instance = ?",
                    String.valueOf(started));
            return started;
        }));
        var job = finished(id);
        assertThat(job.state()).isEqualTo(Job.State.DONE);
    }
}
