package dev.chiron.tutor.identity.store;

import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerSession;
import dev.chiron.tutor.platform.ApiException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LearnerSessionStore implements LearnerSession {

    private final JdbcClient requestJdbc;

    LearnerSessionStore(@Qualifier("requestJdbc") JdbcClient requestJdbc) {
        this.requestJdbc = requestJdbc;
    }

    @Override
    public void become(Learner learner) {
        var open = requestJdbc
                .sql("""
                        select public.account_is_open(:learner) as open,
                               set_config('role', 'authenticated', true),
                               set_config('request.jwt.claims', :claims, true)
                        """)
                .param("learner", learner.id().value())
                .param("claims", learner.claims())
                .query((row, number) -> row.getBoolean("open"))
                .single();
        if (!open) {
            throw ApiException.unauthenticated();
        }
    }

    @Override
    public boolean isOpen(Learner learner) {
        return requestJdbc
                .sql("select public.account_is_open(:learner)")
                .param("learner", learner.id().value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public void holdStill() {
        requestJdbc
                .sql("set transaction isolation level repeatable read, read only")
                .update();
    }
}
