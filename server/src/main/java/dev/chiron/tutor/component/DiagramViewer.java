package dev.chiron.tutor.component;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A diagram to look at.
 *
 * @param diagramId 1–200 characters
 * @param diagramData 1–20,000 characters of Mermaid, or an http or https address of at most 2,000
 * @param diagramType what the data is
 * @param caption 1–4,000 characters
 * @param interactive whether it can be moved and zoomed; false when JSON has none
 */
public record DiagramViewer(
        String diagramId,
        String diagramData,
        DiagramType diagramType,
        @Nullable String caption,
        boolean interactive) implements Component {

    /** What the data of a diagram is. */
    public enum DiagramType {
        MERMAID("mermaid"),
        IMAGE_URL("image_url");

        private final String wireName;

        DiagramType(String wireName) {
            this.wireName = wireName;
        }

        /** As in JSON. */
        @JsonValue
        public String wireName() {
            return wireName;
        }
    }

    /** @throws InvalidComponentException with all that is wrong */
    public DiagramViewer {
        var problems = new Problems();
        problems.id("diagram_id", diagramId);
        if (diagramType == null) {
            problems.add("diagram_type", "is missing");
            problems.text("diagram_data", diagramData, Limits.CODE_LENGTH);
        } else {
            switch (diagramType) {
                case MERMAID -> problems.text("diagram_data", diagramData, Limits.CODE_LENGTH);
                case IMAGE_URL -> problems.link("diagram_data", diagramData);
            }
        }
        problems.optionalText("caption", caption, Limits.TEXT_LENGTH);
        problems.throwForComponent();
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.DIAGRAM_VIEWER;
    }
}
