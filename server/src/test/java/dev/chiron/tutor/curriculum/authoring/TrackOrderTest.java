package dev.chiron.tutor.curriculum.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.platform.UnitId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The order of a track's units")
class TrackOrderTest {

    private static final UnitId A = new UnitId(new UUID(0, 1));
    private static final UnitId B = new UnitId(new UUID(0, 2));
    private static final UnitId C = new UnitId(new UUID(0, 3));

    private static final Map<UnitId, UnitLinks> KNOWN = Map.of(
            A, new UnitLinks(null, List.of()), B, new UnitLinks(null, List.of(A)), C, new UnitLinks(A, List.of(A, B)));

    static List<NamedUnit> named(String field, UnitId... units) {
        return IntStream.range(0, units.length)
                .mapToObj(i -> new NamedUnit(field + "[" + i + "]", units[i]))
                .toList();
    }

    private static List<String> problems(UnitId... order) {
        var problems = new Problems();
        new TrackOrder(named("unit_ids", order)).check(KNOWN, problems);
        return Json.lines(problems);
    }

    private static List<String> problemsOf(String body) {
        var problems = new Problems();
        TrackOrder.read(Json.object(body), problems);
        return Json.lines(problems);
    }

    // Goal: a unit comes after those that are to be completed first, where they are in the track at all.
    @Test
    void putsPrerequisitesFirst() {
        assertThat(problems(A, B, C)).isEmpty();
        assertThat(problems(C)).isEmpty();
        assertThat(problems(A, C)).isEmpty();
        assertThat(problems()).isEmpty();
        assertThat(problems(A, C, B)).containsExactly("unit_ids[1]: comes before a unit that is to be completed first");
        assertThat(problems(B, C, A))
                .containsExactly(
                        "unit_ids[0]: comes before a unit that is to be completed first",
                        "unit_ids[1]: comes before a unit that is to be completed first");
    }

    // Goal: each unit exists and has one place.
    @Test
    void namesUnitsThatExistOnce() {
        var unknown = new UnitId(new UUID(0, 9));
        assertThat(problems(A, unknown, A))
                .containsExactly("unit_ids[1]: is not the id of a unit", "unit_ids[2]: is named twice");
    }

    // Goal: a body is a list of ids, 200 at most.
    @Test
    void isAListOfIds() {
        assertThat(problemsOf("{}")).containsExactly("unit_ids: is missing");
        assertThat(problemsOf("{'unit_ids': null}")).containsExactly("unit_ids: must be a list");
        assertThat(problemsOf("{'unit_ids': ['" + A + "', '1-2-3-4-5', 7]}"))
                .containsExactly("unit_ids[1]: is not a valid UUID", "unit_ids[2]: is not a valid UUID");
        assertThat(problemsOf("{'unit_ids': [" + "1,".repeat(200) + "1]}"))
                .containsExactly("unit_ids: must have 200 at most");
        assertThat(problemsOf("{'unit_ids': ['" + A + "']}")).isEmpty();
    }

    // Goal: a prerequisite that is given later does not turn a track's order around.
    @Test
    void holdsForPrerequisitesThatAreGivenLater() {
        var problems = new Problems();
        TrackOrder.checkPrerequisites(B, named("prerequisite_unit_ids", A, C), List.of(A, B, C), problems);
        TrackOrder.checkPrerequisites(B, named("prerequisite_unit_ids", C), List.of(A, C), problems);
        assertThat(Json.lines(problems)).containsExactly("prerequisite_unit_ids[1]: comes after this unit in a track");
    }
}
