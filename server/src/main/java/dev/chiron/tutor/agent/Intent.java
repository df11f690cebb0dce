package dev.chiron.tutor.agent;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a message asks for, as far as its form tells. */
sealed interface Intent {

    /** "Teach me about X": the learner wants the library's lesson on a topic. */
    record TeachAbout(String topic) implements Intent {}

    /** "Teach me": about what? */
    record TeachSomething() implements Intent {}

    /** Everything else. */
    record Ask() implements Intent {}

    Pattern TEACH = Pattern.compile(
            "^(?:hi|hello|hey)?[\\s,!.]*(?:(?:can|could|would|will) you )?(?:please )?(?:teach|tutor) me"
                    + "(?<about>[\\s,]+(?:something |more |a bit )?(?:about|on|in|the basics of)?)?(?<topic>.*)$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    Pattern EMPTY_TOPIC = Pattern.compile("^(?:something|anything|please|stuff|things|a lesson|new things?)?$");

    static Intent of(String message) {
        var match = TEACH.matcher(message.strip());
        if (!match.matches()) {
            return new Ask();
        }
        var topic = match.group("topic").strip().replaceAll("[\\s?!.,;:]+$", "").replaceAll("(?i)[\\s,]+please$", "");
        return EMPTY_TOPIC.matcher(topic.toLowerCase(Locale.ROOT)).matches()
                ? new TeachSomething()
                : new TeachAbout(topic);
    }
}
