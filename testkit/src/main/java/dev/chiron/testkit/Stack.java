package dev.chiron.testkit;

import dev.chiron.embedded.TemporalBackend;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running application and its surroundings. Safe to use from any thread. */
public final class Stack implements AutoCloseable {

    private final ConfigurableApplicationContext application;
    private final TemporalBackend temporal;
    private final PgUrl database;
    private final Database look;
    private final ScriptedModel model;
    private final Learners learners;
    private final @Nullable Faults faults;
    private final String agent;
    private final Runnable afterwards;
    private final @Nullable WorkflowServiceStubs ownStubs;
    private final Workflows workflows;
    private final Inside inside;
    private final Replays replays;
    private final StackChecks checks;

    private Stack(
            ConfigurableApplicationContext application,
            Inside inside,
            List<StackInvariant> invariants,
            TemporalBackend temporal,
            PgUrl database,
            ScriptedModel model,
            String jwtSecret,
            @Nullable Faults faults,
            String agent,
            Runnable afterwards) {
        this.application = application;
        this.temporal = temporal;
        this.database = database;
        this.look = new Database(database);
        this.model = model;
        this.learners = new Learners(database, new Tokens(jwtSecret));
        this.faults = faults;
        this.agent = agent;
        this.afterwards = afterwards;
        // Behind a broken cable the application's own client is as blind as the application.
        this.ownStubs = faults == null
                ? null
                : WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(temporal.target())
                        .build());
        Supplier<WorkflowClient> client = () -> {
            WorkflowClient known = application.getBean(WorkflowClient.class);
            return ownStubs == null ? known : WorkflowClient.newInstance(ownStubs, known.getOptions());
        };
        this.workflows = new Workflows(client);
        this.inside = inside;
        this.replays = new Replays(inside.ledger(), client, () -> application.getBean(WorkerFactory.class));
        this.checks = new StackChecks(look, inside.ledger(), workflows, replays, invariants, Ceiling.WAIT);
    }

    /**
     * Starts the application; what it was given belongs to the stack from then on, also when it fails.
     *
     * @param afterwards disposes of the database once nothing uses it any more
     */
    static Stack start(
            StackPlan plan, PgUrl database, TemporalBackend temporal, @Nullable Faults faults, Runnable afterwards) {
        ScriptedModel model = ScriptedModel.start();
        String jwtSecret = UUID.randomUUID() + "-" + UUID.randomUUID();
        Inside inside = new Inside();
        StackSettings settings = plan.newSettings();
        Runnable dispose = () -> {
            try {
                close(settings);
            } finally {
                afterwards.run();
            }
        };
        try {
            List<StackInvariant> invariants = plan.newInvariants().all();
            PgUrl seen = faults == null
                    ? database
                    : database.at("127.0.0.1", faults.database().port());
            String address =
                    faults == null ? temporal.target() : faults.temporal().address();
            List<String> arguments = new ArrayList<>();
            settings.of(new StackSettings.Addresses(
                            seen.toUri(),
                            seen.toJdbcWithLogin(),
                            jwtSecret,
                            address,
                            temporal.namespace(),
                            model.baseUrl().toString()))
                    .forEach((name, value) -> arguments.add("--" + name + "=" + value));
            plan.properties().forEach(property -> arguments.add("--" + property));
            ConfigurableApplicationContext application = new SpringApplicationBuilder(plan.application())
                    .bannerMode(Banner.Mode.OFF)
                    // The order in which things end is ours: application, Temporal, database.
                    .registerShutdownHook(false)
                    .initializers(inside)
                    .run(arguments.toArray(String[]::new));
            return new Stack(
                    application,
                    inside,
                    invariants,
                    temporal,
                    database,
                    model,
                    jwtSecret,
                    faults,
                    plan.agent(),
                    dispose);
        } catch (RuntimeException e) {
            model.close();
            closeSurroundings(temporal, faults, dispose);
            throw e;
        }
    }

    /** Settings may have started something for their application, which ends after it. */
    private static void close(StackSettings settings) {
        if (settings instanceof AutoCloseable started) {
            try {
                started.close();
            } catch (Exception e) {
                throw new IllegalStateException(settings + " cannot be closed", e);
            }
        }
    }

    /** The application's HTTP port. */
    public int port() {
        String port = application.getEnvironment().getProperty("local.server.port");
        if (port == null) {
            throw new IllegalStateException("the application has no web server (no property local.server.port)");
        }
        return Integer.parseInt(port);
    }

    /** The root of the application, as in {@code http://127.0.0.1:43210}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The application itself; a test that looks at its beans tests less of what a user meets. */
    public ConfigurableApplicationContext application() {
        return application;
    }

    /** The database, directly, as a URL with its login. */
    public String databaseUrl() {
        return database.toUri();
    }

    /** The Temporal server, directly, as {@code host:port}. */
    public String temporalAddress() {
        return temporal.target();
    }

    /** The namespace the application works in. */
    public String temporalNamespace() {
        return temporal.namespace();
    }

    /** The model the application asks. */
    public ScriptedModel model() {
        return model;
    }

    /** Makes learners. */
    public Learners learners() {
        return learners;
    }

    /** Looks into the database. */
    public Database database() {
        return look;
    }

    /** Looks at the application's workflows. */
    public Workflows workflows() {
        return workflows;
    }

    /** Calls the application as nobody. */
    public TutorClient client() {
        return TutorClient.of(uri());
    }

    /** Runs the application's agent as nobody. */
    public AgUiClient agent() {
        return AgUiClient.of(uri(), agent);
    }

    /** The proxies of an exclusive stack; empty on a shared one, where a fault would hit other tests. */
    public Optional<Faults> faults() {
        return Optional.ofNullable(faults);
    }

    /** What the kit looks at unasked. */
    StackChecks checks() {
        return checks;
    }

    /** The same with other invariants and another ceiling. */
    StackChecks checks(Duration ceiling, StackInvariant... others) {
        return new StackChecks(look, inside.ledger(), workflows, replays, List.of(others), ceiling);
    }

    /** What was replayed here. */
    Replays replays() {
        return replays;
    }

    /** Disturbs the activities of a learner's workflows, until {@link #leaveAlone}. */
    void disturb(Learner learner, Disturber disturber) {
        inside.disturb(learner.id(), disturber);
    }

    void leaveAlone(Learner learner) {
        inside.leaveAlone(learner.id());
    }

    /**
     * Looks a last time at what must be true, then ends the application, then Temporal, then the database.
     *
     * @throws AssertionError when something is not true; everything has ended then, too
     */
    @Override
    public void close() {
        if (faults != null) {
            // An application that cannot say goodbye takes its time-outs to end.
            faults.restore();
        }
        try {
            checks.atTheEnd();
        } finally {
            end();
        }
    }

    private void end() {
        try {
            application.close();
        } finally {
            if (ownStubs != null) {
                ownStubs.shutdownNow();
                ownStubs.awaitTermination(5, TimeUnit.SECONDS);
            }
            learners.close();
            look.close();
            model.close();
            closeSurroundings(temporal, faults, afterwards);
        }
    }

    private static void closeSurroundings(TemporalBackend temporal, @Nullable Faults faults, Runnable afterwards) {
        try {
            temporal.close();
        } finally {
            if (faults != null) {
                faults.close();
            }
            afterwards.run();
        }
    }
}
