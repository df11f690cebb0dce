package dev.chiron.tutor.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.platform.InvalidSettingException;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

@DisplayName("A database's address is read in every form that people have it, and its password is never shown")
class DatabaseAddressTest {

    // Goal: the address as a dashboard, a platform or a Java program writes it.
    @ParameterizedTest
    @CsvSource({
        "postgresql://ada:pw@db.example.org:6543/postgres, db.example.org:6543/postgres, ada, pw",
        "postgres://ada:pw@db.example.org/school, db.example.org:5432/school, ada, pw",
        "jdbc:postgresql://db.example.org/school?user=ada&password=pw, db.example.org:5432/school, ada, pw",
        "postgresql://postgres.abcdef:pw@aws-0-eu.pooler.supabase.com:5432/postgres,"
                + " aws-0-eu.pooler.supabase.com:5432/postgres, postgres.abcdef, pw",
        "postgresql://ada@127.0.0.1/school, 127.0.0.1:5432/school, ada, ''",
        "postgresql://ada:pw@[::1]:5433/school, [::1]:5433/school, ada, pw",
        "postgresql://ada:pw@supabase_db_school:5432/postgres, supabase_db_school:5432/postgres, ada, pw",
    })
    void aGoodAddressIsRead(String url, String shown, String user, String password) {
        var address = DatabaseAddress.parse(url);

        assertThat(address.shown()).isEqualTo(shown);
        var properties = asTheDriverReads(address.jdbcUrl());
        assertThat(properties.getProperty("user")).isEqualTo(user);
        assertThat(properties.getProperty("password", "")).isEqualTo(password);
        assertThat("%s:%s/%s"
                        .formatted(
                                properties.getProperty("PGHOST"),
                                properties.getProperty("PGPORT"),
                                properties.getProperty("PGDBNAME")))
                .isEqualTo(shown);
    }

    // Goal: a password that a generator made logs in, whatever characters it has.
    @ParameterizedTest
    @CsvSource({
        "p%40ss%3Aw%2Frd, p@ss:w/rd",
        "a%23b%3Fc%26d%3De, a#b?c&d=e",
        "100%25, 100%",
        "a+b, a+b",
        "a%2Bb%20c, a+b c",
        "%C3%A9%F0%9F%8E%93, é🎓",
        "a:b, a:b",
        "!$'()*;~.-_, !$'()*;~.-_",
    })
    void specialCharactersOfAPasswordReachTheDriver(String encoded, String password) {
        var address = DatabaseAddress.parse("postgresql://ada:" + encoded + "@db.example.org/school");

        assertThat(asTheDriverReads(address.jdbcUrl()).getProperty("password")).isEqualTo(password);
        assertThat(address.shown()).isEqualTo("db.example.org:5432/school");
    }

    @Test
    void parametersAreKeptAndCanBeAdded() {
        var address = DatabaseAddress.parse("postgresql://ada:pw@h/d?sslmode=require&connectTimeout=4");
        var properties = asTheDriverReads(address.with("ApplicationName", "a b&c"));

        assertThat(properties)
                .containsEntry("sslmode", "require")
                .containsEntry("connectTimeout", "4")
                .containsEntry("user", "ada")
                .containsEntry("ApplicationName", "a b&c");
        assertThat(asTheDriverReads(DatabaseAddress.parse("postgresql://h/d").with("loginTimeout", "5")))
                .containsEntry("loginTimeout", "5");
    }

    // Goal: another login of the same database keeps all but who it is, and the project that a pooler knows it by.
    @ParameterizedTest
    @CsvSource({
        "postgresql://ada:pw@h:6543/d?sslmode=require, web",
        "jdbc:postgresql://h:6543/d?user=ada&password=pw&sslmode=require, web",
        "postgresql://postgres.abcdef:pw@h:6543/d?sslmode=require, web.abcdef",
    })
    void anotherLoginReachesTheSameDatabase(String url, String user) {
        var other = DatabaseAddress.parse(url).as("web", "p&w=?");
        var properties = asTheDriverReads(other.jdbcUrl());

        assertThat(properties)
                .containsEntry("user", user)
                .containsEntry("password", "p&w=?")
                .containsEntry("sslmode", "require")
                .containsEntry("PGPORT", "6543");
        assertThat(other.password()).isEqualTo("p&w=?");
        assertThat(DatabaseAddress.parse(url).as("web", null).password()).isNull();
    }

    // Goal: what is no address is told in one line, which never has the password in it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "mysql://ada:hunter2@h/d",
                "http://ada:hunter2@h/d",
                "postgresql://ada:hunter2@h",
                "postgresql://ada:hunter2@h/",
                "postgresql://ada:hunter2@/d",
                "postgresql:///d?password=hunter2",
                "postgresql://ada:hunter2%@h/d",
                "postgresql://ada:hunter2 @h/d",
                "postgresql://ada:hunter2@h:port/d",
                "postgresql://ada:hunter2@h:99999999/d",
                "postgresql://ada:hunter2#x@h/d",
                "postgresql://ada:hunter2/x@h/d",
                "postgresql://ada:1/hunter2@h:5432/d",
                "postgresql://ada:hunter2?x@h/d",
                "postgresql://ada:hunter2@h1,h2/d",
                "postgresql://ada:hunter2@h/d/e",
                "jdbc:ada:hunter2",
                "host=h dbname=d password=hunter2",
            })
    void whatIsNoAddressIsRefusedWithoutItsPassword(String url) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url))
                .isInstanceOf(InvalidSettingException.class)
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("SUPABASE_DB_URL: ")
                        .contains("postgresql://user:password@host:5432/database")
                        .doesNotContain("hunter2")
                        .hasLineCount(1));
    }

    private static Properties asTheDriverReads(String jdbcUrl) {
        return Objects.requireNonNull(Driver.parseURL(jdbcUrl, new Properties()), "not an address for the driver");
    }
}
