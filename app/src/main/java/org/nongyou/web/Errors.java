package org.nongyou.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.ModelAndView;

/// Whatever goes wrong ends on a plain page in Chinese that says what to do; never a stack trace.
@ControllerAdvice
@Controller
class Errors implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    @ExceptionHandler(NotFound.class)
    ModelAndView notFound() {
        return page(HttpStatus.NOT_FOUND, "没有找到", "地址写错了，或者不在你的辖区内。可以从菜单重新进入。", "");
    }

    @ExceptionHandler(NotAllowed.class)
    ModelAndView notAllowed(NotAllowed notAllowed) {
        return page(HttpStatus.FORBIDDEN, "这件事不归你办", notAllowed.sentence(), "");
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ModelAndView wrongArgument() {
        return page(HttpStatus.NOT_FOUND, "没有找到", "地址里的编号不对。可以从菜单重新进入。", "");
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    ModelAndView tooLarge() {
        return page(HttpStatus.CONTENT_TOO_LARGE, "文件太大", "每个文件 20 MB 以内。照片可以先压缩，扫描件用黑白。返回上一页，填过的内容还在。", "");
    }

    /// An upload that is none: without a boundary, or cut off.
    @ExceptionHandler(MultipartException.class)
    ModelAndView brokenUpload(MultipartException broken, HttpServletRequest request) {
        return diskFull(broken) ? other(broken, request) : forStatus(HttpStatus.BAD_REQUEST);
    }

    @ExceptionHandler(Exception.class)
    ModelAndView other(Exception exception, HttpServletRequest request) {
        if (exception instanceof ErrorResponse answer) {
            return forStatus(HttpStatus.valueOf(answer.getStatusCode().value()));
        }
        if (diskFull(exception)) {
            LOG.error("{} {} failed: no space left on the disk", request.getMethod(), request.getRequestURI());
            return page(
                    HttpStatus.INSUFFICIENT_STORAGE, "磁盘满了", "这次没有办成，数据没有改动。请管理员给服务器腾出磁盘空间，再返回上一页提交一次，填过的内容还在。", "");
        }
        if (databaseGone(exception)) {
            LOG.error("{} {} failed: the database does not answer", request.getMethod(), request.getRequestURI());
            return page(
                    HttpStatus.SERVICE_UNAVAILABLE, "数据库暂时连不上", "这次可能没有办成。过一两分钟返回上一页看看，没有办成再提交一次；一直这样，请管理员看服务器。", "");
        }
        var mark = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("{} {} failed, mark {}", request.getMethod(), request.getRequestURI(), mark, exception);
        return page(HttpStatus.INTERNAL_SERVER_ERROR, "系统出了问题", "这次没有办成，数据没有改动。过一会儿再试；还不行，把下面的编号告诉管理员。", mark);
    }

    /// PostgreSQL's own word for it, or the system's while a file was kept.
    private static boolean diskFull(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SQLException refused && "53100".equals(refused.getSQLState())
                        || cause instanceof IOException
                                && Objects.toString(cause.getMessage(), "").contains("No space left on device"));
    }

    /// Lost connections (08), shutting down or starting up (57P), none to be had in time.
    private static boolean databaseGone(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SQLTransientConnectionException
                        || cause instanceof SQLException refused
                                && Objects.toString(refused.getSQLState(), "").matches("08.*|57P0[123]"));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20);
    }

    /// What the container refused before any controller saw it.
    @RequestMapping("/error")
    ModelAndView fromContainer(HttpServletRequest request) {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        return forStatus(status == null ? HttpStatus.NOT_FOUND : status);
    }

    private static ModelAndView forStatus(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> page(status, "没有找到", "地址写错了，或者不在你的辖区内。可以从菜单重新进入。", "");
            case METHOD_NOT_ALLOWED -> page(status, "不能这样打开", "这个地址要从页面上的按钮进入。", "");
            case FORBIDDEN -> page(status, "页面放得太久了", "为了安全，这次提交没有收下。返回上一页刷新后再提交一次。", "");
            case CONTENT_TOO_LARGE -> page(status, "文件太大", "每个文件 20 MB 以内。返回上一页，填过的内容还在。", "");
            case UNAUTHORIZED -> page(status, "要先登录", "登录已经过期，这次提交没有收下。在新页签里登录，再回到上一页提交一次，填过的内容还在。", "");
            case TOO_MANY_REQUESTS -> page(status, "提交得太快了", "这次没有收下。等一分钟，返回上一页再提交一次，填过的内容还在。", "");
            default ->
                status.is4xxClientError()
                        ? page(status, "这次没有收下", "页面送来的内容不完整。返回上一页再试一次。", "")
                        : page(status, "系统出了问题", "这次没有办成，数据没有改动。过一会儿再试。", "");
        };
    }

    private static ModelAndView page(HttpStatus status, String title, String sentence, String mark) {
        var view = Page.of("web/error", new ErrorPage(status.value(), title, sentence, mark));
        view.setStatus(status);
        return view;
    }
}
