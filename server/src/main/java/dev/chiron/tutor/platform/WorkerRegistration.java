package dev.chiron.tutor.platform;

import io.temporal.worker.Worker;

/** A module's workflows and activities, put on the worker before it starts to poll. */
@FunctionalInterface
public interface WorkerRegistration {

    void register(Worker worker);
}
