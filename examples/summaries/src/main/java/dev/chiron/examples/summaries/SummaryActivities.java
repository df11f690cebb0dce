package dev.chiron.examples.summaries;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.UUID;

/** What the workflow needs of the world. Both may be done twice. */
@ActivityInterface
public interface SummaryActivities {

    @ActivityMethod(name = "ask_model_activity")
    String askModel(UUID note, UUID author);

    @ActivityMethod(name = "store_summary_activity")
    void store(UUID note, String summary);
}
