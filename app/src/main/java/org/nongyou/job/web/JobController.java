package org.nongyou.job.web;

import java.nio.charset.StandardCharsets;
import org.nongyou.identity.Actor;
import org.nongyou.job.Job;
import org.nongyou.job.Jobs;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

@Controller
class JobController {

    private static final int SHOWN = 100;

    private final Jobs jobs;

    JobController(Jobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping("/jobs")
    ModelAndView list(Actor actor) {
        return Page.of("job/jobs", new JobsPage(jobs.list(actor, SHOWN)));
    }

    @GetMapping("/jobs/{id}")
    ModelAndView job(Actor actor, @PathVariable long id) {
        return Page.of("job/job", new JobPage(own(actor, id)));
    }

    @GetMapping("/jobs/{id}/progress")
    ModelAndView progress(Actor actor, @PathVariable long id) {
        return Page.of("job/progress", new JobPage(own(actor, id)));
    }

    @PostMapping("/jobs/{id}/cancel")
    ModelAndView cancel(Actor actor, @PathVariable long id) {
        own(actor, id);
        jobs.cancel(actor, id);
        return Page.redirect("/jobs/" + id);
    }

    @GetMapping("/jobs/{id}/file")
    ResponseEntity<byte[]> file(Actor actor, @PathVariable long id) {
        var file = jobs.result(actor, id).orElseThrow(NotFound::new);
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .body(file.content());
    }

    private Job own(Actor actor, long id) {
        return jobs.find(actor, id).orElseThrow(NotFound::new);
    }
}
