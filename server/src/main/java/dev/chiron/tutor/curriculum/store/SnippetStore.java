package dev.chiron.tutor.curriculum.store;

import dev.chiron.tutor.curriculum.Snippet;
import dev.chiron.tutor.curriculum.Snippets;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SnippetStore implements Snippets {

    /** Words that say how somebody asks, not what about. */
    private static final String FILLER =
            "\\m(please|thanks|thank|you|me|about|some|something|anything|simple|simply|basics?|terms|words|detail|details|short|briefly)\\M";

    private final JdbcClient workerJdbc;

    SnippetStore(@Qualifier("workerJdbc") JdbcClient workerJdbc) {
        this.workerJdbc = workerJdbc;
    }

    @Override
    public List<Snippet> about(String topic, int limit) {
        return workerJdbc
                .sql("""
                        with asked as (
                            select plainto_tsquery('english', regexp_replace(lower(:topic), :filler, ' ', 'g')) as query
                        )
                        select title, topic, content
                        from public.learning_content_snippets, asked
                        where search @@ query and ts_filter(search, '{a,b}') @@ query
                        order by ts_rank('{0, 0, 0.4, 1}', search, query) desc, title
                        limit :limit
                        """)
                .param("topic", topic)
                .param("filler", FILLER)
                .param("limit", limit)
                .query(Snippet.class)
                .list();
    }

    @Override
    public List<Snippet> relatedTo(String question, int limit) {
        return workerJdbc
                .sql("""
                        with asked as (
                            select replace(
                                plainto_tsquery('english', regexp_replace(lower(:question), :filler, ' ', 'g'))::text,
                                '&', '|')::tsquery as query
                        )
                        select title, topic, content
                        from public.learning_content_snippets, asked
                        where search @@ query and ts_filter(search, '{a,b}') @@ query
                        order by ts_rank('{0.02, 0.1, 0.4, 1}', search, query) desc, title
                        limit :limit
                        """)
                .param("question", question)
                .param("filler", FILLER)
                .param("limit", limit)
                .query(Snippet.class)
                .list();
    }

    @Override
    public List<String> titles() {
        return workerJdbc
                .sql("select title from public.learning_content_snippets order by topic, title limit 500")
                .query(String.class)
                .list();
    }
}
