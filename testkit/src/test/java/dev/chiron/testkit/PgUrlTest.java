package dev.chiron.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Goal: every usual way to write down a database address means the same place and the same login. */
class PgUrlTest {

    private static final PgUrl EXPECTED = new PgUrl("db.example.org", 6543, "app", "me", "p@ss/w+rd", Map.of());

    @Test
    void readsBothForms() {
        assertThat(PgUrl.parse("postgresql://me:p%40ss%2Fw+rd@db.example.org:6543/app"))
                .isEqualTo(EXPECTED);
        assertThat(PgUrl.parse("jdbc:postgresql://db.example.org:6543/app?user=me&password=p%40ss%2Fw%2Brd"))
                .isEqualTo(EXPECTED);
    }

    @Test
    void writesWhatItReads() {
        assertThat(PgUrl.parse(EXPECTED.toUri())).isEqualTo(EXPECTED);
        assertThat(PgUrl.parse(EXPECTED.toJdbcWithLogin())).isEqualTo(EXPECTED);
        assertThat(EXPECTED.toJdbc()).isEqualTo("jdbc:postgresql://db.example.org:6543/app");
    }

    @Test
    void keepsParametersAndDefaults() {
        PgUrl url = PgUrl.parse("postgres://db.example.org?sslmode=require");

        assertThat(url)
                .isEqualTo(new PgUrl("db.example.org", 5432, "postgres", "postgres", "", Map.of("sslmode", "require")));
        assertThat(url.at("127.0.0.1", 1).toJdbc()).isEqualTo("jdbc:postgresql://127.0.0.1:1/postgres?sslmode=require");
    }

    @Test
    void neverShowsThePassword() {
        assertThat(EXPECTED.toString()).doesNotContain("p@ss");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PgUrl.parse("mysql://me:secret@host/app"))
                .withMessageContaining("not a Postgres URL")
                .withMessageNotContaining("secret");
    }
}
