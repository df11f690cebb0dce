package dev.chiron.testkit;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Where a Postgres database is and how one logs in there, whichever way it was written down. */
record PgUrl(String host, int port, String database, String user, String password, Map<String, String> parameters) {

    PgUrl {
        parameters = Map.copyOf(parameters);
    }

    /** Reads {@code postgresql://user:password@host:port/db?…} or {@code jdbc:postgresql://host:port/db?user=…}. */
    static PgUrl parse(String text) {
        String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        URI uri = URI.create(plain);
        if (uri.getHost() == null || !("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    "not a Postgres URL (postgresql://user:password@host:port/database): " + withoutPassword(text));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
            }
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[] {""}
                : uri.getRawUserInfo().split(":", 2);
        String user = login[0].isEmpty() ? parameters.getOrDefault("user", "postgres") : decode(login[0]);
        String password = login.length > 1 ? decode(login[1]) : parameters.getOrDefault("password", "");
        parameters.remove("user");
        parameters.remove("password");
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        return new PgUrl(
                uri.getHost(),
                uri.getPort() < 0 ? 5432 : uri.getPort(),
                path.isEmpty() ? "postgres" : path,
                user,
                password,
                parameters);
    }

    PgUrl at(String otherHost, int otherPort) {
        return new PgUrl(otherHost, otherPort, database, user, password, parameters);
    }

    PgUrl database(String other) {
        return new PgUrl(host, port, other, user, password, parameters);
    }

    /** As Supabase shows it: {@code postgresql://user:password@host:port/database}. */
    String toUri() {
        String login = password.isEmpty() ? encode(user) : encode(user) + ":" + encode(password);
        return "postgresql://" + login + "@" + host + ":" + port + "/" + database + query();
    }

    /** For the JDBC driver, without the login. */
    String toJdbc() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + query();
    }

    /** For the JDBC driver, with the login. */
    String toJdbcWithLogin() {
        String jdbc = toJdbc();
        return jdbc + (jdbc.indexOf('?') < 0 ? '?' : '&') + "user=" + encode(user) + "&password=" + encode(password);
    }

    /** Opens a connection with this login. */
    Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", "10");
        login.setProperty("ApplicationName", "testkit");
        return DriverManager.getConnection(toJdbc(), login);
    }

    private String query() {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        return query.toString();
    }

    private static String withoutPassword(String text) {
        return text.replaceAll("//[^@/]*@", "//…@").replaceAll("password=[^&]*", "password=…");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return user + " at " + host + ":" + port + "/" + database;
    }
}
