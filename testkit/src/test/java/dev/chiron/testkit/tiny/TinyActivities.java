package dev.chiron.testkit.tiny;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What the workflow sees of the model and the database. */
@ActivityInterface
public interface TinyActivities {

    /** Asks the model and writes its answer down. */
    @ActivityMethod(name = "answer_activity")
    String answer(String learner, String question);
}
