package dev.strongroom.backup.web;

import dev.strongroom.backup.BackupFrames;
import dev.strongroom.backup.Backups;
import dev.strongroom.identity.ApiClient;
import dev.strongroom.web.Caller;
import dev.strongroom.web.RequiresRole;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BackupsController {

    private final Backups backups;

    BackupsController(Backups backups) {
        this.backups = backups;
    }

    @PostMapping("/v1/backups")
    @RequiresRole(ApiClient.BACKUP_OPERATOR)
    void make(Caller caller, HttpServletResponse response) throws IOException {
        try (var backup = backups.begin(caller.id())) {
            response.setContentType(BackupFrames.MEDIA_TYPE);
            response.setHeader(BackupFrames.BYTES_HEADER, Long.toString(backup.estimatedBytes()));
            backup.writeTo(response.getOutputStream());
        }
    }
}
