package org.nongyou.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Finds the method that answers an address. Spring compares an address with a variable in it (`/cases/7/acts`) to
/// every pattern of the product, some hundreds, one by one with all their conditions; here those that begin
/// otherwise are passed over first.
@Component
class Doors implements WebMvcRegistrations {

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new ByBeginning();
    }

    private static final class ByBeginning extends RequestMappingHandlerMapping {

        /// What every address of a method begins with. By identity, because it is looked through at each request and
        /// comparing conditions takes longer than comparing addresses; all are known once the product stands.
        private final Map<RequestMappingInfo, String> beginnings = new IdentityHashMap<>();

        @Override
        protected void registerHandlerMethod(Object handler, Method method, RequestMappingInfo info) {
            super.registerHandlerMethod(handler, method, info);
            beginnings.put(info, beginning(info));
        }

        @Override
        protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo info, HttpServletRequest request) {
            var address = request.getRequestURI();
            // What is written with percent signs may be the same address in other letters.
            return address.startsWith(beginnings.getOrDefault(info, ""))
                            || address.indexOf('%') >= 0
                            || !request.getContextPath().isEmpty()
                    ? super.getMatchingMapping(info, request)
                    : null;
        }

        /// Up to the first variable of its only pattern.
        private static String beginning(RequestMappingInfo info) {
            var patterns = info.getPatternValues();
            return patterns.size() == 1 ? patterns.iterator().next().replaceFirst("[{*?].*", "") : "";
        }
    }
}
