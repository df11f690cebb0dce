package dev.chiron.tutor.component;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Skills that the learner rates.
 *
 * @param mapperId 1–200 characters
 * @param skills 1–20, with different ids
 */
public record SkillMapper(String mapperId, List<Skill> skills) implements Component {

    /**
     * A skill to rate.
     *
     * @param skillId 1–200 characters
     * @param skillName 1–200 characters
     * @param maxRating 1–100; the lowest rating is 0
     * @param currentRating 0 to {@code maxRating}
     * @param description 1–4,000 characters
     * @param tags at most 10, each 1–50 characters
     */
    public record Skill(
            String skillId,
            String skillName,
            int maxRating,
            @Nullable Integer currentRating,
            @Nullable String description,
            @Nullable List<String> tags) {}

    /** @throws InvalidComponentException with all that is wrong */
    public SkillMapper {
        var problems = new Problems();
        problems.id("mapper_id", mapperId);
        skills = problems.list("skills", skills, 1, Limits.CHOICES_MAX);
        for (var i = 0; i < skills.size(); i++) {
            var at = Problems.at("skills", i);
            var skill = skills.get(i);
            problems.id(at + ".skill_id", skill.skillId());
            problems.text(at + ".skill_name", skill.skillName(), Limits.LABEL_LENGTH);
            problems.within(at + ".max_rating", skill.maxRating(), 1, Limits.RATING_MAX);
            if (skill.currentRating() != null) {
                problems.within(at + ".current_rating", skill.currentRating(), 0, skill.maxRating());
            }
            problems.optionalText(at + ".description", skill.description(), Limits.TEXT_LENGTH);
            problems.tags(at + ".tags", skill.tags());
        }
        problems.distinct("skills", skills, "skill_id", Skill::skillId);
        problems.throwForComponent();
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.SKILL_MAPPER;
    }
}
