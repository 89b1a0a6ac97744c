package dev.strongroom.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The names that a server may give to the files of a backup that somebody fetches from it.
class BackupFilesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../manifest.age",
                "/etc/passwd",
                "000-record.copy.age/../../x",
                "000-../x.copy.age",
                "000-record.copy.age\0",
                "000-Record.copy.age",
                "000-record.copy",
                "manifest.age/",
                "\\manifest.age"
            })
    void otherName_isRefused(String name) {
        assertThat(BackupFiles.isName(name)).isFalse();
    }

    @Test
    void ownName_isTaken() {
        assertThat(BackupFiles.isName(BackupFiles.ofTable(7, "record_version"))).isTrue();
        assertThat(BackupFiles.isName(BackupFiles.MANIFEST)).isTrue();
    }
}
