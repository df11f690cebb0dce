package dev.chiron.tutor.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Three pools on one database, because three kinds of work may see different things: requests have a login of their
 * own and wait in a role that may read nothing until a transaction becomes a learner; workers are {@code service_role};
 * accounts belong to {@code supabase_auth_admin}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    Database database(DatabaseSettings settings) {
        return Database.open(settings);
    }

    /** Brings the schema up to date before anything uses it. */
    @Bean
    Migrations migrations(Database database) {
        SchemaMigrations.apply(database.address().jdbcUrl());
        return new Migrations(database);
    }

    /** Proof that the schema is there: a bean that needs the tables asks for it. */
    record Migrations(Database database) {

        HikariDataSource pool(String name, String role, int size, DatabaseSettings settings) {
            return pool(database.address(), name, role, size, settings);
        }

        HikariDataSource pool(DatabaseAddress login, String name, String role, int size, DatabaseSettings settings) {
            var config = new HikariConfig();
            config.setPoolName(name);
            config.setJdbcUrl(login.jdbcUrl());
            config.setMaximumPoolSize(size);
            config.setMinimumIdle(Math.min(size, 2));
            config.setConnectionTimeout(settings.connectTimeout().toMillis());
            config.setConnectionInitSql("set role " + role);
            config.addDataSourceProperty("connectTimeout", seconds(settings.connectTimeout()));
            config.addDataSourceProperty("socketTimeout", seconds(settings.statementTimeout()));
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("ApplicationName", "chiron-" + name);
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
            return new HikariDataSource(config);
        }

        private static String seconds(Duration duration) {
            return Long.toString(Math.max(1, duration.toSeconds()));
        }
    }

    @Bean(destroyMethod = "close")
    HikariDataSource requestDataSource(Migrations migrations, DatabaseSettings settings) {
        var login = RequestLogin.of(migrations.database().address());
        return migrations.pool(login, "requests", "chiron_request", settings.requestConnections(), settings);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource workerDataSource(Migrations migrations, DatabaseSettings settings) {
        return migrations.pool("workers", "service_role", settings.workerConnections(), settings);
    }

    @Bean
    DatabaseProbe databaseProbe(@Qualifier("requestDataSource") DataSource requests) {
        return new DatabaseProbe(requests);
    }

    @Bean
    JdbcClient requestJdbc(@Qualifier("requestDataSource") DataSource requests) {
        return JdbcClient.create(requests);
    }

    @Bean
    JdbcClient workerJdbc(@Qualifier("workerDataSource") DataSource workers) {
        return JdbcClient.create(workers);
    }

    @Bean
    PlatformTransactionManager requestTransactionManager(@Qualifier("requestDataSource") DataSource requests) {
        return new DataSourceTransactionManager(requests);
    }

    @Bean
    PlatformTransactionManager workerTransactionManager(@Qualifier("workerDataSource") DataSource workers) {
        return new DataSourceTransactionManager(workers);
    }

    @Bean
    TransactionTemplate requestTransactions(
            @Qualifier("requestTransactionManager") PlatformTransactionManager manager, DatabaseSettings settings) {
        return new QueuedTransactions(manager, settings.requestConnections(), settings.requestPatience());
    }

    @Bean
    TransactionTemplate workerTransactions(@Qualifier("workerTransactionManager") PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean
    AccountsDatabase accountsDatabase(Migrations migrations, DatabaseSettings settings) {
        return new AccountsDatabase(() -> migrations.pool("accounts", "supabase_auth_admin", 8, settings));
    }

    /** A connection of its own that listens; it must not come from a pool, whose connections come and go. */
    @Bean
    Notifications notifications(Migrations migrations) {
        return new Notifications(migrations.database().address().with("ApplicationName", "chiron-listener"));
    }

    @Bean
    SeedContent seedContent(Migrations migrations) {
        var database = migrations.database();
        // A database of somebody else's gets the content by `supabase db seed`, when they want it.
        if (database.embedded()) {
            try (var connection = DriverManager.getConnection(database.address().jdbcUrl())) {
                SeedScripts.inJar().run(connection);
            } catch (SQLException | IOException e) {
                throw new IllegalStateException("the content of supabase/ could not be loaded", e);
            }
        }
        return new SeedContent();
    }

    /** Proof that the content of {@code supabase/} is there, where it is ours to load. */
    record SeedContent() {}
}
