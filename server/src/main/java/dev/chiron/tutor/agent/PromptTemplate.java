package dev.chiron.tutor.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt kept as a file under {@code prompts/}, with {@code {{name}}} where a value goes. Values are put in once
 * and never read as templates themselves: what a learner or a snippet says cannot pull in another value.
 */
final class PromptTemplate {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_]+)}}");

    private final String file;
    private final String text;

    private PromptTemplate(String file, String text) {
        this.file = file;
        this.text = text;
    }

    static PromptTemplate load(String name) {
        var file = "/prompts/" + name + ".md";
        try (var in = PromptTemplate.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("there is no prompt " + file);
            }
            return new PromptTemplate(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if a place of the template has no value */
    String fill(Map<String, String> values) {
        return PLACE.matcher(text).replaceAll(place -> {
            var value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException(file + " needs a value for " + place.group(1));
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
