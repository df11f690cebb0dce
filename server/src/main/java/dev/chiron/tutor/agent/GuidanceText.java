package dev.chiron.tutor.agent;

import dev.chiron.tutor.agent.Guidance.Answered;
import java.util.ArrayList;
import java.util.List;

/** What is said around a unit: as facts for a model, and in plain words where no model says it. */
final class GuidanceText {

    private final Guidance guidance;

    GuidanceText(Guidance guidance) {
        this.guidance = guidance;
    }

    /** Without a model. */
    String plain() {
        var unit = "**" + guidance.unit() + "**";
        return switch (guidance.occasion()) {
            case START ->
                "Welcome to **" + guidance.track() + "**. It has " + guidance.of() + " units; we begin with " + unit
                        + ".";
            case NEXT -> "On to " + unit + " (unit " + (guidance.done() + 1) + " of " + guidance.of() + ").";
            case AGAIN -> "Have another look, take your time, and try once more.";
            case REMEDIAL -> "Before your next try, here is something that helps: " + unit + ".";
            case BACK -> "Now back to the question.";
            case REMINDER ->
                "Good to have you here. On **" + guidance.track() + "** you have done " + guidance.done() + " of "
                        + guidance.of() + " units; " + unit + " waits for you above.";
            case FINISHED -> "That was the last unit. Well done!";
            case RESUMED ->
                "Welcome back to **" + guidance.track() + "**. You have done " + guidance.done() + " of "
                        + guidance.of() + " units; we go on with " + unit + ".";
        };
    }

    /** For a model's instructions, a line each. */
    String facts() {
        var facts = new ArrayList<String>();
        facts.add("Track: " + guidance.track() + "; " + guidance.done() + " of " + guidance.of() + " units done.");
        facts.add("Occasion: " + occasion());
        if (guidance.unit() != null) {
            facts.add("The unit that comes after your words: " + guidance.unit()
                    + (guidance.asks() ? " (it ends in a question)" : ""));
        }
        if (guidance.answered() != null) {
            facts.addAll(answered(guidance.answered()));
        }
        if (!guidance.toReview().isEmpty()) {
            facts.add("Not passed, worth another look: " + String.join(", ", guidance.toReview()));
        }
        return "- " + String.join("\n- ", facts);
    }

    private String occasion() {
        return switch (guidance.occasion()) {
            case START -> "the learner begins the track; introduce it and the first unit.";
            case NEXT -> "one unit is done; lead over to the next one.";
            case AGAIN ->
                "the answer did not pass; encourage, explain the idea behind it in another way, without the answer.";
            case REMEDIAL -> "the answer did not pass; say that a short detour helps before the next try.";
            case BACK -> "the detour is done; the question comes again.";
            case REMINDER -> "the learner has been away for a while; welcome them back to the unit that waits.";
            case FINISHED -> "the track is finished; praise what was done, briefly.";
            case RESUMED -> "the learner had left the track and is back; welcome them to the unit where they were.";
        };
    }

    private static List<String> answered(Answered answered) {
        var facts = new ArrayList<String>();
        facts.add("Just answered, in \"" + answered.unit() + "\": " + answered.question());
        facts.add("The learner's answer: " + answered.reply());
        if (answered.score() != null) {
            facts.add("The server judged it and told the learner so: " + answered.score() + " of 100, "
                    + (answered.passed() ? "passed" : "not passed") + ", attempt " + answered.attempt() + ".");
        }
        if (answered.feedback() != null) {
            facts.add("What the learner has been told about it: " + answered.feedback());
        }
        return facts;
    }
}
