package dev.chiron.tutor.curriculum.authoring;

import dev.chiron.tutor.platform.ApiException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as a test writes it: with single quotes. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object(String json) {
        return (ObjectNode) MAPPER.readTree(json.replace('\'', '"'));
    }

    /** The noted problems as {@code field: problem}. */
    static List<String> lines(Problems problems) {
        return problems.details().stream()
                .map((ApiException.Detail each) -> each.field() + ": " + each.problem())
                .toList();
    }
}
