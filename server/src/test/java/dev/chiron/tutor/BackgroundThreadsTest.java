package dev.chiron.tutor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rules for the threads that live as long as the process. */
@AnalyzeClasses(packages = "dev.chiron.tutor", importOptions = DoNotIncludeTests.class)
class BackgroundThreadsTest {

    // Goal: no background thread ends at once because it runs before it stands in the field by which it knows that it
    // is still wanted. A writer of turn events that did so left every turn unanswered until the next start.
    @ArchTest
    static final ArchRule areAssignedBeforeTheyStart = noClasses()
            .should()
            .callMethod(Thread.Builder.OfPlatform.class, "start", Runnable.class)
            .because("a thread that compares itself with a field has to be made unstarted, assigned, and then started");
}
