package org.nongyou.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Finds the method that answers an address. Spring compares an address with a variable in it (`/cases/7/acts`) to
/// every pattern of the product, some hundreds; here only to those whose first word is the same.
@Component
class Doors implements WebMvcRegistrations {

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new ByFirstWord();
    }

    private static final class ByFirstWord extends RequestMappingHandlerMapping {

        /// Built at the first look, when all methods are known; they never change.
        private volatile @Nullable Map<String, ByFirstWord> rooms;

        @Override
        protected @Nullable HandlerMethod lookupHandlerMethod(String address, HttpServletRequest request)
                throws Exception {
            var known = rooms;
            if (known == null) {
                known = rooms();
                rooms = known;
            }
            // A word that no pattern begins with may still be one written with percent signs: all are compared.
            var room = known.get(firstWord(address));
            return room == null
                    ? super.lookupHandlerMethod(address, request)
                    : room.lookupHandlerMethod(address, request);
        }

        private Map<String, ByFirstWord> rooms() {
            var built = new HashMap<String, ByFirstWord>();
            var methods = getHandlerMethods();
            for (var info : methods.keySet())
                for (var pattern : info.getPatternValues())
                    if (!open(pattern)) built.computeIfAbsent(firstWord(pattern), _ -> room());
            methods.forEach((info, method) -> built.forEach((word, room) -> {
                if (belongs(info, word)) room.registerMapping(info, method.getBean(), method.getMethod());
            }));
            return Map.copyOf(built);
        }

        private ByFirstWord room() {
            var room = new ByFirstWord();
            room.rooms = Map.of();
            room.setApplicationContext(obtainApplicationContext());
            room.setPatternParser(getPatternParser());
            room.setContentNegotiationManager(getContentNegotiationManager());
            return room;
        }

        private static boolean belongs(RequestMappingInfo info, String word) {
            return info.getPatternValues().stream()
                    .anyMatch(pattern -> open(pattern) || firstWord(pattern).equals(word));
        }

        /// Whether its first word may be any.
        private static boolean open(String pattern) {
            return firstWord(pattern).matches(".*[{*?].*");
        }

        private static String firstWord(String address) {
            int end = address.indexOf('/', 1);
            return end < 0 ? address : address.substring(0, end);
        }
    }
}
