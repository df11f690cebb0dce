package dev.chiron.tutor.identity.store;

import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerSession;
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
        requestJdbc
                .sql("""
                        select set_config('role', 'authenticated', true),
                               set_config('request.jwt.claims', :claims, true)
                        """)
                .param("claims", learner.claims())
                .query((row, number) -> number)
                .single();
    }
}
