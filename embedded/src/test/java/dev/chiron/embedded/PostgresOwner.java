package dev.chiron.embedded;

import java.nio.file.Path;
import java.sql.DriverManager;

/** A program that owns a server and commits numbers until it is killed, saying each one that is committed. */
final class PostgresOwner {

    private PostgresOwner() {}

    @SuppressWarnings("SystemOut") // Its output is what the test listens to.
    public static void main(String[] arguments) throws Exception {
        SupabasePostgres postgres = arguments[0].equals("fast")
                ? SupabasePostgres.startFast(Path.of(arguments[1]), PostgresUser.detect())
                : SupabasePostgres.startDurable(Path.of(arguments[1]), Path.of(arguments[2]), PostgresUser.detect());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            postgres.close();
            postgres.close();
            System.out.println("closed");
        }));
        System.out.println("server " + postgres.process().orElseThrow().pid());
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists committed (number bigserial primary key)");
            while (true) {
                try (var row = statement.executeQuery("insert into committed default values returning number")) {
                    row.next();
                    System.out.println("committed " + row.getLong(1));
                }
            }
        }
    }
}
