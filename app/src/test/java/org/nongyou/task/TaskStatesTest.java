package org.nongyou.task;

import static nongyoudb.journal.Tables.ENTRIES;
import static nongyoudb.task.Tables.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.web.NotFound;

/// Whatever people do in whatever order, a task stands as a clerk with pencil and paper would have it.
@DisplayName("任务的状态：随便谁随便办，和纸上记的一样")
class TaskStatesTest extends TaskScenario {

    private static final int ROUNDS = 6;
    private static final int ACTS = 40;
    /// Extensions and facts move no state by themselves: TaskSubjectsTest.
    private static final List<TaskAct> PLAYED =
            List.of(TaskAct.PROGRESS, TaskAct.REPORT, TaskAct.CONFIRM, TaskAct.RETURN);

    /// The paper: what stands there, and which acts are allowed.
    private static final class Paper {
        String state = "open";
        boolean proved;
        int acts;

        boolean allows(String who, TaskAct act) {
            return switch (act) {
                case PROGRESS ->
                    who.equals("clerk") && List.of("open", "doing", "returned").contains(state);
                case REPORT ->
                    who.equals("clerk")
                            && proved
                            && List.of("open", "doing", "returned").contains(state);
                case CONFIRM, RETURN -> who.equals("city") && state.equals("reported");
                case CANCEL ->
                    who.equals("city") && !List.of("done", "cancelled").contains(state);
                case FACTS, EXTEND, GRANT, REFUSE -> throw new IllegalStateException("not played here");
            };
        }

        void happens(TaskAct act) {
            acts++;
            state = switch (act) {
                case PROGRESS -> state.equals("returned") ? "returned" : "doing";
                case REPORT -> "reported";
                case CONFIRM -> "done";
                case RETURN -> "returned";
                case CANCEL -> "cancelled";
                case FACTS, EXTEND, GRANT, REFUSE -> throw new IllegalStateException("not played here");
            };
        }
    }

    @Test
    @DisplayName("六项任务，每项四十步")
    void randomActs() {
        long seed = 20261122;
        var random = new Random(seed);
        var people = Map.of("clerk", clerk, "city", city, "neighbour", neighbour, "leader", leader);
        var names = people.keySet().stream().sorted().toList();
        int expectedJournal = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var task = trainingOf(clerk);
            var paper = new Paper();
            for (int step = 0; step < ACTS; step++) {
                if (!paper.proved
                        && step == 5 + round
                        && !paper.state.equals("reported")
                        && !List.of("done", "cancelled").contains(paper.state)) {
                    proof(clerk, task);
                    paper.proved = true;
                }
                var who = names.get(random.nextInt(names.size()));
                // Calling off ends it: seldom.
                var act = random.nextInt(25) == 0 ? TaskAct.CANCEL : PLAYED.get(random.nextInt(PLAYED.size()));
                if (act == TaskAct.CONFIRM && random.nextInt(3) > 0) act = TaskAct.RETURN;
                boolean allowed = paper.allows(who, act);
                if (allowed) paper.happens(act);
                var as = "seed " + seed + " round " + round + " step " + step + ": " + who + " " + act;
                assertThat(done(java.util.Objects.requireNonNull(people.get(who)), task, act, "第" + step + "次"))
                        .as(as)
                        .isEqualTo(allowed);
                assertThat(now(task).state().code()).as(as).isEqualTo(paper.state);
                assertThat(now(task).revision()).as(as).isEqualTo(paper.acts + 1);
                assertThat(sql.fetchCount(
                                FIGURES, FIGURES.ASSIGNMENT_ID.eq(task.id()).and(FIGURES.CONFIRMED)))
                        .as(as)
                        .isEqualTo(paper.state.equals("done") ? 2 : 0);
            }
            expectedJournal += paper.acts + 1;
        }
        assertThat(sql.fetchCount(ENTRIES, ENTRIES.ACT.like("task.%"))).isEqualTo(expectedJournal);
    }

    private boolean done(Actor who, Assignment task, TaskAct act, String words) {
        int revision = now(task).revision();
        try {
            var decision = switch (act) {
                case PROGRESS -> assignments.report(who, task.id(), revision, false, words, TOLD);
                case REPORT -> assignments.report(who, task.id(), revision, true, words, TOLD);
                case CONFIRM -> assignments.confirm(who, task.id(), revision, words);
                case RETURN -> assignments.sendBack(who, task.id(), revision, words);
                case CANCEL -> dispatches.cancel(who, task.id(), revision, words);
                case FACTS, EXTEND, GRANT, REFUSE -> throw new IllegalStateException("not played here");
            };
            return decision instanceof Decision.Done;
        } catch (NotFound outside) {
            return false;
        }
    }
}
