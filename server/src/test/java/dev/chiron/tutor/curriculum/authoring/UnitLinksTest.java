package dev.chiron.tutor.curriculum.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.platform.UnitId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Links between units")
class UnitLinksTest {

    private static final UnitId A = unit(1);
    private static final UnitId B = unit(2);
    private static final UnitId C = unit(3);
    private static final UnitId D = unit(4);

    private final Map<UnitId, UnitLinks> known = new HashMap<>();

    private static UnitId unit(int number) {
        return new UnitId(new UUID(0, number));
    }

    private void exists(UnitId unit, @Nullable UnitId remedial, UnitId... prerequisites) {
        known.put(unit, new UnitLinks(remedial, List.of(prerequisites)));
    }

    private List<String> problems(@Nullable UnitId unit, @Nullable UnitId remedial, UnitId... prerequisites) {
        var problems = new Problems();
        UnitLinks.check(
                unit,
                remedial == null ? null : new NamedUnit("remedial_unit_id", remedial),
                TrackOrderTest.named("prerequisite_unit_ids", prerequisites),
                known,
                problems);
        return Json.lines(problems);
    }

    // Goal: a link leads to a unit that exists, and to each once.
    @Test
    void leadToUnitsThatExist() {
        exists(B, null);
        assertThat(problems(null, B, B)).isEmpty();
        assertThat(problems(null, C, B, D, B))
                .containsExactly(
                        "remedial_unit_id: is not the id of a unit",
                        "prerequisite_unit_ids[1]: is not the id of a unit",
                        "prerequisite_unit_ids[2]: is named twice");
    }

    // Goal: no unit is its own remedy or prerequisite.
    @Test
    void neverLeadToTheUnitItself() {
        exists(A, null);
        assertThat(problems(A, A, A))
                .containsExactly(
                        "remedial_unit_id: is the unit itself", "prerequisite_unit_ids[0]: is the unit itself");
    }

    // Goal: a circle of any length is found, and told by the link that would close it.
    @Test
    void makeNoCircle() {
        exists(A, null);
        exists(B, C, C);
        exists(C, A, A);
        exists(D, null);
        assertThat(problems(A, B, D, B))
                .containsExactly(
                        "remedial_unit_id: makes a circle of remedial units",
                        "prerequisite_unit_ids[1]: makes a circle of prerequisites");
        assertThat(problems(D, B, B)).isEmpty();
    }

    // Goal: the remedy for a unit may need that unit's prerequisite, or be one: these are two graphs.
    @Test
    void ofTwoKindsMakeNoCircleTogether() {
        exists(A, null);
        exists(B, null, A);
        assertThat(problems(A, B)).isEmpty();
    }

    // Goal: circles that are stored already, written past the API, do not hang the check.
    @Test
    void endInACircleThatIsAlreadyThere() {
        exists(A, null);
        exists(B, C, C);
        exists(C, B, B);
        assertThat(problems(A, B, B)).isEmpty();
    }
}
