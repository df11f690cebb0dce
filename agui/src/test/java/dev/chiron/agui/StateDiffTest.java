package dev.chiron.agui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The difference of two states is a patch that makes the one of the other")
class StateDiffTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Test
    @DisplayName("Equal states have none, whatever the order of their members")
    void equalStates() {
        assertThat(diff("{\"a\":1,\"b\":[1,{\"c\":null}]}", "{\"b\":[1,{\"c\":null}],\"a\":1}"))
                .isEmpty();
        assertThat(diff("null", "null")).isEmpty();
    }

    @Test
    @DisplayName("Only the members that differ are named, at any depth")
    void membersThatDiffer() {
        assertThat(diff(
                        "{\"t\":{\"x\":1,\"y\":2,\"z\":3},\"same\":{}}",
                        "{\"t\":{\"x\":1,\"y\":9,\"w\":4},\"same\":{}}"))
                .containsExactly(
                        PatchOperation.remove("/t/z"),
                        PatchOperation.replace("/t/y", JSON.numberNode(9)),
                        PatchOperation.add("/t/w", JSON.numberNode(4)));
    }

    @Test
    @DisplayName("An array that grew at its end is appended to, one that changed in any other way is replaced")
    void arrays() {
        assertThat(diff("{\"a\":[1,2]}", "{\"a\":[1,2,3,4]}"))
                .containsExactly(
                        PatchOperation.add("/a/-", JSON.numberNode(3)), PatchOperation.add("/a/-", JSON.numberNode(4)));
        assertThat(diff("{\"a\":[]}", "{\"a\":[1]}")).containsExactly(PatchOperation.add("/a/-", JSON.numberNode(1)));
        assertThat(diff("{\"a\":[1,2]}", "{\"a\":[1]}")).containsExactly(PatchOperation.replace("/a", json("[1]")));
        assertThat(diff("{\"a\":[1,2]}", "{\"a\":[2,1,3]}"))
                .containsExactly(PatchOperation.replace("/a", json("[2,1,3]")));
    }

    @Test
    @DisplayName("A member that becomes null stays a member, and one of another type is replaced")
    void nullAndOtherTypes() {
        assertThat(diff("{\"a\":1}", "{\"a\":null}")).containsExactly(PatchOperation.replace("/a", null));
        assertThat(diff("{\"a\":null}", "{\"a\":{}}")).containsExactly(PatchOperation.replace("/a", json("{}")));
        assertThat(diff("{\"a\":{}}", "{\"a\":[]}")).containsExactly(PatchOperation.replace("/a", json("[]")));
        assertThat(diff("[1]", "{}")).containsExactly(PatchOperation.replace("", json("{}")));
    }

    @Test
    @DisplayName("Names are escaped as JSON Pointers want it")
    void namesAreEscaped() {
        assertThat(diff("{}", "{\"a/b~c\":{\"\":1}}"))
                .containsExactly(PatchOperation.add("/a~1b~0c", json("{\"\":1}")));
        assertThat(diff("{\"a/b~c\":{\"\":1}}", "{\"a/b~c\":{\"\":2}}"))
                .containsExactly(PatchOperation.replace("/a~1b~0c/", JSON.numberNode(2)));
    }

    @Test
    @DisplayName("Applied to the one it gives the other, for 5,000 pairs by chance")
    void appliedItGivesTheOther() {
        var operations = new int[3];
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            JsonNode from = anyValue(random, 4);
            JsonNode to = random.nextInt(4) == 0 ? anyValue(random, 4) : changed(from, random);

            List<PatchOperation> patch = StateDiff.between(from, to);

            assertThat(applied(from, patch)).as("seed %d: %s", seed, patch).isEqualTo(to);
            assertThat(patch.isEmpty()).as("seed %d", seed).isEqualTo(from.equals(to));
            for (PatchOperation each : patch) {
                operations[each instanceof PatchOperation.Add ? 0 : each instanceof PatchOperation.Remove ? 1 : 2]++;
            }
        }
        // Else chance was too kind, or too wild, for this to say anything.
        assertThat(operations[0]).isGreaterThan(500);
        assertThat(operations[1]).isGreaterThan(500);
        assertThat(operations[2]).isGreaterThan(500);
    }

    private static List<PatchOperation> diff(String from, String to) {
        return StateDiff.between(json(from), json(to));
    }

    private static JsonNode json(String text) {
        return AgUiJson.mapper().readTree(text);
    }

    /** RFC 6902 as far as a difference needs it, written down from the RFC and not from the code it checks. */
    private static JsonNode applied(JsonNode state, List<PatchOperation> patch) {
        ObjectNode root = JSON.objectNode();
        root.set("root", state.deepCopy());
        for (PatchOperation each : patch) {
            JsonPointer pointer = JsonPointer.compile("/root" + each.path());
            JsonNode parent = root.at(pointer.head());
            String name = pointer.last().getMatchingProperty();
            switch (each) {
                case PatchOperation.Add add -> {
                    if (parent instanceof ArrayNode array) {
                        assertThat(name).isEqualTo("-");
                        array.add(add.value());
                    } else {
                        ((ObjectNode) parent).set(name, add.value());
                    }
                }
                case PatchOperation.Remove _ -> {
                    assertThat(parent.has(name))
                            .as("what is removed must be there")
                            .isTrue();
                    ((ObjectNode) parent).remove(name);
                }
                case PatchOperation.Replace replace -> {
                    assertThat(parent.has(name))
                            .as("what is replaced must be there")
                            .isTrue();
                    ((ObjectNode) parent).set(name, replace.value());
                }
                case PatchOperation.Move _, PatchOperation.Copy _, PatchOperation.Test _ ->
                    throw new AssertionError(each);
            }
        }
        return root.get("root");
    }

    private static final List<String> NAMES = List.of("a", "b", "c/d", "e~f", "~1", "", "é", "-", "0");

    private static JsonNode anyValue(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(random.nextInt(5));
            case 2 -> JSON.stringNode("s" + random.nextInt(3));
            case 3 -> JSON.booleanNode(random.nextBoolean());
            case 4, 5 -> {
                ArrayNode array = JSON.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(anyValue(random, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = JSON.objectNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    object.set(NAMES.get(random.nextInt(NAMES.size())), anyValue(random, depth - 1));
                }
                yield object;
            }
        };
    }

    /** The same value with something changed in it, or nothing. */
    private static JsonNode changed(JsonNode value, Random random) {
        if (value instanceof ObjectNode before) {
            ObjectNode after = JSON.objectNode();
            before.properties().forEach(member -> {
                if (random.nextInt(6) > 0) {
                    after.set(
                            member.getKey(),
                            random.nextBoolean() ? member.getValue() : changed(member.getValue(), random));
                }
            });
            if (random.nextInt(3) == 0) {
                after.set(NAMES.get(random.nextInt(NAMES.size())), anyValue(random, 1));
            }
            return after;
        }
        if (value instanceof ArrayNode before && random.nextBoolean()) {
            ArrayNode after = before.deepCopy();
            after.add(anyValue(random, 1));
            return after;
        }
        return random.nextInt(3) == 0 ? anyValue(random, 2) : value;
    }
}
