package org.nongyou.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Actors;
import org.nongyou.identity.Requires;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Gives controllers their `Actor` argument and asks for the right that [Requires] names. A method on a public path
/// that takes a plain `Actor` sends visitors to the sign-in page; one that serves visitors too takes
/// `@Nullable Actor`.
@Component
class ActorArguments implements WebMvcConfigurer, HandlerMethodArgumentResolver, HandlerInterceptor {

    /// The signed-in person; empty for a visitor.
    static Optional<Actor> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn person
                ? Optional.of(person.actor())
                : Optional.empty();
    }

    static boolean mustChangePassword() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn person
                && person.mustChangePassword();
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Actor.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return current().orElse(null);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod method)) return true;
        var requires = requires(method);
        var needsPerson = requires != null
                || Arrays.stream(method.getMethodParameters()).anyMatch(p -> supportsParameter(p) && !p.isOptional());
        if (!needsPerson) return true;
        var actor = current();
        if (actor.isEmpty()) {
            Security.askToSignIn(request, response);
            return false;
        }
        if (mustChangePassword() && !request.getRequestURI().startsWith("/account")) {
            response.sendRedirect("/account");
            return false;
        }
        if (requires != null) Actors.require(actor.get(), requires.value());
        return true;
    }

    private static @Nullable Requires requires(HandlerMethod method) {
        var own = method.getMethodAnnotation(Requires.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Requires.class);
    }
}
