package dev.chiron.tutor.account.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.platform.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

@DisplayName("The file of an export")
class ExportFileTest {

    // Goal: what was written is read from its beginning, and nothing of it is left when it was read.
    @Test
    void isReadOnceAndGone(@TempDir Path folder) throws IOException {
        try (var file = ExportFile.createIn(folder)) {
            var out = file.writer(DataSize.ofBytes(10));
            out.write("0123456789".getBytes(StandardCharsets.UTF_8));
            out.flush();

            assertThat(file.size()).isEqualTo(10);
            try (var in = file.reader()) {
                assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("0123456789");
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    // Goal: an export that is larger than it may be is refused while it is made, by one byte too.
    @Test
    void takesNoMoreThanItMay(@TempDir Path folder) throws IOException {
        try (var file = ExportFile.createIn(folder)) {
            var out = file.writer(DataSize.ofBytes(10));
            out.write(new byte[9]);
            out.write('x');

            assertThatThrownBy(() -> out.write('y'))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.errorCode()).isEqualTo("export_too_large"));
        }
    }
}
