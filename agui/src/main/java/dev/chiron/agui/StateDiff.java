package dev.chiron.agui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has to be done to one state to make another of it: the patch of a STATE_DELTA. Objects are compared member by
 * member; an array that only grew at its end is appended to, any other that differs is replaced whole. The patch is right,
 * not the shortest there is.
 */
public final class StateDiff {

    private StateDiff() {}

    /**
     * The operations that lead from one value to the other, applied in this order; none when they are equal. Numbers are
     * equal when they are written alike. The order of an object's members is no difference.
     */
    public static List<PatchOperation> between(JsonNode from, JsonNode to) {
        List<PatchOperation> patch = new ArrayList<>();
        compare("", from, to, patch);
        return List.copyOf(patch);
    }

    private static void compare(String path, JsonNode from, JsonNode to, List<PatchOperation> patch) {
        if (from.equals(to)) {
            return;
        }
        if (from instanceof ObjectNode before && to instanceof ObjectNode after) {
            compareObjects(path, before, after, patch);
        } else if (from instanceof ArrayNode before && to instanceof ArrayNode after && isBeginningOf(before, after)) {
            for (int i = before.size(); i < after.size(); i++) {
                patch.add(PatchOperation.add(path + "/-", after.get(i)));
            }
        } else {
            patch.add(PatchOperation.replace(path, to));
        }
    }

    private static void compareObjects(String path, ObjectNode from, ObjectNode to, List<PatchOperation> patch) {
        for (String name : from.propertyNames()) {
            if (!to.has(name)) {
                patch.add(PatchOperation.remove(child(path, name)));
            }
        }
        for (Map.Entry<String, JsonNode> member : to.properties()) {
            JsonNode before = from.get(member.getKey());
            if (before == null) {
                patch.add(PatchOperation.add(child(path, member.getKey()), member.getValue()));
            } else {
                compare(child(path, member.getKey()), before, member.getValue(), patch);
            }
        }
    }

    private static boolean isBeginningOf(ArrayNode shorter, ArrayNode longer) {
        if (shorter.size() >= longer.size()) {
            return false;
        }
        for (int i = 0; i < shorter.size(); i++) {
            if (!shorter.get(i).equals(longer.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String child(String path, String name) {
        return path + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
