package dev.chiron.tutor.platform.database;

import dev.chiron.tutor.platform.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a Postgres is, as pgjdbc wants it.
 *
 * @param jdbcUrl with user and password as parameters: never log it
 * @param shown host, port and database only
 */
record DatabaseAddress(String jdbcUrl, String shown) {

    private static final String REMEDY =
            "Use postgresql://user:password@host:5432/database, as the Supabase dashboard shows it";

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
        if (uri.getHost() == null || path == null || path.length() < 2) {
            throw new InvalidSettingException("SUPABASE_DB_URL", "it lacks a host or a database name", REMEDY);
        }
        var port = uri.getPort() < 0 ? 5432 : uri.getPort();
        var shown = uri.getHost() + ":" + port + path;
        var jdbc = new StringBuilder("jdbc:postgresql://").append(shown);
        var separator = '?';
        if (uri.getRawQuery() != null) {
            jdbc.append(separator).append(uri.getRawQuery());
            separator = '&';
        }
        var userInfo = uri.getRawUserInfo();
        if (userInfo != null) {
            var colon = userInfo.indexOf(':');
            var user = colon < 0 ? userInfo : userInfo.substring(0, colon);
            jdbc.append(separator).append("user=").append(recode(user));
            if (colon >= 0) {
                jdbc.append("&password=").append(recode(userInfo.substring(colon + 1)));
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

    private static String recode(String raw) {
        var plain = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }
}
