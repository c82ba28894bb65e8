package org.nongyou.file.web;

import org.nongyou.file.FileAnswers;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.web.NotFound;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
class FilesController {

    private final Files files;

    FilesController(Files files) {
        this.files = files;
    }

    @GetMapping("/files/{id}")
    ResponseEntity<Resource> file(Actor actor, @PathVariable long id) {
        if (!actor.may(Verb.READ)) throw new NotFound();
        return FileAnswers.answer(files, files.find(actor.scope(), id).orElseThrow(NotFound::new));
    }

    @GetMapping("/public/files/{id}")
    ResponseEntity<Resource> publicFile(@PathVariable long id) {
        return FileAnswers.answer(files, files.findPublic(id).orElseThrow(NotFound::new));
    }
}
