package org.nongyou.scheme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.StringEntry;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nongyou.kernel.AreaFactSource;
import org.nongyou.kernel.FactSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// What the product on the class path really has: the addresses of its pages, and the facts that its modules tell.
/// @param pages addresses as their controllers map them, such as `/cases/{id}`
/// @param facts names such as `base.area_mu`; a module that makes its names up while running is not seen, so that the
///              list rather says too little
public record Built(Set<String> pages, Set<String> facts) {

    private static final String GET = "Lorg/springframework/web/bind/annotation/GetMapping;";
    private static final Set<String> SOURCES = Stream.of(FactSource.class, AreaFactSource.class)
            .map(source -> source.getName().replace('.', '/'))
            .collect(Collectors.toUnmodifiableSet());
    private static final Pattern FACT = Pattern.compile("[a-z]+\\.[a-z_0-9]+");

    public Built {
        pages = Set.copyOf(pages);
        facts = Set.copyOf(facts);
    }

    public boolean has(Screen screen) {
        return pages.contains(screen.path());
    }

    /// Reads the compiled classes; needs neither Spring nor a database.
    static Built product() {
        var pages = new HashSet<String>();
        var facts = new HashSet<String>();
        var catalogue = FactCatalogue.platform();
        try {
            for (var file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:org/nongyou/**/*.class")) {
                if (file.getURL().getPath().contains("/test-classes/")) continue;
                var type = ClassFile.of().parse(file.getContentAsByteArray());
                for (var method : type.methods()) {
                    method.findAttribute(Attributes.runtimeVisibleAnnotations())
                            .ifPresent(found -> found.annotations().forEach(one -> add(pages, one)));
                }
                if (tellsFacts(type)) {
                    for (var entry : type.constantPool()) {
                        if (entry instanceof StringEntry text
                                && FACT.matcher(text.stringValue()).matches()
                                && catalogue.fact(text.stringValue()).isPresent()) facts.add(text.stringValue());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Built(pages, facts);
    }

    private static boolean tellsFacts(ClassModel type) {
        return type.interfaces().stream().anyMatch(one -> SOURCES.contains(one.asInternalName()));
    }

    private static void add(Set<String> pages, Annotation annotation) {
        if (!annotation.classSymbol().descriptorString().equals(GET)) return;
        for (var element : annotation.elements()) {
            if (!element.name().equalsString("value") && !element.name().equalsString("path")) continue;
            if (element.value() instanceof AnnotationValue.OfArray values) {
                for (var value : values.values())
                    if (value instanceof AnnotationValue.OfString text) pages.add(text.stringValue());
            } else if (element.value() instanceof AnnotationValue.OfString text) {
                pages.add(text.stringValue());
            }
        }
    }
}
