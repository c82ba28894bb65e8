package org.nongyou.kernel;

import java.util.function.Function;

/// The outcome of an official act: done, with its result, or refused, with the reason. A refusal is a value, never
/// an exception: it is shown, recorded and tested like any other result.
public sealed interface Decision<T> {

    record Done<T>(T value) implements Decision<T> {}

    record Refused<T>(Refusal refusal) implements Decision<T> {}

    static <T> Decision<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Decision<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    static <T> Decision<T> refused(String key, Object... details) {
        return new Refused<>(Refusal.of(key, details));
    }

    default <U> Decision<U> then(Function<? super T, Decision<U>> next) {
        return switch (this) {
            case Done<T>(var value) -> next.apply(value);
            case Refused<T>(var refusal) -> new Refused<>(refusal);
        };
    }

    /// The result of an act that cannot be refused here, such as one that a test or the demo data carries out.
    /// @throws IllegalStateException with the refusal's sentence
    default T orElseThrow() {
        return switch (this) {
            case Done<T>(var value) -> value;
            case Refused<T>(var refusal) -> throw new IllegalStateException(refusal.message());
        };
    }
}
