package dev.chiron.tutor.integration;

import dev.chiron.testkit.TutorStack;
import dev.chiron.tutor.TutorServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The one configuration of the suite, so that all of it shares one warm stack: quick where people would wait. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        properties = {
            "tutor.identity.bcrypt-cost=4",
            // What a busy machine keeps waiting for a connection is not what these tests are about.
            "tutor.database.connect-timeout=20s",
            // Not the default: whoever forgets the setting is not heard.
            "tutor.temporal.task-queue=suite",
            "tutor.chat.attempts=3",
            "tutor.chat.first-backoff=50ms",
            "tutor.chat.max-backoff=1s",
            "tutor.chat.message-burst=120",
            // Tests come from one address, and thousands at once; only what one of them is about is as tight as ever.
            "tutor.rate.sign-in-burst=10000",
            "tutor.rate.request-burst=10000",
            "tutor.rate.stranger-burst=100000",
            "tutor.rate.refresh-burst=300",
            "tutor.rate.refreshes-per-minute=60",
            "tutor.web.allowed-origins=https://school.example",
            "tutor.web.trusted-proxies=127.0.0.1,::1",
            "tutor.temporal.workflow-pollers=16",
            "tutor.temporal.activity-pollers=16",
            "tutor.stream.keep-alive=1s",
            "tutor.account.deletion-watch=3s",
        })
@interface TutorTest {}
