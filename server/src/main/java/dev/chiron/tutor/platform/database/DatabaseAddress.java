package dev.chiron.tutor.platform.database;

import dev.chiron.tutor.platform.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Where a Postgres is, as pgjdbc wants it.
 *
 * @param jdbcUrl with user and password as parameters: never log it
 * @param shown host, port and database only
 */
record DatabaseAddress(String jdbcUrl, String shown) {

    /** Without the password. */
    @Override
    public String toString() {
        return shown;
    }

    private static final String REMEDY =
            "Use postgresql://user:password@host:5432/database, as the Supabase dashboard shows it,"
                    + " with %XX for special characters of the password";

    /** By ourselves, because a host of {@link URI} has no underscore, and those of the Supabase CLI do. */
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?:(?<user>[^:@]*)(?::(?<password>[^@]*))?@)?(?<host>[\\w.-]+|\\[[0-9a-fA-F:.]+])(?::(?<port>\\d{1,5}))?");

    /**
     * Reads {@code postgresql://…}, {@code postgres://…} or {@code jdbc:postgresql://…}.
     *
     * @throws InvalidSettingException if it is none of them
     */
    static DatabaseAddress parse(String url) {
        var plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        URI uri;
        try {
            uri = new URI(plain);
        } catch (URISyntaxException e) {
            throw new InvalidSettingException("SUPABASE_DB_URL", "not a URL", REMEDY);
        }
        var scheme = uri.getScheme();
        if (!"postgresql".equals(scheme) && !"postgres".equals(scheme)) {
            throw new InvalidSettingException("SUPABASE_DB_URL", "not a Postgres URL", REMEDY);
        }
        var path = uri.getPath();
        var authority = AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        // A further slash, or a fragment, is a special character of a password: what is left of it would be shown.
        if (!authority.matches()
                || path == null
                || path.lastIndexOf('/') > 0
                || path.length() < 2
                || uri.getRawFragment() != null) {
            throw new InvalidSettingException("SUPABASE_DB_URL", "it lacks a host or a database name", REMEDY);
        }
        var port = authority.group("port") == null ? "5432" : authority.group("port");
        var shown = authority.group("host") + ":" + port + path;
        var jdbc = new StringBuilder("jdbc:postgresql://").append(shown);
        var separator = '?';
        if (uri.getRawQuery() != null) {
            jdbc.append(separator).append(uri.getRawQuery());
            separator = '&';
        }
        var user = authority.group("user");
        if (user != null) {
            jdbc.append(separator).append("user=").append(recode(user));
            var password = authority.group("password");
            if (password != null) {
                jdbc.append("&password=").append(recode(password));
            }
        }
        return new DatabaseAddress(jdbc.toString(), shown);
    }

    /** The address with one more connection parameter. */
    String with(String parameter, String value) {
        return jdbcUrl
                + (jdbcUrl.indexOf('?') < 0 ? '?' : '&')
                + parameter
                + '='
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /**
     * The same database for another login.
     *
     * @param user a role; a pooler's name for the project (what stands behind the dot of our own user) is added
     * @param password none: the server is to let it in without
     */
    DatabaseAddress as(String user, @Nullable String password) {
        var question = jdbcUrl.indexOf('?');
        var query = question < 0 ? "" : jdbcUrl.substring(question + 1);
        var kept = Arrays.stream(query.split("&", -1))
                .filter(each -> !each.isEmpty() && !each.startsWith("user=") && !each.startsWith("password="))
                .collect(Collectors.joining("&"));
        var bare = question < 0 ? jdbcUrl : jdbcUrl.substring(0, question);
        var own = parameter("user");
        var project = own == null || own.indexOf('.') < 0 ? "" : own.substring(own.indexOf('.'));
        var login = new DatabaseAddress(bare + (kept.isEmpty() ? "" : "?" + kept), shown);
        login = new DatabaseAddress(login.with("user", user + project), shown);
        return password == null ? login : new DatabaseAddress(login.with("password", password), shown);
    }

    /** The password of the login; null when it has none. */
    @Nullable
    String password() {
        return parameter("password");
    }

    private @Nullable String parameter(String name) {
        var properties = Driver.parseURL(jdbcUrl, null);
        return properties == null ? null : properties.getProperty(name);
    }

    private static String recode(String raw) {
        var plain = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }
}
