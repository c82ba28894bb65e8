package org.nongyou.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The right that a page or an act needs, on a controller or one of its methods; the method's own goes before the
/// controller's. Who lacks it gets a page that says whom to ask. Where the matter lies is asked by the act itself.
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
    Verb value();
}
