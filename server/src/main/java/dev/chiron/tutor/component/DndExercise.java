package dev.chiron.tutor.component;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Things to drag into places.
 *
 * @param exerciseId 1–200 characters
 * @param promptText 1–4,000 characters, Markdown
 * @param draggables 1–20, with different ids
 * @param dropZones 1–20, with different ids
 */
public record DndExercise(String exerciseId, String promptText, List<Draggable> draggables, List<DropZone> dropZones)
        implements Component {

    /** What is dragged: id 1–200, label 1–200, group 1–200 characters. */
    public record Draggable(
            String id, String label, @Nullable String group) {}

    /** Where it goes: id 1–200, label 1–200 characters; a group that it accepts must have a draggable, none takes all. */
    public record DropZone(
            String id, String label, @Nullable String acceptsGroup) {}

    /** @throws InvalidComponentException with all that is wrong */
    public DndExercise {
        var problems = new Problems();
        problems.id("exercise_id", exerciseId);
        problems.text("prompt_text", promptText, Limits.TEXT_LENGTH);
        draggables = problems.list("draggables", draggables, 1, Limits.CHOICES_MAX);
        var groups = new HashSet<@Nullable String>();
        for (var i = 0; i < draggables.size(); i++) {
            var at = Problems.at("draggables", i);
            problems.id(at + ".id", draggables.get(i).id());
            problems.text(at + ".label", draggables.get(i).label(), Limits.LABEL_LENGTH);
            problems.optionalText(at + ".group", draggables.get(i).group(), Limits.ID_LENGTH);
            groups.add(draggables.get(i).group());
        }
        problems.distinct("draggables", draggables, "id", Draggable::id);
        dropZones = problems.list("drop_zones", dropZones, 1, Limits.CHOICES_MAX);
        for (var i = 0; i < dropZones.size(); i++) {
            var at = Problems.at("drop_zones", i);
            var accepts = dropZones.get(i).acceptsGroup();
            problems.id(at + ".id", dropZones.get(i).id());
            problems.text(at + ".label", dropZones.get(i).label(), Limits.LABEL_LENGTH);
            if (accepts != null && !groups.contains(accepts)) {
                problems.add(at + ".accepts_group", "must be the group of a draggable");
            }
        }
        problems.distinct("drop_zones", dropZones, "id", DropZone::id);
        problems.throwForComponent();
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.DND_EXERCISE;
    }
}
