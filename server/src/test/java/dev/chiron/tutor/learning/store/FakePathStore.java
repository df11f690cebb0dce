package dev.chiron.tutor.learning.store;

import dev.chiron.tutor.learning.activity.PathCall;
import dev.chiron.tutor.platform.InteractionId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** One path, or none, and no answers, in memory. Everything else of the store fails: there is no database. */
public final class FakePathStore extends PathStore {

    private final @Nullable PathRow row;

    /** @param row null for no path */
    public FakePathStore(@Nullable PathRow row) {
        super(
                JdbcClient.create(new DriverManagerDataSource("jdbc:none:")),
                new PathRows(JsonMapper.shared()),
                JsonMapper.shared());
        this.row = row;
    }

    @Override
    public Optional<PathRow> take(PathCall path, Duration again) {
        return find(path);
    }

    @Override
    public Optional<PathRow> find(PathCall path) {
        return Optional.ofNullable(row);
    }

    @Override
    public Optional<Answered> answer(PathCall path, InteractionId interaction) {
        return Optional.empty();
    }
}
