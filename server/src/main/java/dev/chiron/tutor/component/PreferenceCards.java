package dev.chiron.tutor.component;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cards that tell how the learner likes to learn, to choose from.
 *
 * @param preferenceSetId 1–200 characters
 * @param promptText 1–4,000 characters, Markdown
 * @param cards 1–20, with different ids
 * @param allowMultipleSelection true when JSON has none
 */
public record PreferenceCards(
        String preferenceSetId, String promptText, List<Card> cards, boolean allowMultipleSelection)
        implements Component {

    /**
     * A card.
     *
     * @param cardId 1–200 characters
     * @param title 1–200 characters
     * @param description 1–4,000 characters
     * @param imageUrl http or https, at most 2,000 characters
     * @param icon a name or an emoji, 1–50 characters
     */
    public record Card(
            String cardId,
            String title,
            String description,
            @Nullable String imageUrl,
            @Nullable String icon) {}

    /** @throws InvalidComponentException with all that is wrong */
    public PreferenceCards {
        var problems = new Problems();
        problems.id("preference_set_id", preferenceSetId);
        problems.text("prompt_text", promptText, Limits.TEXT_LENGTH);
        cards = problems.list("cards", cards, 1, Limits.CHOICES_MAX);
        for (var i = 0; i < cards.size(); i++) {
            var at = Problems.at("cards", i);
            var card = cards.get(i);
            problems.id(at + ".card_id", card.cardId());
            problems.text(at + ".title", card.title(), Limits.LABEL_LENGTH);
            problems.text(at + ".description", card.description(), Limits.TEXT_LENGTH);
            problems.optionalLink(at + ".image_url", card.imageUrl());
            problems.optionalText(at + ".icon", card.icon(), Limits.ICON_LENGTH);
        }
        problems.distinct("cards", cards, "card_id", Card::cardId);
        problems.throwForComponent();
    }

    @JsonCreator
    static PreferenceCards ofJson(
            String preferenceSetId, String promptText, List<Card> cards, @Nullable Boolean allowMultipleSelection) {
        return new PreferenceCards(
                preferenceSetId, promptText, cards, allowMultipleSelection == null || allowMultipleSelection);
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.PREFERENCE_CARDS;
    }
}
